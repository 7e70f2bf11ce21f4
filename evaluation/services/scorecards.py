"""Saving and submitting marks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Criterion, Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from evaluation.lifecycle import SCORECARD, ScorecardState
from evaluation.models import Score, Scorecard
from evaluation.services import closing
from ledger.services import record_event


class StaleScorecard(TransitionRefused):
    """The scorecard was saved elsewhere since this form was opened; `current` is what is stored."""

    def __init__(self, current: Scorecard) -> None:
        self.current = current
        words = _("You saved this scorecard in another window in the meantime. Nothing here was saved over it.")
        super().__init__("score", [Gap(words, "revision")])


@transaction.atomic
def save_scorecard(
    scorecard: Scorecard,
    *,
    by: User,
    marks: Mapping[str, Decimal | None],
    reasons: Mapping[str, str],
    comment: str,
    private_note: str,
    revision: int,
) -> Scorecard:
    """Keep marks and reasons by criterion key, and the two texts, as a draft. No mark is None, never 0.

    `revision` is the one the form was opened with. The ledger notes the first saving; what is tried out before the submission is
    the juror's affair.

    Raises:
        StaleScorecard: saved elsewhere since `revision`.
        TransitionRefused: not this juror's, submitted or locked, interests not declared, in conflict, or a mark off the scale.
    """
    scorecard = Scorecard.objects.locked(scorecard)
    target = SCORECARD.demand(scorecard, "score", by=by)
    if scorecard.revision != revision:
        raise StaleScorecard(scorecard)
    criteria = {criterion.key: criterion for criterion in scorecard.round.criteria.all()}
    if gaps := [*_mark_gaps(criteria, marks, reasons, scorecard.round.scale_max)]:
        raise TransitionRefused("score", gaps)
    for key, criterion in criteria.items():
        given = {"mark": marks.get(key), "reason": reasons.get(key, "").strip()}
        Score.objects.update_or_create(scorecard=scorecard, criterion=criterion, defaults=given)
    if scorecard.state == ScorecardState.ASSIGNED:
        record_event("score", scorecard.entry.reference, by=by)
    scorecard.state = target
    scorecard.comment, scorecard.private_note = comment.strip(), private_note.strip()
    scorecard.saved_at = clock.database_now()
    scorecard.revision += 1
    scorecard.save(update_fields=["state", "comment", "private_note", "saved_at", "revision"])
    return scorecard


@transaction.atomic
def submit_scorecard(scorecard: Scorecard, *, by: User) -> Scorecard:
    """Hand in the marks as saved; with the last scorecard of the round, all are locked and the ranking is made.

    Raises TransitionRefused: not this juror's, submitted before, incomplete, a reason missing, undeclared or in conflict.
    """
    # The round's row first: of two jurors who submit the last two cards at once, the second must see the first one's.
    Round.objects.select_for_update().get(pk=scorecard.entry.round_id)
    scorecard = Scorecard.objects.locked(scorecard)
    scorecard.state = SCORECARD.demand(scorecard, "submit", by=by)
    scorecard.submitted_at = clock.database_now()
    scorecard.save(update_fields=["state", "submitted_at"])
    record_event("submit_scorecard", scorecard.entry.reference, by=by, revision=scorecard.revision)
    if closing.rank_round_if_complete(scorecard.round, by=by):
        scorecard.refresh_from_db(fields=["state"])
    return scorecard


def _mark_gaps(
    criteria: Mapping[str, Criterion], marks: Mapping[str, Decimal | None], reasons: Mapping[str, str], scale_max: int
) -> Iterator[Gap]:
    for key in sorted((set(marks) | set(reasons)) - set(criteria)):
        yield Gap(_("There is no criterion “%(key)s” in this round.") % {"key": key}, key)
    for key, mark in marks.items():
        if mark is not None and not (mark.is_finite() and 0 <= mark <= scale_max and mark == mark.to_integral_value()):
            yield Gap(_("Marks are whole numbers from 0 to %(highest)s.") % {"highest": scale_max}, key)
