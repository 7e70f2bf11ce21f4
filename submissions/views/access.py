"""How a view finds the proposal and the entry that its address names, for this person alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from challenges.models import Challenge, Round
from core import clock
from submissions.models import Entry
from submissions.queries.proposals import ProposalRow, Stage, proposals_of

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Place:
    """Where a supplier is: their proposal, one of its rounds, and the entry that they have in it."""

    row: ProposalRow
    stage: Stage
    entry: Entry

    @property
    def round(self) -> Round:
        return self.stage.round

    @property
    def challenge(self) -> Challenge:
        return self.row.proposal.challenge

    @property
    def arguments(self) -> list[Any]:
        """What the address of every page of this round begins with."""
        return [self.row.address, self.round.number]

    def url(self, name: str, *more: Any) -> str:
        return reverse(f"submissions:{name}", args=[*self.arguments, *more])


def proposal_view(view: View) -> View:
    """Call `view(request, row, ...)` with the proposal at `address`; 404 for everybody who does not act for its supplier."""

    @login_required
    @wraps(view)
    def found(request: HttpRequest, address: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        named, _at, slug = address.partition("@")
        reference, _tilde, lot = named.partition("~")
        rows = proposals_of(request.user, now=clock.now(), reference=reference)
        if slug:
            rows = [row for row in rows if row.proposal.supplier.slug == slug]
        if lot:
            rows = [row for row in rows if row.proposal.lot_key == lot]
        if not rows:
            raise Http404
        if len(rows) > 1:
            # Somebody who acts for two suppliers, or takes part in two lots, chooses first.
            return redirect("submissions:my")
        return view(request, rows[0], *args, **kwargs)

    return found


def place_view(view: View) -> View:
    """Call `view(request, place, ...)` with a round in which the proposal has an entry, drafted or handed in; else 404."""

    @proposal_view
    @wraps(view)
    def found(request: HttpRequest, row: ProposalRow, number: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stage = row.stage(number)
        if stage is None or stage.entry is None:
            raise Http404
        return view(request, Place(row, stage, stage.entry), *args, **kwargs)

    return found


def context_of(place: Place, **more: Any) -> dict[str, Any]:
    """Return what every page of an entry needs."""
    version = place.challenge.published_version
    return {
        "place": place,
        "row": place.row,
        "proposal": place.row.proposal,
        "challenge": place.challenge,
        "challenge_title": version.titles if version else {},
        "stage": place.stage,
        "round": place.round,
        "entry": place.entry,
        "tags": [place.stage.tag],
        **more,
    }
