"""Stepping down, from one entry or from the jury, and deputies who step in. Marks leave the ranking, never the record."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Challenge, Round
from challenges.services.locking import hold_rounds
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation import emails
from evaluation.lifecycle import SCORECARD
from evaluation.models import Juror, Panel, Scorecard
from evaluation.queries.progress import lacks_jurors
from evaluation.services import closing, panels, reports
from evaluation.services.assignment import give_scorecards
from ledger.services import record_event
from submissions.lifecycle import EntryState
from submissions.models import Entry


@transaction.atomic
def recuse_juror(juror: Juror, *, by: User, reason: str, entry: Entry | None = None) -> Juror:
    """Take a juror off one entry, or off the jury: then the first deputy who accepted steps into the seat.

    Raises:
        PermissionDenied: neither the juror nor a secretary.
        TransitionRefused: no reason, the marks are locked, or the juror stepped down before.
    """
    if not reason.strip():
        raise TransitionRefused("recuse", [Gap(_("Say what connects you."), "reason")])
    rounds = _hold_rounds(juror.panel)
    panel = panels.lock(juror.panel)
    juror = panel.jurors.select_related("user", "panel__challenge__authority").get(pk=juror.pk)
    if entry is None:
        _step_down(panel, juror, reason, rounds, by=by)
    else:
        scorecard = Scorecard.objects.locked(Scorecard.objects.get(juror=juror, entry=entry))
        _recuse(scorecard, reason, by=by)
        record_event("recuse", scorecard.entry.reference, by=by)
    for stage in rounds:
        if stage.entries.filter(scorecards__isnull=False).exists():
            closing.rank_round_if_complete(stage, by=by)
    return juror


@transaction.atomic
def call_in_deputy(juror: Juror, *, by: User) -> Juror:
    """Let a deputy judge as a further member, where recusals left too few jurors.

    Raises:
        PermissionDenied: `by` is not a secretary.
        TransitionRefused: not a deputy who accepted, no shortage, or the jury's service is over.
    """
    rounds = _hold_rounds(juror.panel)
    panel = panels.lock(juror.panel)
    demand(by, "evaluation.appoint", panel)
    juror = panel.jurors.select_related("user", "panel__challenge__authority").get(pk=juror.pk)
    if gaps := [*_calling_gaps(juror, panel)]:
        raise TransitionRefused("call_in_deputy", gaps)
    _step_in(juror, Juror.Role.MEMBER, rounds, by=by)
    return juror


def _hold_rounds(panel: Panel) -> list[Round]:
    """Return the rounds before their ranking, locked: recusals and last submissions must see one another.

    The challenge's row is locked before them: a juror who leaves may leave a report with all its signatures.
    """
    rounds = hold_rounds(Challenge.objects.select_for_update().get(pk=panel.challenge_id))
    return [stage for stage in rounds if stage.ranked_at is None]


def _step_down(panel: Panel, juror: Juror, reason: str, rounds: Iterable[Round], *, by: User) -> None:
    demand(by, "evaluation.recuse", juror)
    if not juror.is_active:
        raise TransitionRefused("recuse", [Gap(_("This person does not sit on the jury."))])
    open_cards = Scorecard.objects.filter(juror=juror, state__in=SCORECARD["recuse"].sources)
    for scorecard in open_cards.filter(entry__round__ranked_at__isnull=True):
        _recuse(Scorecard.objects.locked(scorecard), reason, by=by)
    juror.recused_at = clock.database_now()
    juror.save(update_fields=["recused_at"])
    record_event("recuse", juror.challenge.reference, by=by, juror=juror.user.ledger_name)
    deputy = next((seat for seat in panel.jurors.select_related("user") if seat.is_deputy_in_waiting), None)
    if deputy is not None:
        _step_in(deputy, juror.role, rounds, by=by)
    emails.tell_stepped_down(juror, deputy, by=by)
    reports.complete_if_signed(panel, by=by)


def _recuse(scorecard: Scorecard, reason: str, *, by: User) -> None:
    scorecard.state = SCORECARD.demand(scorecard, "recuse", by=by)
    scorecard.recusal_reason = reason.strip()
    scorecard.save(update_fields=["state", "recusal_reason"])


def _step_in(deputy: Juror, role: str, rounds: Iterable[Round], *, by: User) -> None:
    deputy.role = role
    deputy.stepped_in_at = clock.database_now()
    deputy.save(update_fields=["role", "stepped_in_at"])
    record_event("step_in", deputy.challenge.reference, by=by, juror=deputy.user.ledger_name, role=role)
    for stage in rounds:
        entries = stage.entries.filter(state=EntryState.ADMISSIBLE)
        if entries.filter(scorecards__isnull=False).exists():
            give_scorecards(stage, [deputy], entries)
    emails.tell_stepped_in(deputy)


def _calling_gaps(juror: Juror, panel: Panel) -> Iterator[Gap]:
    yield from panel.frozen_gaps(Juror.Role.DEPUTY)
    if not juror.is_deputy_in_waiting:
        yield Gap(_("Only a deputy who accepted can step in."))
    if not lacks_jurors(panel):
        yield Gap(_("There are jurors enough for every entry."))
