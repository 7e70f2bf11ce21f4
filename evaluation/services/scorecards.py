"""Saving and submitting marks."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from evaluation.lifecycle import SCORECARD, ScorecardState
from evaluation.models import Score, Scorecard
from evaluation.scales import scale_of
from evaluation.services import closing
from ledger.services import record_event

# A mark as it is handed over: a number or its text, the key of a choice, None for no mark.
Given = Decimal | str | None


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
    marks: Mapping[str, Given],
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
        TransitionRefused: not this juror's, submitted or locked, interests not declared, in conflict, or a mark off its scale.
    """
    scorecard = Scorecard.objects.locked(scorecard)
    target = SCORECARD.demand(scorecard, "score", by=by)
    if scorecard.revision != revision:
        raise StaleScorecard(scorecard)
    values, gaps = _read(scorecard, marks, reasons)
    if gaps:
        raise TransitionRefused("score", gaps)
    _keep(scorecard, values, reasons)
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


def _read(scorecard: Scorecard, marks: Mapping[str, Given], reasons: Mapping[str, str]) -> tuple[dict[str, str], list[Gap]]:
    """Return for each criterion that can be marked what is kept of its mark, and what is wrong with what was given."""
    asked = {criterion.key: scale_of(criterion) for criterion in scorecard.asked}
    values = {key: "" for key, scale in asked.items() if scale.takes_marks}
    gaps = [
        Gap(_("There is no criterion “%(key)s” on which this entry is marked.") % {"key": key}, key)
        for key in sorted((set(marks) | set(reasons)) - set(asked))
    ]
    for key, given in marks.items():
        if key in asked and given is not None:
            try:
                values[key] = asked[key].read(given)
            except ValidationError as refused:
                gaps.append(Gap(refused.messages[0], key))
    return values, gaps


def _keep(scorecard: Scorecard, values: Mapping[str, str], reasons: Mapping[str, str]) -> None:
    part = scorecard.part.key
    rows = [
        Score(scorecard=scorecard, part_key=part, criterion_key=key, value=value, reason=reasons.get(key, "").strip())
        for key, value in values.items()
    ]
    identity = ["scorecard", "part_key", "criterion_key"]
    Score.objects.bulk_create(rows, update_conflicts=True, unique_fields=identity, update_fields=["value", "reason"])
