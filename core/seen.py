"""What the portal says of itself in its log: a line of JSON per request and per error, and in none what somebody wrote.

A log is read by more people than the portal's data. A line holds therefore what the code says: templates of messages without what
would fill them, the route instead of the address, kinds of errors and places in the code instead of their words. The database's
DETAIL, what a person typed, a mail server's answer and the links that open doors all stand in the words left out.
"""

import ipaddress
import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_access = logging.getLogger("portal.access")
_number: ContextVar[str] = ContextVar("number_of_request", default="")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")


def number() -> str:
    """Return the number of this request, which its lines in the log carry; empty outside of one."""
    return _number.get()


class SeenMiddleware:
    """Number each request and write its line. The outermost of all, so that what others do is counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _number.set(_number_of(request))
        started = time.monotonic()
        try:
            response = self.get_response(request)
            match = request.resolver_match
            facts = {
                "method": request.method,
                "act": match.view_name if match else "",
                "route": match.route if match else "",
                "status": response.status_code,
                "ms": round((time.monotonic() - started) * 1000),
            }
            _access.info("request", extra={"facts": facts})
            return response
        finally:
            _number.reset(token)


def _number_of(request: HttpRequest) -> str:
    """Return the number that a trusted proxy gave the request, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    if _LOOKS_LIKE_A_NUMBER.fullmatch(given) and _is_from_a_trusted_proxy(request):
        return given
    return secrets.token_hex(8)


def _is_from_a_trusted_proxy(request: HttpRequest) -> bool:
    try:
        peer = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(peer in network for network in settings.TRUSTED_PROXIES)


class JsonFormatter(logging.Formatter):
    """One line of JSON per record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; see the module for what is left out of it."""
        # What is no text is an error, and its words are left out like any other's.
        said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": said,
            "request": number(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = list(_places(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _places(error: BaseException) -> Iterator[str]:
    """Yield the kind of an error and where it came from, then the same of what caused it."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or cause.__context__
