"""Taking or refusing a seat."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation import emails
from evaluation.models import Juror
from evaluation.services import panels
from ledger.services import record_event


@transaction.atomic
def accept_seat(juror: Juror, *, by: User) -> Juror:
    """Take the seat that was offered.

    Raises PermissionDenied, or TransitionRefused when it was answered before, or the seats are fixed: who joins after the first
    marks would read them all at once, and have to sign a report on what they never scored.
    """
    return _answer(juror, "accept_seat", "accepted_at", by=by)


@transaction.atomic
def decline_seat(juror: Juror, *, by: User) -> Juror:
    """Refuse the seat that was offered. Raises PermissionDenied, or TransitionRefused when it was answered before."""
    return _answer(juror, "decline_seat", "declined_at", by=by)


def _answer(juror: Juror, verb: str, mark: str, *, by: User) -> Juror:
    panel = panels.lock(juror.panel)
    juror = panel.jurors.select_related("user", "panel__challenge__published_version").get(pk=juror.pk)
    demand(by, "evaluation.answer_invitation", juror)
    if not juror.is_waited_for:
        raise TransitionRefused(verb, [Gap(_("You have answered this invitation already."))])
    if verb == "accept_seat" and (gaps := [*panel.frozen_gaps(juror.role)]):
        raise TransitionRefused(verb, gaps)
    setattr(juror, mark, clock.database_now())
    juror.save(update_fields=[mark])
    record_event(verb, juror.challenge.reference, by=by, role=juror.role)
    emails.tell_answer(juror)
    return juror
