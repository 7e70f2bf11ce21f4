"""The secretary's formal check of opened entries."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from ledger.services import record_event
from submissions import emails
from submissions.lifecycle import ENTRY
from submissions.models import Admissibility, Entry


@transaction.atomic
def admit_entry(entry: Entry, *, by: User, reason: str = "") -> Entry:
    """Admit an opened entry to the judging.

    Raises:
        TransitionRefused: not opened, already judged, or `by` is not a secretary.
    """
    return _check(entry, "admit", by=by, reason=reason)


@transaction.atomic
def reject_entry(entry: Entry, *, by: User, reason: str) -> Entry:
    """Keep an opened entry from the judging, and tell its supplier why.

    Raises:
        TransitionRefused: no reason, not opened, already judged, or `by` is not a secretary.
    """
    if not reason.strip():
        raise TransitionRefused("reject", [Gap(_("Say why the entry is not admitted: its supplier will read it."), "reason")])
    entry = _check(entry, "reject", by=by, reason=reason)
    emails.send_rejection(entry)
    return entry


def _check(entry: Entry, verb: str, *, by: User, reason: str) -> Entry:
    # The round's row first, as the ranking holds it: who takes part and who is ranked must see one another.
    Round.objects.select_for_update().get(pk=entry.round_id)
    entry = Entry.objects.locked(entry)
    entry.state = ENTRY.demand(entry, verb, by=by)
    entry.save(update_fields=["state"])
    Admissibility.objects.create(
        entry=entry,
        is_admissible=entry.state == Entry.State.ADMISSIBLE,
        reason=reason.strip(),
        checked_at=clock.database_now(),
        checked_by=by,
    )
    record_event(verb, entry.reference, by=by)
    return entry
