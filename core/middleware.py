"""Middleware that knows no app."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

from core import clock


class RequestClockMiddleware:
    """Give each request one moment, so that a page never contradicts itself about a deadline."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.one_moment():
            return self.get_response(request)


class NulRefusingMiddleware:
    """Answer 404 to an address, and 400 to a query or a cookie, with a NUL: PostgreSQL takes none in a text, and nothing has one.

    Stands behind what its pages need to be drawn, and before whatever looks up a part of an address or a session. What is posted
    is refused by the fields of the forms.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", "") or any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest
        return self.get_response(request)
