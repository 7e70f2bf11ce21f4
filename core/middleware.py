"""Middleware that knows no app."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core import clock


class RequestClockMiddleware:
    """Give each request one moment, so that a page never contradicts itself about a deadline."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.one_moment():
            return self.get_response(request)
