"""Who came to the meetings of rounds."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from core.lifecycle import Gap
from core.permissions import Actor
from submissions.lifecycle import CHECKABLE
from submissions.models import Attendance, Entry


def attendance_gaps(entry: Entry, by: Actor) -> list[Gap]:
    """Return what stands against noting who came: nobody meets, the round is not open, or it is ranked."""
    if entry.round.rules.meeting is None:
        return [Gap(_("Nobody meets in this round."))]
    return [gap for guard in CHECKABLE for gap in guard(entry, by)]


def asks_who_came(stage: Round) -> bool:
    """Return whether it matters who came to the meeting of a round: it is mandatory, or somebody advances by it."""
    rules = stage.document.rules
    hurdles = [hurdle for each in rules.rounds if each.advancing for hurdle in each.advancing.hurdles]
    meeting = stage.rules.meeting
    is_asked = any(hurdle.kind == "attended" and hurdle.round == stage.key for hurdle in hurdles)
    return meeting is not None and (meeting.attendance == "mandatory" or is_asked)


def newest_notes(entries: Iterable[Entry]) -> dict[int, Attendance]:
    """Return what counts of what was noted, by the primary key of the entry; one query for all."""
    notes = Attendance.objects.filter(entry__in=[entry.pk for entry in entries]).select_related("noted_by")
    return {note.entry_id: note for note in notes.order_by("noted_at", "pk")}
