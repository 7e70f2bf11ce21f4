"""Joining names with works: one act for all blind rounds, once none of them is left to be judged."""

from datetime import datetime

from accounts.models import User
from challenges.models import Challenge
from core import clock
from evaluation.lifecycle import ReportState
from evaluation.models import Report
from evaluation.queries.revealing import rounds_keeping_names
from ledger.services import record_event


def reveal_rounds(challenge: Challenge, by: User, *, at: datetime | None = None, is_contracted: bool = False) -> None:
    """Reveal the rounds that were judged and wait for nothing any more; those that are not blind wait for no other.

    Called inside the transaction of the act that may have been the last one, with the challenge's row locked. A round that is
    blind and not judged is revealed with the others: it has no report of its own. `at` is the moment of the act, else now;
    `is_contracted`: it is a contract.
    """
    waiting = list(challenge.rounds.filter(revealed_at__isnull=True).order_by("number"))
    # A draft has no rounds yet, and its rules may have holes.
    if not waiting:
        return
    keeps_blind = bool(rounds_keeping_names(challenge, is_contracted=is_contracted))
    reports = Report.objects.filter(newest_of__challenge=challenge, state=ReportState.SIGNED)
    signed = dict(reports.values_list("round", "sha256"))
    unjudged = {stage.key for stage in challenge.rules.rounds if stage.judging is None}
    now = at or clock.database_now()
    for stage in waiting:
        is_due = stage.pk in signed or (stage.is_blind and stage.round_key in unjudged)
        if is_due and not (stage.is_blind and keeps_blind):
            stage.revealed_at = now
            stage.save(update_fields=["revealed_at"])
            rests_on = {"sha256": signed[stage.pk]} if stage.pk in signed else {}
            record_event("reveal", stage.reference, by=by, **rests_on)
