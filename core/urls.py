from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from core import views

app_name = "core"

urlpatterns = [
    # Browsers ask here for pages that name no icon, such as data.
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("portal/mark.svg")), name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("status", views.status, name="status"),
    path("metrics", views.metrics, name="metrics"),
]
