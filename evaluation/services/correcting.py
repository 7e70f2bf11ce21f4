"""Corrected marks: the juror asks for it, somebody else of the jury records its session, and the ranking is made anew."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Round
from challenges.services.locking import lock
from challenges.versioning import digest
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from core.reasons import reason_gaps
from evaluation import emails
from evaluation.lifecycle import RankingCause, ScorecardState
from evaluation.models import Correction, Scorecard
from evaluation.scales import scale_of
from evaluation.services.closing import NO_RESULT, freeze_ranking
from evaluation.services.entering import unsettling_gaps
from evaluation.services.scorecards import Given
from ledger.services import record_event


@transaction.atomic
def ask_correction(scorecard: Scorecard, criterion_key: str, value: Given, *, by: User, reason: str) -> Correction:
    """Ask to have a mark of an own locked scorecard corrected. Nothing changes until the jury's session is recorded.

    Raises:
        TransitionRefused: not this juror's, not locked, off the scale, the same mark, no reason of substance, asked for already,
            names are known, or the round is decided.
    """
    stage = _hold(scorecard.entry.round)
    card = Scorecard.objects.locked(scorecard)
    demand(by, "evaluation.correct", card)
    gaps = [*unsettling_gaps(stage, stage.ranking.number if stage.ranked_at else 0), *_asking_gaps(card, criterion_key)]
    if gaps:
        raise TransitionRefused("ask_correction", gaps)
    former, mark = card.counting_marks.get(criterion_key) or "", _read(card, criterion_key, value)
    gaps = [*reason_gaps(reason)]
    if mark == former:
        gaps.append(Gap(_("This is the mark that counts already."), "mark", "same_mark"))
    if gaps:
        raise TransitionRefused("ask_correction", gaps)
    correction = Correction.objects.create(
        round=stage,
        number=stage.corrections.count() + 1,
        scorecard=card,
        criterion_key=criterion_key,
        former=former,
        value=mark,
        reason=reason.strip(),
        asked_at=clock.database_now(),
    )
    number, sha256 = correction.number, digest(correction.content)
    record_event("ask_correction", card.entry.reference, by=by, number=number, sha256=sha256)
    emails.ask_to_record(correction)
    return correction


@transaction.atomic
def record_correction(correction: Correction, *, by: User, session: str) -> Correction:
    """Record what the jury found in its session: the corrected mark counts from now on, and the ranking is made anew.

    Raises:
        PermissionDenied: `by` asked for it, or the law profile leaves it to somebody else of the jury.
        TransitionRefused: settled before, no words of substance, names are known, or the round is decided.
    """
    held = _settling(correction, session, "record_correction", by=by)
    held.recorded_at, held.recorded_by, held.session = clock.database_now(), by, session.strip()
    held.save(update_fields=["recorded_at", "recorded_by", "session"])
    record_event("record_correction", held.scorecard.entry.reference, by=by, number=held.number, sha256=digest(held.content))
    try:
        freeze_ranking(held.round, by=by, cause=RankingCause.CORRECTED)
    except NO_RESULT as why:
        raise TransitionRefused("record_correction", [Gap(str(why), code="no_result")]) from why
    emails.tell_correction(held)
    return held


@transaction.atomic
def drop_correction(correction: Correction, *, by: User, session: str) -> Correction:
    """Let the old mark stand, with what the jury found. Raises as `record_correction`."""
    held = _settling(correction, session, "drop_correction", by=by)
    held.dropped_at, held.dropped_by, held.session = clock.database_now(), by, session.strip()
    held.save(update_fields=["dropped_at", "dropped_by", "session"])
    record_event("drop_correction", held.scorecard.entry.reference, by=by, number=held.number)
    emails.tell_correction(held)
    return held


def _hold(stage: Round) -> Round:
    """Return the round anew, locked; the challenge's row before it, which a signature that reveals names holds too."""
    lock(stage.challenge)
    return Round.objects.select_for_update(of=("self",)).select_related("challenge__published_version").get(pk=stage.pk)


def _settling(correction: Correction, session: str, act: str, *, by: User) -> Correction:
    stage = _hold(correction.round)
    related = Correction.objects.select_related("scorecard__juror__panel__challenge__authority", "scorecard__entry__round")
    held = related.select_for_update(of=("self",)).get(pk=correction.pk)
    held.round = stage
    demand(by, "evaluation.record_correction", held)
    gaps = [*unsettling_gaps(stage, stage.ranking.number), *reason_gaps(session)]
    if not held.is_open:
        gaps.insert(0, Gap(_("This correction is settled already."), code="settled"))
    if gaps:
        raise TransitionRefused(act, gaps)
    return held


def _asking_gaps(card: Scorecard, criterion_key: str) -> Iterator[Gap]:
    yield from card.conflict_gaps()
    if card.state != ScorecardState.LOCKED:
        yield Gap(_("Only marks that are locked are corrected; others are changed on the scorecard."), code="not_locked")
    if criterion_key not in {criterion.key for criterion in card.asked}:
        yield Gap(
            _("There is no criterion “%(key)s” on which this entry is marked.") % {"key": criterion_key}, code="no_criterion"
        )
    if card.corrections.filter(criterion_key=criterion_key, recorded_at__isnull=True, dropped_at__isnull=True).exists():
        yield Gap(_("You have asked for this already: the jury has still to record its session."), code="asked")


def _read(card: Scorecard, criterion_key: str, value: Given) -> str:
    criterion = next(each for each in card.asked if each.key == criterion_key)
    try:
        return scale_of(criterion).read("" if value is None else value)
    except ValidationError as refused:
        raise TransitionRefused("ask_correction", [Gap(refused.messages[0], "mark", "off_scale")]) from refused
