"""Public challenges as data. What is sealed stays out: the number of entries until the deadline, names until the decision."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from awards.models import RoundRecord
from awards.queries.winners import RoundOutcome, Winner, challenge_outcome
from challenges.models import Challenge, ChallengeVersion, Round
from challenges.queries.phases import with_phase
from core.folding import search_words
from evaluation.models import RankingSnapshot
from submissions.models import Entry

_COUNTS = ("number", "entered", "admissible", "passed", "chosen")
HEAVY = ("published_version__content", "published_version__search_text")


def public_challenges(
    now: datetime, *, phase: str = "", topic: str = "", authority: str = "", text: str = ""
) -> "QuerySet[Challenge]":
    """Return the challenges that everybody may see, with `phase`; `authority` is a slug, `text` words that all must occur."""
    found = with_phase(Challenge.objects.public(), now)
    exact = {"phase": phase, "topic": topic, "authority__slug": authority}
    found = found.filter(**{field: value for field, value in exact.items() if value})
    for word in search_words(text):
        found = found.filter(Q(published_version__search_text__contains=word) | Q(reference__iexact=word))
    rounds = Round.objects.select_related("record").order_by("number")
    return found.select_related("authority", "published_version").defer(*HEAVY).prefetch_related(Prefetch("rounds", rounds))


def challenge_data(challenge: Any, now: datetime) -> dict[str, Any]:
    """Return a challenge of `public_challenges` as plain data, the same facts as its page."""
    version = challenge.published_version
    rounds = list(challenge.rounds.all())
    return {
        "reference": challenge.reference,
        "url": page_url(challenge.reference),
        "api_url": _absolute("opendata:opendata-v1:challenge", challenge.reference),
        "title": version.titles,
        "summary": version.summaries,
        "authority": {"name": challenge.authority.name, "slug": challenge.authority.slug},
        "topic": challenge.topic,
        "phase": challenge.phase,
        "languages": challenge.languages,
        "currency": challenge.currency,
        "budget": _money(challenge.budget),
        "place": challenge.figures["place"],
        "cpv_codes": challenge.figures["cpv_codes"],
        "published_at": challenge.published_at,
        "opens_at": rounds[0].opens_at if rounds else None,
        "closes_at": rounds[0].closes_at if rounds else None,
        "version": {"number": version.number, "sha256": version.sha256},
        "source_url": challenge.source_url,
        "rounds": [_round_data(challenge, stage, now) for stage in rounds],
    }


def challenge_details(challenge: Challenge, now: datetime) -> dict[str, Any]:
    """Return all that is public of one challenge: words and rules as frozen, what was decided, counts once they may be told."""
    content = ChallengeVersion.objects.values_list("content", flat=True).get(pk=challenge.published_version_id or 0)
    outcome = challenge_outcome(challenge)
    return {
        **challenge_data(challenge, now),
        "cancellation_reason": challenge.closing_reason if challenge.state == Challenge.State.CANCELLED else "",
        "content": content,
        "entered": entered_counts(challenge, now),
        "outcomes": [_outcome_data(challenge, stage) for stage in outcome.rounds],
        "awards": [winner_data(award) for award in outcome.awards],
        "refunds": [
            {"reward": each.reward, "count": each.count, "total": _amount(each.total), "currency": each.currency}
            for each in outcome.refunds
        ],
    }


def entered_counts(challenge: Challenge, now: datetime) -> dict[str, int]:
    """Return by round number how many entries were handed in, for rounds whose deadline has passed (invariant 3)."""
    closed = {stage.pk: str(stage.number) for stage in challenge.rounds.all() if stage.has_closed(now)}
    counts = dict.fromkeys(closed.values(), 0)
    for round_id in Entry.objects.handed_in().filter(round__in=closed).values_list("round", flat=True):
        counts[closed[round_id]] += 1
    return counts


def ranking_data(reference: str, number: int) -> dict[str, Any] | None:
    """Return the frozen ranking of a decided round: enough for anybody to recompute it.

    Jurors are numbered in it and suppliers are named nowhere. None before the decision, and while names are hidden: it tells
    which juror stepped back from which work.
    """
    decided = {"newest_of__decided_at__isnull": False, "newest_of__challenge__published_at__isnull": False}
    about = {"newest_of__challenge__reference": reference, "newest_of__number": number}
    found = RankingSnapshot.objects.filter(**decided, **about).select_related("round__record").first()
    if found is None or found.round.hides_names:
        return None
    return {"sha256": found.sha256, "ranking": found.content, "decision": found.round.record.content}


def winner_data(winner: Winner) -> dict[str, Any]:
    """Return an announced award as plain data."""
    return {
        "reference": winner.reference,
        "state": winner.state,
        "challenge": {
            "reference": winner.challenge_reference,
            "url": page_url(winner.challenge_reference),
            "title": winner.titles,
            "summary": winner.summaries,
            "topic": winner.topic,
        },
        "authority": {"name": winner.authority, "slug": winner.authority_slug},
        "supplier": winner.supplier,
        "solution": {"title": winner.solution, "summary": winner.public_summary},
        "decides": winner.decides,
        "kind": winner.kind,
        "reward": winner.reward,
        "lot": winner.lot or None,
        "amount": _amount(winner.amount),
        "prize": _amount(winner.amount) if winner.kind == "prize" else None,
        "currency": winner.currency,
        "place": winner.place,
        "points": _amount(winner.points),
        "points_of": winner.most,
        "reason": {"rule": winner.rule, "explained": winner.why, "words": winner.reason},
        "announced_at": winner.announced_at,
        "standstill_ends_at": winner.standstill_ends_at,
        "finalised_at": winner.finalised_at,
        "overturned_at": winner.overturned_at,
        "overturning_reason": winner.overturning_reason,
        "rounds": [{key: getattr(stage, key) for key in _COUNTS} for stage in winner.rounds],
    }


def page_url(reference: str) -> str:
    """Return the address of a challenge's page for people."""
    return _absolute("pages:challenge", reference)


