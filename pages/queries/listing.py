"""Challenges as the public finds them: searched, filtered, on cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When
from django.urls import reverse

from accounts.models import Organisation
from challenges.lifecycle import ChallengePhase
from challenges.models import Challenge, ChallengeVersion, Round
from challenges.queries.phases import phase_of, with_phase
from core.components import Tag
from core.components.messages import TagColour
from core.folding import search_words
from core.wording import localised, money

PHASE_COLOURS: dict[ChallengePhase, TagColour] = {
    ChallengePhase.OPEN: "green",
    ChallengePhase.UPCOMING: "blue",
    ChallengePhase.JUDGING: "purple",
    ChallengePhase.DECIDED: "teal",
    ChallengePhase.CONCLUDED: "grey",
    ChallengePhase.CANCELLED: "red",
}
_WITHOUT_DEADLINE = (ChallengePhase.UPCOMING, ChallengePhase.CANCELLED)
# What somebody who wants to enter looks for comes first.
_WEIGHTS = [When(phase=phase, then=Value(weight)) for weight, phase in enumerate(PHASE_COLOURS)]


@dataclass(frozen=True)
class Card:
    """One challenge on a card, in the reader's language."""

    reference: str
    title: str
    summary: str
    authority: str
    href: str
    phase: Tag
    prize: str
    topics: list[str]
    closes_at: datetime | None


def phase_tag(phase: ChallengePhase) -> Tag:
    """Return the phase as the reader sees it."""
    return Tag(text=str(phase.label), colour=PHASE_COLOURS[phase], dot=phase == ChallengePhase.OPEN)


def public_challenges() -> QuerySet[Challenge]:
    """Return the public challenges with all that a card needs, without the frozen texts."""
    light = ChallengeVersion.objects.only("pk", "titles", "summaries", "figures", "number", "published_at")
    found: QuerySet[Challenge] = (
        Challenge.objects.public()
        .select_related("authority")
        .prefetch_related(Prefetch("published_version", light), Prefetch("rounds", Round.objects.order_by("number")))
    )
    return found


def found_challenges(
    now: datetime, *, query: str = "", phase: str = "", topic: str = "", authority: str = ""
) -> QuerySet[Challenge]:
    """Return the public challenges that hold every word of `query`, in the order in which they matter: open ones first."""
    found: QuerySet[Any] = with_phase(public_challenges(), now)
    if phase:
        found = found.filter(phase=phase)
    if topic:
        found = found.filter(topic=topic)
    if authority:
        found = found.filter(authority__slug=authority)
    for word in search_words(query):
        found = found.filter(published_version__search_text__contains=word)
    return found.order_by(Case(*_WEIGHTS, output_field=IntegerField()), "-published_at", "reference")


def open_challenges(now: datetime) -> QuerySet[Challenge]:
    """Return the challenges that anybody can enter now, the next deadline first."""
    first_round_open = Round.objects.filter(number=1, opens_at__lte=now, closes_at__gte=now)
    every: QuerySet[Any] = with_phase(public_challenges(), now)
    found = every.filter(phase=ChallengePhase.OPEN, rounds__in=first_round_open)
    return found.order_by("rounds__closes_at", "reference")


def publishing_authorities() -> QuerySet[Organisation]:
    """Return the authorities that have published anything."""
    published = Challenge.objects.public().values("authority")
    authorities: QuerySet[Organisation] = Organisation.objects.authorities().filter(pk__in=published).order_by("name")
    return authorities


def cards(challenges: Iterable[Challenge], now: datetime) -> list[Card]:
    """Return challenges as cards; their rounds, authority and published version must have been fetched."""
    return [_card(challenge, now) for challenge in challenges]


def prize_total(challenge: Challenge) -> Decimal:
    """Return the most that can be paid in prizes: each round's prize times how many can get it; an archive names the total."""
    if challenge.source_url and challenge.budget:
        return challenge.budget
    return sum((stage.prize_each * (stage.advance_limit or 0) for stage in challenge.rounds.all()), Decimal(0))


def _card(challenge: Challenge, now: datetime) -> Card:
    version, phase, total = challenge.published_version, phase_of(challenge, now), prize_total(challenge)
    stages = list(challenge.rounds.all())
    return Card(
        reference=challenge.reference,
        title=localised(version.titles) if version else "",
        summary=localised(version.summaries) if version else "",
        authority=challenge.authority.name,
        href=reverse("pages:challenge", args=[challenge.reference]),
        phase=phase_tag(phase),
        prize=money(total, challenge.currency) if total else "",
        topics=[str(challenge.get_topic_display())] if challenge.topic else [],
        closes_at=stages[0].closes_at if stages and phase not in _WITHOUT_DEADLINE else None,
    )
