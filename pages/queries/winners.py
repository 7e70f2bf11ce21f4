"""Who won, as it was published: awards that were announced, by the names of the day of the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.lifecycle import AwardState
from awards.models import Award, Decision
from challenges.models import ChallengeVersion
from core.components import Figure, Tag
from core.components.messages import TagColour
from core.wording import day, localised, money


@dataclass(frozen=True)
class Winner:
    """One award as the public reads it."""

    solution: str
    supplier: str
    summary: str
    reason: str
    rank: int
    prize: str
    challenge: str
    problem: str
    authority: str
    href: str
    state: Tag
    standstill_ends_at: datetime | None
    announced_at: datetime

    @property
    def figures(self) -> list[Figure]:
        """Where the award stands, for the card."""
        ends = self.standstill_ends_at
        state = Figure(value=self.state.text, label=_("Award"))
        return [state, Figure(value=day(ends), label=_("Standstill ends"))] if ends else [state]


def announced_awards() -> QuerySet[Award]:
    """Return the announced awards, the newest first, with the decisions that they rest on."""
    found: QuerySet[Award] = (
        Award.objects.announced()
        .select_related("decision__entry__proposal")
        .prefetch_related("suspensions")
        .order_by("-notified_at", "decision__rank", "reference")
    )
    return found


def standing_awards() -> QuerySet[Award]:
    """Return the announced awards of all challenges that were not overturned."""
    light = ChallengeVersion.objects.only("pk", "titles", "summaries")
    path = "decision__entry__proposal__challenge"
    found = announced_awards().exclude(state=AwardState.OVERTURNED).select_related(f"{path}__authority")
    return found.prefetch_related(Prefetch(f"{path}__published_version", light))


def winners(awards: Iterable[Award], now: datetime) -> list[Winner]:
    """Return awards as the public reads them."""
    return [_winner(award, now) for award in awards]


def award_tag(award: Award, now: datetime) -> Tag:
    """Return where an award stands at `now`."""
    if award.suspension is not None:
        return Tag(text=_("Suspended by a complaint"), colour="orange")
    if award.in_standstill(now):
        return Tag(text=_("In standstill"), colour="yellow")
    colours: dict[AwardState, TagColour] = {AwardState.NOTIFIED: "yellow", AwardState.OVERTURNED: "red"}
    return Tag(text=str(award.get_state_display()), colour=colours.get(AwardState(award.state), "green"))


def _winner(award: Award, now: datetime) -> Winner:
    decision: Decision = award.decision
    challenge = decision.entry.proposal.challenge
    version = challenge.published_version
    # Only what was published can be entered, let alone won; only what was announced is asked for.
    assert version is not None  # noqa: S101
    assert award.notified_at is not None  # noqa: S101
    title = localised(version.titles)
    return Winner(
        solution=decision.entry.proposal.title or title,
        supplier=award.published_supplier.get("name", ""),
        summary=award.public_summary,
        reason=decision.reason,
        rank=decision.rank or 0,
        prize=money(award.prize, award.currency) if award.prize else "",
        challenge=title,
        problem=localised(version.summaries),
        authority=challenge.authority.name,
        href=reverse("pages:challenge", args=[challenge.reference]) + "#results",
        state=award_tag(award, now),
        standstill_ends_at=award.standstill_ends_at if award.in_standstill(now) else None,
        announced_at=award.notified_at,
    )
