"""What a published competition keeps whatever is amended: its rounds and windows, and deadlines that lie ahead."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from challenges.rules.document import Document
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.impact.measuring import bounds
from challenges.rules.impact.moments import windows_of
from challenges.rules.impact.telling import Compared
from challenges.rules.values import EntryWindow

Windows = dict[tuple[str, str], EntryWindow | None]

declare(
    {
        "amendment.window_lost": Code(
            BLOCKING,
            _("A round or window that was published stays: entries and the ledger name it."),
            _("Put it back. If it shall not take place, say so in its words, or cancel the competition."),
        ),
        "amendment.deadline_behind": Code(
            BLOCKING, _("This deadline would lie in the past."), _("Choose a deadline that is ahead.")
        ),
    }
)


def unkept(old: Document, new: Document, at: datetime) -> tuple[Finding, ...]:
    """Return why a new document does not keep what the one in force promised, at this instant."""
    compared, before, after = Compared(old, new), _windows(old), _windows(new)
    lost = [key for key in before if key not in after]
    behind = [key for key, window in after.items() if window != before.get(key) and _lies_behind(window, new.rules.zone, at)]
    return (
        *(Finding("amendment.window_lost", compared.address(_path(old, *key)), {}, compared.old.data) for key in lost),
        *(
            Finding("amendment.deadline_behind", compared.address(f"{_path(new, *key)}.closes"), {}, compared.new.data)
            for key in behind
        ),
    )


def _windows(document: Document) -> Windows:
    """Return the windows of every round by round and window; None under an empty key where nothing is handed in."""
    return dict(_each(document))


def _each(document: Document) -> Iterator[tuple[tuple[str, str], EntryWindow | None]]:
    for stage in document.rules.rounds or ():
        windows = windows_of(document, stage)
        yield from (((stage.key, window.key), window) for window in windows)
        if not windows:
            yield (stage.key, ""), None


def _lies_behind(window: EntryWindow | None, zone: str, at: datetime) -> bool:
    found = bounds(window.closes, zone) if window else None
    return found is not None and found[1].astimezone(UTC) < at


def _path(document: Document, round_key: str, window_key: str) -> str:
    """Return the address by keys of a round or of one of its windows."""
    stage = document.rules.round(round_key)
    if not window_key:
        return f"rules.rounds[{round_key}]"
    own = {window.key for window in (stage.intake.windows or ())} if stage.intake else set()
    return f"rules.rounds[{round_key}].intake.windows[{window_key}]" if window_key in own else f"call.windows[{window_key}]"
