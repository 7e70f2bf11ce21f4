"""Who came: noted by the secretary where people meet."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from ledger.services import record_event
from submissions.models import Attendance, Entry
from submissions.queries.attending import attendance_gaps


@transaction.atomic
def note_attendance(entry: Entry, *, by: User, came: bool, reason: str = "") -> Attendance:
    """Note whether those of an entry came to the meeting of its round. A note that says otherwise later counts in its place.

    Raises:
        PermissionDenied: `by` is not a secretary.
        TransitionRefused: nobody meets in this round, it is not open or ranked already; or an absence, or a change of what was
            noted, has no reason.
    """
    # The round's row first, as the ranking holds it.
    Round.objects.select_for_update().get(pk=entry.round_id)
    entry = Entry.objects.locked(entry)
    demand(by, "submissions.check", entry)
    gaps = attendance_gaps(entry, by)
    if not reason.strip() and (not came or entry.attendances.exists()):
        gaps.append(Gap(_("Say why: the reason stays with the entry."), "reason"))
    if gaps:
        raise TransitionRefused("note_attendance", gaps)
    noted = Attendance.objects.create(entry=entry, came=came, reason=reason.strip(), noted_at=clock.database_now(), noted_by=by)
    record_event("note_attendance", entry.reference, by=by, came=came)
    return noted
