"""Dates of the feed: some thirty ways of writing month, day, year and time of day, typed in by hand over ten years."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

# The platform was run from Washington and its field had no zone; the few that name one name Eastern Time.
ASSUMED_ZONE = "America/New_York"
HALF_A_DAY = 12

_MONTH_FIRST = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})"
_YEAR_FIRST = r"(?P<year_first>\d{4})/(?P<month_second>\d{1,2})/(?P<day_third>\d{1,2})"
_DATE = f"(?:{_MONTH_FIRST}|{_YEAR_FIRST})"
_TIME = r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)"
_PRINTED = re.compile(rf"{_DATE}(?:\s+{_TIME}(?:\s+(?P<zone>E[SD]?T))?)?", re.IGNORECASE)


@dataclass(frozen=True)
class PrintedMoment:
    """A moment as an instant, beside the words of the notice and what had to be assumed to read them."""

    printed: str
    instant: datetime
    assumptions: tuple[str, ...]


class UnreadableMomentError(ValueError):
    """The words name no moment, or one that does not exist."""


def read_moment(printed: str, *, time_if_absent: time) -> PrintedMoment:
    """Return the moment that `printed` names; `time_if_absent` stands in where only a day is given.

    Raises UnreadableMomentError for words of another shape and for days that do not exist.
    """
    match = _PRINTED.fullmatch(printed.strip())
    if match is None:
        message = "not a date of any known shape"
        raise UnreadableMomentError(message)
    assumptions = []
    if match["zone"] is None:
        assumptions.append(f"zone {ASSUMED_ZONE}")
    if match["hour"] is None:
        of_day = time_if_absent
        assumptions.append(f"time {time_if_absent:%H:%M}")
    else:
        of_day = _time_of_day(match)
    try:
        day = datetime(
            int(match["year"] or match["year_first"]),
            int(match["month"] or match["month_second"]),
            int(match["day"] or match["day_third"]),
            tzinfo=ZoneInfo(ASSUMED_ZONE),
        )
    except ValueError as problem:
        raise UnreadableMomentError(str(problem)) from problem
    return PrintedMoment(printed, datetime.combine(day.date(), of_day, day.tzinfo), tuple(assumptions))


def _time_of_day(match: re.Match[str]) -> time:
    """Return the time of a twelve-hour clock; 12 and, as some wrote, 00 are the hour after midnight or noon."""
    printed_hour = int(match["hour"])
    if printed_hour > HALF_A_DAY:
        message = "a twelve-hour clock has no such hour"
        raise UnreadableMomentError(message)
    hour = printed_hour % HALF_A_DAY + (HALF_A_DAY if match["half"].lower().startswith("p") else 0)
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError as problem:
        raise UnreadableMomentError(str(problem)) from problem
