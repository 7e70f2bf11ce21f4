"""What an amendment asks of deadlines and of entries, and why it is refused."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from challenges.rules import naming
from challenges.rules.document import Document, Round
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.impact.changes import Change
from challenges.rules.impact.consequences import REASONS
from challenges.rules.impact.measuring import bounds
from challenges.rules.impact.moments import Moment, windows_of
from challenges.rules.impact.rows import Gravity
from challenges.rules.impact.telling import Compared
from challenges.rules.law import Law

# The value of the law that says by how many days a deadline moves after a change of weight (art. 47(3) and 53(2) of 2014/24/EU).
AMENDMENT_DAYS = "amendment_days"
_DAYS = re.compile("[0-9]{1,3}")

declare(
    {
        "amendment.forbidden": Code(BLOCKING, "%(forbidden)s", _("Undo this change.")),
        "amendment.deadline": Code(
            BLOCKING,
            _("What entrants relied on changes, so this deadline must move by %(days)s days."),
            _("Let the window close on %(earliest)s or later."),
        ),
    }
)
naming.VALUES["forbidden"] = REASONS


@dataclass(frozen=True)
class Deadline:
    """A deadline that must move. Moments are aware, in UTC; `after` is None where the new document has none."""

    round: str
    window: str
    path: str
    before: datetime
    earliest: datetime
    after: datetime | None

    @property
    def is_late_enough(self) -> bool:
        """Whether the new document moves it far enough."""
        return self.after is not None and self.after >= self.earliest


def deadline_days(changes: Iterable[Change], law: Law) -> int:
    """Return by how many days open deadlines must move; 0 where nothing breaks, or the rules themselves reserved what does."""
    return _days_of(law) if any(_moves_deadlines(change) for change in changes) else 0


def _moves_deadlines(change: Change) -> bool:
    return change.gravity is Gravity.BREAKING and not change.reserved


def _days_of(law: Law) -> int:
    """Return the law's value; an override stands before the profile's own. 0 where there is none, or it is no number of days."""
    own = {each.key: each.value for each in law.values or ()}
    values = own | {each.key: each.value for each in law.overrides or ()}
    found = values.get(AMENDMENT_DAYS, "0")
    return int(found) if isinstance(found, str) and _DAYS.fullmatch(found) else 0


def deadlines(changes: Iterable[Change], old: Document, new: Document, *, moment: Moment) -> tuple[Deadline, ...]:
    """Return the earliest allowed end of each window that is open now and in which entries are made for what breaks."""
    breaking = [change for change in changes if _moves_deadlines(change)]
    days = deadline_days(breaking, old.rules.law)
    if not days:
        return ()
    concerned = {key for change in breaking for key in change.rounds}
    return tuple(
        found
        for stage in old.rules.rounds
        if stage.key in concerned
        for found in _of_round(stage, old, new, moment=moment, days=days)
    )


def _of_round(stage: Round, old: Document, new: Document, *, moment: Moment, days: int) -> Iterator[Deadline]:
    facts = moment.of(stage.key)
    after = {window.key: window for each in new.rules.rounds or () if each.key == stage.key for window in windows_of(new, each)}
    shared = (stage.intake.call_windows or ()) if stage.intake else ()
    for window in windows_of(old, stage):
        before = bounds(window.closes, old.rules.zone)
        if window.key not in facts.opened_windows - facts.closed_windows or before is None:
            continue
        becomes = bounds(after[window.key].closes, old.rules.zone) if window.key in after else None
        own = f"rules.rounds[{stage.key}].intake.windows[{window.key}].closes"
        yield Deadline(
            round=stage.key,
            window=window.key,
            path=f"call.windows[{window.key}].closes" if window.key in shared else own,
            before=before[1].astimezone(UTC),
            earliest=_later(before[1], days, old.rules.zone),
            after=becomes[1].astimezone(UTC) if becomes else None,
        )


def _later(moment: datetime, days: int, zone: str) -> datetime:
    """Return the moment so many days later at the same hour on the clock."""
    return (moment.astimezone(ZoneInfo(zone)) + timedelta(days=days)).astimezone(UTC)


def refusals(changes: Iterable[Change], old: Document, new: Document, *, moment: Moment) -> tuple[Finding, ...]:
    """Return why a new document cannot be published: forbidden changes, and deadlines that do not move far enough."""
    changes = tuple(changes)
    compared = Compared(old, new)
    forbidden = [
        Finding("amendment.forbidden", compared.address(change.path), {"forbidden": change.reason}, compared.new.data)
        for change in changes
        if change.gravity is Gravity.FORBIDDEN
    ]
    days = deadline_days(changes, old.rules.law)
    early = [
        Finding(
            "amendment.deadline",
            compared.address(deadline.path),
            {"days": days, "earliest": f"{deadline.earliest:%Y-%m-%dT%H:%M:%SZ}"},
            compared.new.data,
        )
        for deadline in deadlines(changes, old, new, moment=moment)
        if not deadline.is_late_enough
    ]
    return (*forbidden, *early)


def confirmation_needed(changes: Iterable[Change], round_key: str) -> bool:
    """Return whether suppliers with an entry in this round are asked to confirm it."""
    return any(change.gravity is Gravity.BREAKING and round_key in change.rounds for change in changes)
