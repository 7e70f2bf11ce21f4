"""One-click reminders."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.lifecycle import OVER
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation import emails
from evaluation.models import Juror, Report, Scorecard
from ledger.services import record_event


@transaction.atomic
def remind_juror(juror: Juror, *, by: User) -> Juror:
    """Remind a juror by mail, at most once a day, of what waits for them: the invitation, marks or a signature.

    Raises PermissionDenied, or TransitionRefused when nothing waits for them.
    """
    demand(by, "evaluation.form_panel", juror)
    path = _what_waits(juror)
    if path is None:
        raise TransitionRefused("remind", [Gap(_("Nothing waits for this juror."))])
    record_event("remind", juror.challenge.reference, by=by, juror=juror.user.ledger_name)
    emails.remind(juror, path)
    return juror


def _what_waits(juror: Juror) -> Any:
    """Return the address of what the juror has still to do, asked in the reader's language; None if there is nothing."""
    reference = juror.challenge.reference
    if juror.challenge.state in OVER:
        return None
    if juror.is_waited_for:
        return None if any(juror.panel.frozen_gaps(juror.role)) else lambda: reverse("evaluation:seat", args=[reference])
    if juror.is_active and Scorecard.objects.waiting().filter(juror=juror).exists():
        return lambda: reverse("evaluation:queue")
    unsigned = Report.objects.filter(newest_of__challenge=juror.challenge, state=Report.State.SIGNING)
    report = unsigned.exclude(signatures__juror=juror).select_related("round").first()
    if juror.is_active and report is not None:
        return lambda: reverse("evaluation:report", args=[reference, report.round.number])
    return None
