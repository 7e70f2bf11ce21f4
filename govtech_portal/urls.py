"""Every address of the portal. Each app's `urls.py` names its addresses in full; people's pages exist in every language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("", include("opendata.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("accounts.urls")),
        path("", include("awards.urls")),
        path("", include("evaluation.urls")),
        path("", include("submissions.urls")),
        path("", include("challenges.urls")),
        path("", include("pages.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
