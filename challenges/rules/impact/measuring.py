"""Which way a value moved: up or down, as far as that can be said."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, TypeAlias, TypeGuard
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from challenges.rules.base import HOLE, Part
from challenges.rules.impact.rows import Direction, Row, Value
from challenges.rules.values import DayMoment, InstantMoment, Money, MonthMoment, Span

# Moments from which an instant follows.
Dated: TypeAlias = InstantMoment | DayMoment | MonthMoment
_HOURS = {"hours": Fraction(1), "days": Fraction(24), "weeks": Fraction(24 * 7)}
_MONTHS = {"months": Fraction(1), "years": Fraction(12)}


def direction(before: Value, after: Value, row: Row, zone: str) -> Direction:
    """Return which way a value moved; "same" if only its printed words differ, "" if nobody can say.

    `zone` is the IANA zone in which days and months are meant.
    """
    if any(value is HOLE or _has_holes(value) for value in (before, after)):
        return ""
    if row.order:
        return _along(row.order, before, after)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _of_lists(before, after, row)
    if (before is None or after is None) and row.none:
        return "up" if (after is None) == (row.none == "highest") else "down"
    if _is_moment(before) and _is_moment(after):
        return _of_periods(_period(before, zone), _period(after, zone))
    return _of_numbers(_measured(before), _measured(after))


def _is_moment(value: Value) -> TypeGuard[Dated]:
    return isinstance(value, Dated) and not _has_holes(value)


def _has_holes(value: Value) -> bool:
    return isinstance(value, Part) and any(below is HOLE for _name, below in value.each_member())


def _along(order: tuple[Any, ...], before: Value, after: Value) -> Direction:
    if before not in order or after not in order:
        return ""
    return "up" if order.index(after) > order.index(before) else "down"


def _of_lists(before: tuple[Any, ...], after: tuple[Any, ...], row: Row) -> Direction:
    if row.none == "highest" and not (before and after):
        return "down" if after else "up"
    had, has = Counter(map(repr, before)), Counter(map(repr, after))
    if had < has and not (row.is_sequence and after[: len(before)] != before):
        return "up"
    return "down" if has < had and not (row.is_sequence and before[: len(after)] != after) else ""


def _measured(value: Value) -> tuple[str, Fraction] | None:
    """Return a size and what it is measured in; None if the value has none."""
    if isinstance(value, bool | int):
        return "", Fraction(value)
    if isinstance(value, Money):
        return f"{value.currency} {value.tax}", Fraction(value.amount)
    if isinstance(value, Span):
        in_hours = value.unit in _HOURS
        return "hours" if in_hours else "months", value.number * (_HOURS if in_hours else _MONTHS)[value.unit]
    try:
        return ("", Fraction(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _of_numbers(before: tuple[str, Fraction] | None, after: tuple[str, Fraction] | None) -> Direction:
    if before is None or after is None or before[0] != after[0]:
        return ""
    if before == after:
        return "same"
    return "up" if after[1] > before[1] else "down"


def _of_periods(before: tuple[datetime, datetime], after: tuple[datetime, datetime]) -> Direction:
    if before == after:
        return "same"
    if after[0] >= before[0] and after[1] >= before[1]:
        return "up"
    return "down" if after[0] <= before[0] and after[1] <= before[1] else ""


def _period(moment: Dated, zone: str) -> tuple[datetime, datetime]:
    """Return the first and the last second that a moment may mean."""
    if isinstance(moment, InstantMoment):
        at = instant(moment)
        return at, at
    first = date.fromisoformat(moment.on if isinstance(moment, DayMoment) else f"{moment.month}-01")
    after = first + timedelta(days=1 if isinstance(moment, DayMoment) else 31)
    if isinstance(moment, MonthMoment):
        after = after.replace(day=1)
    place = _zone(zone)
    begins, ends = (datetime(each.year, each.month, each.day, tzinfo=place) for each in (first, after))
    return begins, ends - timedelta(seconds=1)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def instant(moment: InstantMoment) -> datetime:
    """Return the moment as an aware datetime in UTC."""
    return datetime.strptime(moment.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def bounds(moment: Value, zone: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last second that a moment may mean; None where only words are known."""
    return _period(moment, zone) if _is_moment(moment) else None
