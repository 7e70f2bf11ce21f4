"""The operations of /api/v1/. Reading only, for everybody, without a session."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from awards.queries.winners import as_winners, public_awards
from core import clock
from core.public_answers import open_data
from opendata.api import schemas
from opendata.queries import challenges
from opendata.queries.paging import BadCursorError, slice_after

api = NinjaAPI(
    title=f"{settings.PORTAL_NAME}: public data",
    version="1",
    description="Challenges, their rounds, criteria and outcomes. The same facts as on the pages; licence CC BY 4.0.",
    # The interactive page would load scripts from a third party.
    docs_url=None,
    # Served by `description` below: like all public data, and under the namespace of this app.
    openapi_url=None,
    urls_namespace="opendata-v1",
)


@api.get("/challenges/", response=schemas.ChallengePage, summary="Public challenges, the newest first")
@decorate_view(open_data)
def challenge_list(request: HttpRequest, filters: Query[schemas.ChallengeFilters]) -> dict[str, Any]:
    now = clock.now()
    found = challenges.public_challenges(
        now, phase=filters.phase or "", topic=filters.topic or "", authority=filters.authority, text=filters.q
    )
    rows, following = _slice(request, found, filters, moment="published_at")
    return {"data": [challenges.challenge_data(challenge, now) for challenge in rows], "next": following}


@api.get(
    "/challenges/{reference}/",
    response={200: schemas.ChallengeDetails, 404: schemas.Problem},
    summary="One challenge with words, rules and outcomes",
    url_name="challenge",
)
@decorate_view(open_data)
def challenge_one(request: HttpRequest, reference: str) -> dict[str, Any]:
    now = clock.now()
    found = challenges.public_challenges(now).filter(reference=reference).first()
    if found is None:
        raise HttpError(404, "There is no public challenge of this reference.")
    return challenges.challenge_details(found, now)


@api.get(
    "/challenges/{reference}/rounds/{number}/ranking.json",
    response={200: schemas.RankingDocument, 404: schemas.Problem},
    summary="The ranking of a decided round, complete enough to recompute it",
    url_name="ranking",
)
@decorate_view(open_data)
def ranking(request: HttpRequest, reference: str, number: int) -> dict[str, Any]:
    found = challenges.ranking_data(reference, number)
    if found is None:
        raise HttpError(404, "There is no decided round of this number.")
    return found


@api.get("/winners/", response=schemas.WinnerPage, summary="Winners, the newest first")
@decorate_view(open_data)
def winner_list(request: HttpRequest, paging: Query[schemas.Paging]) -> dict[str, Any]:
    rows, following = _slice(request, public_awards(), paging, moment="notified_at")
    return {"data": [challenges.winner_data(winner) for winner in as_winners(rows)], "next": following}


@require_safe
@open_data
def description(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI description of this interface."""
    return JsonResponse(api.get_openapi_schema(path_prefix=request.path.removesuffix("openapi.json")))


def _slice(request: HttpRequest, rows: QuerySet[Any], paging: schemas.Paging, *, moment: str) -> tuple[Any, str | None]:
    """Return the rows of this page and the address of the next one; None at the end."""
    try:
        found = slice_after(rows, moment=moment, code="reference", cursor=paging.cursor, limit=paging.limit)
    except BadCursorError as wrong:
        raise HttpError(422, "This cursor is not one that was given out here.") from wrong
    if not found.next_cursor:
        return found.rows, None
    query = {key: value for key, value in paging.dict().items() if value} | {"cursor": found.next_cursor}
    return found.rows, request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
