"""Middleware that knows no app."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from core import clock

# What takes every address that nothing else took, whether there is such a page or not.
_CATCH_ALL = "wagtail_serve"


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


class FormsOnlyMiddleware:
    """Lead who asks for a page, at an address that only takes what a form sends, to the page above it.

    One comes there by signing in again in the midst of sending, or by switching the language of a page that says what was wrong.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_asked_by_a_person = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not is_asked_by_a_person:
            return response
        messages.warning(request, _("Nothing was sent. Check this page, then press the button again."))
        return redirect(_page_above(request.path_info))


def _page_above(path: str) -> str:
    """Return the nearest address above `path` that leads anywhere; if that takes forms only as well, its own page is above it."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            match = resolve(path)
        except Resolver404:
            continue
        if match.view_name != _CATCH_ALL:
            return path
    return "/"
