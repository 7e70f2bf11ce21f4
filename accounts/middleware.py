"""What stands before the closed parts of the portal: the second factor, and the record of who was turned away."""

import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts.acting import person_of
from accounts.second_factor import is_used_in
from ledger.services import record_refusal

_LANGUAGES = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)
_CONFIDENTIAL = re.compile(rf"^/+(?:(?:{_LANGUAGES})/+)?(?:desk|jury|my|organisations|cms)/")
# One row of the ledger per person, address and hour, and no more than so many addresses: a flood of requests is no flood of rows.
_RECORDED_FOR_SECONDS = 3600
_MOST_RECORDED = 50
_LONGEST_REFERENCE = 120
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


class RefusedReadingMiddleware:
    """Record in the ledger that a signed-in person asked for a page of a closed part and was turned away.

    The answer is the same whether the thing is another's or not there at all, and so is the record: it holds the address. Acts
    (POST) are recorded by whoever refuses them, with the reason (accounts.acting).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND} and self._concerns(request):
            record_refusal(
                "view", request.path_info[:_LONGEST_REFERENCE], by=person_of(request), why=["not theirs, or not there"]
            )
        return response

    def _concerns(self, request: HttpRequest) -> bool:
        if request.method not in {"GET", "HEAD"} or request.resolver_match is None or not request.user.is_authenticated:
            return False
        return bool(_CONFIDENTIAL.match(request.path_info)) and _is_first_time(request)


def _is_first_time(request: HttpRequest) -> bool:
    """Return whether this person has not been turned away here within the hour, nor too often elsewhere."""
    address = hashlib.sha256(request.path_info.encode()).hexdigest()
    if not cache.add(f"refused-reading:{request.user.pk}:{address}", 1, _RECORDED_FOR_SECONDS):
        return False
    counter = f"refused-readings:{request.user.pk}"
    cache.add(counter, 0, _RECORDED_FOR_SECONDS)
    return cache.incr(counter) <= _MOST_RECORDED
