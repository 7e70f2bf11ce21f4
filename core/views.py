"""Addresses for machines that run the portal, and the page of its failures: they know no app and no language."""

import ipaddress
import sys
from hmac import compare_digest
from http import HTTPStatus

import prometheus_client
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import seen
from core.health import missing_database, missing_parts
from core.sending import outbox

# Seconds after which it is worth asking a database again that was away.
_RETRY_AFTER = 30


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers; asks neither database nor anybody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 once this process can speak to a database that has its migrations, else 503; other parts are for `status`."""
    return _readiness(missing_database())


def _readiness(missing: dict[str, str], **facts: dict[str, int | str | None]) -> JsonResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE if missing else HTTPStatus.OK
    return JsonResponse({"ready": not missing, "missing": missing, **facts}, status=status)


@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """Say what of database, broker, storage and worker is missing (503, if any is), and how the outbox does.

    For administrators, and for whoever may read the metrics; to others it is not there.
    """
    if not (_is_from_here(request) or _has_token(request) or request.user.is_superuser):
        raise Http404
    missing = missing_parts()
    return _readiness(missing) if "database" in missing else _readiness(missing, letters=outbox())


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Show this process's Prometheus metrics to this machine itself or to whoever brings the token; to others it is not there."""
    if not (_is_from_here(request) or _has_token(request)):
        raise Http404
    return HttpResponse(prometheus_client.generate_latest(), content_type=prometheus_client.CONTENT_TYPE_LATEST)


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether the request began on this machine: what a proxy passes on says so in a header."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    return bool(token) and compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())


def server_error(_request: HttpRequest) -> HttpResponse:
    """Say in words that something failed, with the number that is in the log; 503 where the database is away or too busy."""
    is_database_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_database_away else HTTPStatus.INTERNAL_SERVER_ERROR
    headers = {"Retry-After": str(_RETRY_AFTER)} if is_database_away else {}
    return HttpResponse(render_to_string("500.html", {"number": seen.number()}), status=status, headers=headers)