def upcoming_deadlines(rows: Iterable[Challenge]) -> list[tuple[Challenge, Round]]:
    """Return every round with a deadline of the given challenges, in the order given."""
    return [(challenge, stage) for challenge in rows for stage in challenge.rounds.all() if stage.closes_at is not None]


def _round_data(challenge: Challenge, stage: Round, now: datetime) -> dict[str, Any]:
    stage.challenge = challenge
    record: RoundRecord | None = getattr(stage, "record", None)
    return {
        "number": stage.number,
        "title": stage.title,
        "opens_at": stage.opens_at,
        "closes_at": stage.closes_at,
        "decision_due_on": stage.decision_due_on,
        "phase": None if challenge.source_url else stage.phase(now),
        "advance_limit": stage.advance_limit,
        "prize_each": _money(stage.prize_each),
        "decided_at": stage.decided_at,
        "counts": record.content["counts"] if record else None,
    }


def _outcome_data(challenge: Challenge, stage: RoundOutcome) -> dict[str, Any]:
    address = _absolute("opendata:opendata-v1:ranking", challenge.reference, stage.counts.number)
    return {
        "round": stage.counts.number,
        "decided_at": stage.counts.decided_at,
        "limit": stage.limit,
        "departure_reason": stage.departure_reason,
        "jurors": list(stage.jurors),
        "record_sha256": stage.sha256,
        "ranking_url": None if stage.hides_names else address,
    }


def _absolute(view: str, *args: Any) -> str:
    return f"{settings.PORTAL_BASE_URL}{reverse(view, args=args)}"


def _money(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _amount(value: Decimal | None) -> str | None:
    """Amounts and points are texts, so that no reader's floating point changes them."""
    return None if value is None else f"{value:f}"
