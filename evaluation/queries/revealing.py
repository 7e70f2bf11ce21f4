"""Whether names stay hidden: the rounds of a contest keep them together until the jury has judged the last blind one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from challenges.lifecycle import OVER, ChallengeState
from challenges.models import Challenge, Round
from core import clock
from evaluation.lifecycle import ReportState
from evaluation.models import Report
from submissions.lifecycle import EntryState
from submissions.models import Entry

Ending = Literal["report_signed", "decision", "contract"]


def rounds_still_blind(challenge: Challenge) -> list[Round]:
    """Return the blind rounds that the jury has still to judge: while there is one, no winner of the contest is named.

    Those of the rules in force that are judged and whose report is not signed yet. A round in which nobody can take part any more
    keeps nothing hidden, nor does a challenge that is over.
    """
    if challenge.state in OVER:
        return []
    stages = _in_force(challenge)
    return _reachable([stage for stage in _blind(stages) if stage.pk not in _signed(stages)], stages)


def rounds_keeping_names(challenge: Challenge, *, is_contracted: bool = False) -> list[Round]:
    """Return the blind rounds whose names wait for an act by their rules: while there is one, no name of any of them is told.

    That act is the signature under the report, the decision, or the contract; `is_contracted`: there is one now. In a challenge
    that is over only a winner's contract is still waited for.
    """
    stages = _in_force(challenge)
    waiting = [stage for stage in _blind(stages) if stage.revealed_at is None]
    if challenge.state in OVER:
        won = (
            challenge.state == ChallengeState.CONCLUDED
            and Entry.objects.filter(round__in=stages, state=EntryState.WINNER).exists()
        )
        return [stage for stage in waiting if won and not is_contracted and ends_with(stage, "contract")]
    signed = _signed(stages)
    ended = {"report_signed": signed, "decision": {stage.pk for stage in stages if stage.decided_at is not None}}
    ended["contract"] = {stage.pk for stage in stages} if is_contracted else set()
    return _reachable([stage for stage in waiting if stage.pk not in ended[ending_of(stage)]], stages)


def ending_of(stage: Round) -> Ending:
    """Return the act that ends the anonymity of a blind round, by its rules."""
    intake = stage.rules.intake
    return intake.anonymity.until if intake is not None and intake.anonymity is not None else "report_signed"


def ends_with(stage: Round, act: Ending) -> bool:
    """Return whether names of a blind round stay hidden until this act, by its rules."""
    return stage.rules.is_blind and ending_of(stage) == act


def signature_reveals(report: Report) -> bool:
    """Return whether the last signature under `report` joins names with works: no other blind round keeps them hidden."""
    waiting = {stage.pk for stage in rounds_keeping_names(report.challenge)}
    return waiting <= {report.round_id} and ending_of(report.round) == "report_signed"


def _in_force(challenge: Challenge) -> list[Round]:
    keys = {found.key for found in challenge.rules.rounds}
    return [stage for stage in challenge.rounds.all() if stage.round_key in keys]


def _blind(stages: Iterable[Round]) -> list[Round]:
    return [stage for stage in stages if stage.rules.is_blind and stage.rules.judging is not None]


def _signed(stages: Iterable[Round]) -> set[int]:
    return set(Report.objects.filter(newest_of__in=stages, state=ReportState.SIGNED).values_list("round", flat=True))


def _reachable(waiting: list[Round], stages: Iterable[Round]) -> list[Round]:
    """Return those of `waiting` in which somebody takes part, or still can."""
    if not waiting:
        return []
    now, leading_on = clock.database_now(), _keys_leading_on(stages)
    return [stage for stage in waiting if stage.rules.is_reached_from(leading_on) and not _stayed_empty(stage, now)]


def _keys_leading_on(stages: Iterable[Round]) -> set[str]:
    """Return the rounds from which somebody advanced, or still can."""
    waiting = {stage.round_key for stage in stages if stage.decided_at is None}
    advanced = Entry.objects.filter(round__in=stages, state=EntryState.ADVANCED)
    return waiting | set(advanced.values_list("round__round_key", flat=True))


def _stayed_empty(stage: Round, now: datetime) -> bool:
    return stage.has_closed(now) and not Entry.objects.handed_in().filter(round=stage).exists()
