"""Whether names stay hidden: the rounds of a contest keep them together until the jury has judged the last blind one."""

from collections.abc import Iterable
from datetime import datetime

from challenges.lifecycle import OVER
from challenges.models import Challenge, Round
from core import clock
from evaluation.lifecycle import ReportState
from evaluation.models import Report
from submissions.lifecycle import EntryState
from submissions.models import Entry


def rounds_still_blind(challenge: Challenge) -> list[Round]:
    """Return the blind rounds that the jury has still to judge: while there is one, no name of any blind round is told.

    Those of the rules in force that are judged and whose report is not signed yet. A round in which nobody can take part any more
    keeps nothing hidden, nor does a challenge that is over.
    """
    if challenge.state in OVER:
        return []
    stages = [stage for stage in challenge.rounds.all() if stage.round_key in {found.key for found in challenge.rules.rounds}]
    signed = set(Report.objects.filter(newest_of__in=stages, state=ReportState.SIGNED).values_list("round", flat=True))
    judged = [stage for stage in stages if stage.rules.is_blind and stage.rules.judging is not None and stage.pk not in signed]
    if not judged:
        return []
    now, leading_on = clock.database_now(), _keys_leading_on(stages)
    return [stage for stage in judged if stage.rules.is_reached_from(leading_on) and not _stayed_empty(stage, now)]


def signature_reveals(report: Report) -> bool:
    """Return whether the last signature under `report` joins names with works: no other blind round is left to be judged."""
    return {stage.pk for stage in rounds_still_blind(report.challenge)} <= {report.round_id}


def _keys_leading_on(stages: Iterable[Round]) -> set[str]:
    """Return the rounds from which somebody advanced, or still can."""
    waiting = {stage.round_key for stage in stages if stage.decided_at is None}
    advanced = Entry.objects.filter(round__in=stages, state=EntryState.ADVANCED)
    return waiting | set(advanced.values_list("round__round_key", flat=True))


def _stayed_empty(stage: Round, now: datetime) -> bool:
    return stage.has_closed(now) and not Entry.objects.handed_in().filter(round=stage).exists()
