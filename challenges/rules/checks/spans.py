"""When a moment may be, as far as its source says: compared only where the answer is certain."""

from datetime import UTC, datetime, timedelta

from challenges.rules.base import Hole, silent
from challenges.rules.values import DayMoment, InstantMoment, MonthMoment, WordedMoment

Moment = InstantMoment | DayMoment | MonthMoment | WordedMoment | Hole | None
# No zone is further from UTC than these.
_EARLIEST, _LATEST = timedelta(hours=14), timedelta(hours=12)
_DAY = timedelta(days=1)


def instant(moment: Moment) -> datetime | None:
    """Return a moment that is known to the second; None where it is not."""
    if isinstance(moment, InstantMoment) and not silent(moment.at):
        return datetime.fromisoformat(moment.at)
    return None


def span(moment: Moment) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment that may be meant, whatever the zone; None where the words alone are known."""
    exact = instant(moment)
    if exact:
        return exact, exact
    if isinstance(moment, DayMoment) and not silent(moment.on):
        begins = datetime.fromisoformat(moment.on).replace(tzinfo=UTC)
        return begins - _EARLIEST, begins + _DAY + _LATEST
    if isinstance(moment, MonthMoment) and not silent(moment.month):
        begins = datetime.fromisoformat(f"{moment.month}-01").replace(tzinfo=UTC)
        return begins - _EARLIEST, (begins + 32 * _DAY).replace(day=1) + _LATEST
    return None


def is_surely_after(one: Moment, other: Moment, *, or_same: bool = False) -> bool:
    """Return whether one moment certainly comes after another. Two days, or two months, of one zone are compared as such."""
    if isinstance(one, DayMoment) and isinstance(other, DayMoment):
        return bool(one.on and other.on) and one.on > other.on
    if isinstance(one, MonthMoment) and isinstance(other, MonthMoment):
        return bool(one.month and other.month) and one.month > other.month
    first, second = span(one), span(other)
    if first is None or second is None:
        return False
    return first[0] >= second[1] if or_same else first[0] > second[1]
