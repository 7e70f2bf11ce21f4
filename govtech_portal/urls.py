"""Every address of the portal. Each app's `urls.py` names its addresses in full; people's pages exist in every language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.sign_in import ActivateApp, AddPasskey, OneDoor
from core.gallery import gallery

handler500 = "core.views.server_error"

urlpatterns = [
    path("", include("core.urls")),
    path("", include("opendata.urls")),
    path("cms/login/", OneDoor.as_view(pattern_name="account_login")),
    path("cms/logout/", OneDoor.as_view(pattern_name="account_logout")),
    re_path(r"^cms/password_reset/", OneDoor.as_view(pattern_name="account_reset_password")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        # Libraries bring sign-in pages of their own, where a password alone would do: they come first and lead to the one door.
        path("_util/login/", OneDoor.as_view(pattern_name="account_login")),
        path("gallery/", gallery, name="gallery"),
        path("account/2fa/totp/activate/", ActivateApp.as_view(), name="mfa_activate_totp"),
        path("account/2fa/webauthn/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
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
