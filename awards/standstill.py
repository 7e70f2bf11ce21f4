"""When a standstill ends. Pure functions over dates.

Sources: Directive 89/665/EEC, art. 2a(2): at least ten days, counted from the day after the decision was sent electronically.
Regulation (EEC, Euratom) 1182/71, art. 3(1): the day of the event is not counted; art. 3(2)(b): a period in days ends with the
last hour of its last day; art. 3(4): where that day is a public holiday, a Sunday or a Saturday, with the last hour of the
following working day; art. 3(5): any period of two days or more includes at least two working days. Polish public holidays:
Act of 18 January 1951 on days free from work, as amended (24 December since 2025).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FIXED_HOLIDAYS = frozenset({(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)})
# Easter Sunday and Monday, Pentecost, Corpus Christi: days after Easter Sunday.
_AFTER_EASTER = frozenset({0, 1, 49, 60})
_CHRISTMAS_EVE_FREE_SINCE = 2025
_FRIDAY = 4
_LEAST_WORKING_DAYS = 2


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of `year` in the Gregorian calendar (J. Meeus, Astronomical Algorithms, chapter 8)."""
    century, year_of_century = divmod(year, 100)
    golden = year % 19
    skipped, leap_rest = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    leap_years, rest = divmod(year_of_century, 4)
    weekday = (32 + 2 * leap_rest + 2 * leap_years - moon - rest) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def is_public_holiday(day: date) -> bool:
    """Return whether `day` is a public holiday in Poland."""
    if (day.month, day.day) in _FIXED_HOLIDAYS or (day - easter_sunday(day.year)).days in _AFTER_EASTER:
        return True
    return (day.month, day.day) == (12, 24) and day.year >= _CHRISTMAS_EVE_FREE_SINCE


def is_working_day(day: date) -> bool:
    """Return whether `day` is neither a Saturday, a Sunday nor a public holiday."""
    return day.weekday() <= _FRIDAY and not is_public_holiday(day)


def last_day(sent_on: date, days: int) -> date:
    """Return the last day of a standstill of at least `days` days after a decision sent on `sent_on`: a working day."""
    ending = sent_on + timedelta(days=days)
    working_days = sum(is_working_day(sent_on + timedelta(days=number)) for number in range(1, days + 1))
    while not is_working_day(ending) or working_days < _LEAST_WORKING_DAYS:
        ending += timedelta(days=1)
        working_days += is_working_day(ending)
    return ending


def ends_at(sent_at: datetime, *, days: int, zone: ZoneInfo) -> datetime:
    """Return the midnight in the legal zone with which the standstill's last day ends.

    `sent_at` is an aware moment, `days` the least number of calendar days. An award can be final after this moment, not at it.
    """
    after = last_day(sent_at.astimezone(zone).date(), days) + timedelta(days=1)
    return datetime.combine(after, time.min, tzinfo=zone)
