"""The portal's addresses, and one that does nothing: what every answer costs, whatever it says."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from govtech_portal.urls import urlpatterns as addresses_of_the_portal


def trivial(_request: HttpRequest) -> HttpResponse:
    """Answer two letters, through all of the middleware, without a query or a template."""
    return HttpResponse("ok")


urlpatterns = [path("benchmark/trivial/", trivial, name="trivial"), *addresses_of_the_portal]
