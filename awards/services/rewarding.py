"""The awards of a decided round: each reward that the rules give becomes one, with its sum, for the entry that gets it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards.consequences.explaining import explain_award, in_sentences
from awards.consequences.paying import Payment, as_amount
from awards.lifecycle import ListCause, RewardKind
from awards.models import Award, Decision
from awards.queries.playing import Course
from awards.services.changes import tell_change
from awards.services.listing import announce_award, end_of_standstill, list_awards
from awards.services.ruling import Ruled
from awards.services.wording import in_every_language
from challenges.rules.rewards import RewardItem


@dataclass(frozen=True)
class RewardsTold:
    """What letters say of rewards, by work code, and when the standstill of what was won ends."""

    by_work_code: Mapping[str, Sequence[Mapping[str, Any]]]
    standstill_ends_at: datetime | None


def award_round(found: Ruled) -> None:
    """Make, announce and list the awards that follow from a decision, its decisions stored.

    A reward of an earlier round that waited for this decision is given to the entry of that round, and its suppliers are told.
    """
    by, at = found.ruling.by, found.ruling.at
    made = [announce_award(award, verb="notify", by=by, at=at) for award in _awards(found, _decisions(found))]
    stages = {award.decision.entry.round.pk: award.decision.entry.round for award in made}
    for pk, stage in sorted(stages.items()):
        is_this = pk == found.stage.pk
        listed = list_awards(stage, cause=ListCause.DECIDED if is_this else ListCause.SETTLED, by=by, at=at)
        if not is_this:
            tell_change(listed)


def rewards_told(found: Ruled) -> RewardsTold:
    """Return what the letters about a decision, stored or not, say of rewards."""
    told: dict[str, list[Mapping[str, Any]]] = {}
    ends = None
    for award in _awards(found, {decision.entry.work_code: decision for decision in found.decisions}):
        told.setdefault(award.decision.entry.work_code, []).append(_told(award))
        if award.decides_the_contest:
            ends = end_of_standstill(found.stage.challenge, found.ruling.at)
    return RewardsTold(told, ends)


def _told(award: Award) -> dict[str, Any]:
    return {
        "kind": award.kind,
        "title": award.title,
        "amount": None if award.amount is None else f"{award.amount:.2f}",
        "currency": award.currency,
        "because": award.because,
    }


def _decisions(found: Ruled) -> dict[str, Decision]:
    """Return the decisions about the entries of all decided rounds by work code."""
    stored = Decision.objects.filter(entry__round__challenge=found.stage.challenge_id)
    related = stored.select_related("entry__proposal__supplier", "entry__proposal__challenge", "entry__round__challenge")
    return {decision.entry.work_code: decision for decision in related}


def _awards(found: Ruled, decisions: Mapping[str, Decision]) -> Iterator[Award]:
    """Yield the awards that follow from a decision, not stored yet: those that were not made before.

    `decisions` are by work code; of entries without one nothing is given.
    """
    own = {decision.entry.work_code for decision in found.decisions}
    made = set(
        Award.objects.filter(decision__entry__round__challenge=found.stage.challenge_id)
        .exclude(decision__entry__round=found.stage)
        .values_list("decision__entry__work_code", "item_key")
    )
    rewarded = set()
    if found.course is not None:
        for payment, item in _given(found.course):
            code = payment.award.work_code
            if code in decisions and (code, item.key) not in made:
                award = _award(decisions[code], payment, item, found.course)
                rewarded |= {code} if award.is_win else set()
                yield award
    winners = [code for code in own if decisions[code].outcome == Decision.Outcome.WINNER and code not in rewarded]
    yield from (_win(decisions[code], found) for code in _in_order(winners, decisions))


def _given(course: Course) -> Iterator[tuple[Payment, RewardItem]]:
    items = {item.key: item for item in course.document.rules.rewards.items}
    return ((payment, items[payment.award.item]) for payment in course.outcome.paid.payments)


def _award(decision: Decision, payment: Payment, item: RewardItem, course: Course) -> Award:
    rewards = course.document.rules.rewards
    return Award(
        decision=decision,
        item_key=item.key,
        kind=item.kind,
        title=dict(item.title),
        lot_key=payment.award.lot or "",
        because=in_every_language(lambda: in_sentences(explain_award(rewards, payment))),
        amount=_amount(payment.amount),
        currency=payment.currency or "",
    )


def _win(decision: Decision, found: Ruled) -> Award:
    """Return the win of who is not rewarded by name: by rules of format 1 with what each winner gets, else the honour."""
    amount = found.ground.prize_each if found.course is None else Decimal()
    return Award(
        decision=decision,
        kind=RewardKind.PRIZE,
        amount=amount or None,
        currency=found.stage.challenge.currency,
    )


def _amount(amount: Fraction | None) -> Decimal | None:
    """Return a sum as it is stored: sums are in whole cents."""
    told = as_amount(amount)
    return None if told is None else Decimal(told)


def _in_order(work_codes: Iterable[str], decisions: Mapping[str, Decision]) -> list[str]:
    return sorted(work_codes, key=lambda code: (decisions[code].rank is None, decisions[code].rank or 0, code))
