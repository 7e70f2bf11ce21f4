"""Award lists of a round: each says in full who holds the awards, is frozen, and follows the one before it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from awards import standstill
from awards.lifecycle import AWARD, ListCause
from awards.models import Award, AwardList
from awards.services.records import published_supplier
from challenges.models import Challenge, Round
from ledger import chain
from ledger.services import record_event
from submissions.vault import handed_in_titles


def end_of_standstill(challenge: Challenge, announced_at: datetime) -> datetime | None:
    """Return when an award of `challenge` that is announced at this moment can become final; None where nothing stands still."""
    days = challenge.rules.law.number("standstill_days")
    return standstill.ends_at(announced_at, days=days, zone=ZoneInfo(settings.TIME_ZONE)) if days else None


def announce_award(award: Award, *, verb: str, by: User, at: datetime) -> Award:
    """Announce an award that is about to be stored; `verb` is what the ledger calls the act.

    What the contest was decided for waits for its standstill, as long as the profile says, and for the secretary. A refund, and
    what is paid on the way to the last round, is final at once.

    Raises:
        TransitionRefused: not allowed to `by`, or the challenge was cancelled.
    """
    decision = award.decision
    challenge, stage = decision.challenge, decision.entry.round
    before = Award.objects.filter(decision__entry__round__challenge=stage.challenge_id).count()
    award.reference = f"{challenge.reference}-A{before + 1}"
    award.published_supplier = published_supplier(decision.entry.proposal.supplier)
    award.notified_at = at
    if award.decides_the_contest:
        award.standstill_ends_at = end_of_standstill(challenge, at)
        award.state = AWARD.demand(award, "notify", by=by)
    else:
        award.state, award.finalised_at = AWARD.demand(award, "give", by=by), at
    award.save()
    ends = award.standstill_ends_at
    record_event(verb, award.reference, by=by, standstill_ends_at=ends and ends.isoformat())
    return award


def list_awards(stage: Round, *, cause: ListCause, by: User, at: datetime, reason: str = "") -> AwardList:
    """Freeze the next list of the awards of `stage` as they stand, and let them point at it.

    A line that did not change is the same as in the list before; `reason` is public.
    """
    awards = awards_of_round(stage)
    before = AwardList.objects.filter(round=stage).order_by("-number").first()
    titles = handed_in_titles([award.decision.entry for award in awards])
    reasons = {line["award"]: line["reason"] for line in before.content["lines"]} if before else {}
    number = before.number + 1 if before else 1
    content = {
        "reference": stage.reference,
        "number": number,
        "cause": str(cause),
        "reason": reason,
        "lines": [
            _line(award, titles[award.decision.entry.work_code])
            | {"reason": reasons.get(award.reference, reason if award.moved_up else award.decision.reason)}
            for award in awards
        ],
        "list_before_sha256": before.sha256 if before else "",
    }
    made = AwardList.objects.create(
        round=stage,
        number=number,
        cause=cause,
        reason=reason,
        content=content,
        sha256=chain.sha256(chain.canonical(content)),
        made_at=at,
        made_by=by,
    )
    Award.objects.filter(pk__in=[award.pk for award in awards]).update(award_list=made)
    record_event("list_awards", stage.reference, by=by, number=str(made.number), cause=str(cause), list_sha256=made.sha256)
    return made


def awards_of_round(stage: Round) -> Sequence[Award]:
    """Return the announced awards of a round in the order in which they were made, those that were overturned too."""
    awards = Award.objects.announced().filter(decision__entry__round=stage).order_by("pk")
    related = awards.select_related("decision__entry__proposal__supplier", "decision__entry__round")
    return list(related.prefetch_related("suspensions"))


def _line(award: Award, title: str) -> dict[str, Any]:
    return {
        "award": award.reference,
        "work_code": award.decision.entry.work_code,
        "title": title,
        "holds": award.state != Award.State.OVERTURNED,
        "moved_up": award.moved_up,
        "rank": award.decision.rank,
        "kind": award.kind,
        "reward": award.title,
        "lot": award.lot_key,
        "amount": None if award.amount is None else f"{award.amount:.2f}",
        "currency": award.currency,
        "standstill_ends_at": award.standstill_ends_at.isoformat() if award.standstill_ends_at else None,
    }
