"""OCDS releases and CSV files, for everybody and every program."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from awards.queries.winners import winners
from challenges.rules import schema
from core import clock
from core.public_answers import open_data
from opendata.exports import ocds, tables
from opendata.queries.challenges import challenge_data, public_challenges, winner_data
from opendata.queries.paging import DEFAULT_LIMIT, GREATEST_LIMIT
from opendata.queries.releases import events_of, public_events

NO_PREFIX = "No ocid prefix is set (PORTAL_OCDS_PREFIX), so no release is published."
NOTHING_YET = "Nothing was published yet. The standard knows no empty package."


def _refusing_without_prefix(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 503 where no registered publisher stands behind the identifiers."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ocds.NoPrefixError:
            return _problem(NO_PREFIX, HTTPStatus.SERVICE_UNAVAILABLE)

    return guarded


@require_safe
@open_data
@_refusing_without_prefix
def releases(request: HttpRequest) -> HttpResponse:
    """Give the releases of all challenges, the oldest first; `after` and `limit` page through them, `links.next` leads on."""
    try:
        after, limit = int(request.GET.get("after", "0")), int(request.GET.get("limit", str(DEFAULT_LIMIT)))
    except ValueError:
        return _problem("“after” and “limit” are whole numbers.", HTTPStatus.BAD_REQUEST)
    if not 1 <= limit <= GREATEST_LIMIT or not 0 <= after < 2**63:
        return _problem(f"“limit” lies between 1 and {GREATEST_LIMIT}.", HTTPStatus.BAD_REQUEST)
    page = public_events(after=after, limit=limit)
    if not page.events:
        return _problem(NOTHING_YET, HTTPStatus.NOT_FOUND)
    next_uri = None
    if page.next_after is not None:
        query = {"after": page.next_after, **({"limit": limit} if limit != DEFAULT_LIMIT else {})}
        next_uri = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    package = ocds.package(page.events, uri=request.build_absolute_uri(), next_uri=next_uri)
    response = _json(package)
    if next_uri:
        response["Link"] = f'<{next_uri}>; rel="next"'
    return response


@require_safe
@open_data
@_refusing_without_prefix
def releases_of_one(request: HttpRequest, ocid: str) -> HttpResponse:
    """Give the releases of one contracting process."""
    events = events_of(ocds.reference_of(ocid))
    if not events:
        return _problem("There is no contracting process of this ocid.", HTTPStatus.NOT_FOUND)
    return _json(ocds.package(events, uri=request.build_absolute_uri()))


@require_safe
@open_data
def challenges_csv(_request: HttpRequest) -> HttpResponse:
    """Give all public challenges as one table."""
    now = clock.now()
    found = public_challenges(now).order_by("-published_at", "-reference")
    rows = (tables.challenge_row(challenge_data(challenge, now)) for challenge in found)
    return _csv("challenges", tables.CHALLENGE_COLUMNS, rows)


@require_safe
@open_data
def winners_csv(_request: HttpRequest) -> HttpResponse:
    """Give all winners as one table."""
    return _csv("winners", tables.WINNER_COLUMNS, (tables.winner_row(winner_data(winner)) for winner in winners()))


@require_safe
@open_data
def rules_schema(_request: HttpRequest) -> HttpResponse:
    """Give the shape of the document that holds the rules of a competition."""
    return HttpResponse(schema.schema_bytes(settings.PORTAL_BASE_URL), content_type="application/schema+json")


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _problem(detail: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False})


def _csv(name: str, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> HttpResponse:
    response = HttpResponse("".join(tables.csv_lines(columns, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
