"""The second factor at the doors of officials, jurors and administrators."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts.second_factor import is_used_in

_LANGUAGES = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)
# Wagtail's own sign-in addresses lead to the one door, see govtech_portal.urls.
_GUARDED = re.compile(rf"^/+(?:(?:{_LANGUAGES})/+)?(?:desk|jury|cms(?!/(?:login|logout|password_reset)/))(?:/|$)")


class SecondFactorMiddleware:
    """Let nobody into /cms/, /desk/ and /jury/ without a session that proved a second factor.

    What a person may do there is decided by permissions; this asks only how they came in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _GUARDED.match(request.path_info):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if not is_used_in(request):
            return redirect(f"{reverse('accounts:second_factor')}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)
