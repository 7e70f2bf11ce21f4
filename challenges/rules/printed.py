"""What the printed words of a moment say for certain: a day, a time, a difference from UTC. What may be two is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from challenges.rules.calendars import offset_of, offsets_around
from core.folding import folded

_MONTHS = (
    ("january", "jan", "stycznia"),
    ("february", "feb", "lutego"),
    ("march", "mar", "marca"),
    ("april", "apr", "kwietnia"),
    ("may", "maja"),
    ("june", "jun", "czerwca"),
    ("july", "jul", "lipca"),
    ("august", "aug", "sierpnia"),
    ("september", "sept", "sep", "wrzesnia"),
    ("october", "oct", "pazdziernika"),
    ("november", "nov", "listopada"),
    ("december", "dec", "grudnia"),
)
_NUMBER_OF_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = "|".join(sorted(_NUMBER_OF_MONTH, key=len, reverse=True))
_DATES = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name2>{_MONTH})\.?,?\s+(?P<year2>\d{{4}})"
    rf"|\b(?P<name3>{_MONTH})\.?\s+(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year3>\d{{4}})"
    rf"|\b(?P<day4>\d{{1,2}})\.(?P<month4>\d{{1,2}})\.(?P<year4>\d{{4}})"
)
_HALF = r"(?P<half>[ap])\.?\s?mn?\b\.?"
_TIMES = re.compile(
    rf"\b(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.]\d\d)?(?:\s?{_HALF})?(?!\d)"
    rf"|\b(?P<hour2>0?\d|1[0-2])\s?{_HALF.replace('half', 'half2')}"
    r"|\bgodz(?:\.|iny?|inie)?\s?(?P<hour3>[01]?\d|2[0-4])\b"
    r"|\b(?P<noon>noon|midday|w poludnie)\b"
    r"|\b(?P<midnight>midnight|polnoc\w*)\b"
)
_UTC = re.compile(r"\b(?:utc|gmt|cut)(?:\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?")
_LABEL = re.compile(r"\b[a-z]{3,4}\b")
_LABELS = {
    "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
# A place that is named: its clock may be another one.
_PLACES = re.compile(r"\b(?P<zone>[a-z_]+/[a-z_/]+)\b|\b(?P<place>[a-z]+) time\b|\bczasu (?P<polish>[a-z]+)")
_HERE = {"local", "legal", "lokalnego", "miejscowego", "urzedowego"}
_OF_AMERICA = {"eastern", "central", "mountain", "pacific"}
_HALF_A_DAY = 12
_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True)
class Printed:
    """What words say for certain.

    `minute` counts from the beginning of the day: 1440 is its end. `is_midnight`: nobody knows which end of the day is meant.
    `offsets` are differences from UTC that are named.
    """

    day: date | None = None
    minute: int | None = None
    is_midnight: bool = False
    offsets: frozenset[timedelta] = frozenset()
    is_elsewhere: bool = False


def read_words(words: str, zone: str) -> Printed:
    """Return what the words of a moment say; `zone` is the one that is meant where none is named."""
    plain = folded(words)
    days = {_day(found) for found in _DATES.finditer(plain)}
    rest = _DATES.sub(" ", plain)
    offsets = frozenset(_offsets(rest))
    minutes = {_minute(found) for found in _TIMES.finditer(_UTC.sub(" ", rest))}
    return Printed(
        day=next(iter(days)) if len(days) == 1 else None,
        minute=next(iter(minutes)) if len(minutes) == 1 else None,
        is_midnight=None in minutes,
        offsets=offsets,
        is_elsewhere=_is_elsewhere(plain, zone),
    )


def _day(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    for end in ("", "2", "3", "4"):
        if groups[f"year{end}"]:
            month = groups.get(f"month{end}") or _NUMBER_OF_MONTH[groups[f"name{end}"]]
            try:
                return date(int(groups[f"year{end}"]), int(month), int(groups[f"day{end}"]))
            except ValueError:
                return None
    return None


def _minute(found: re.Match[str]) -> int | None:
    """Return the minute of the day; None for midnight, which may be either end of it, and for what is no time."""
    if found["noon"]:
        return _MINUTES_OF_DAY // 2
    hour = int(found["hour"] or found["hour2"] or found["hour3"] or _HALF_A_DAY)
    half = found["half"] or found["half2"] or ("a" if found["midnight"] else "")
    if half and hour <= _HALF_A_DAY:
        hour = hour % _HALF_A_DAY + _HALF_A_DAY * (half == "p")
    minute = hour * 60 + int(found["minute"] or 0)
    return None if half == "a" and minute == 0 else minute


def _offsets(plain: str) -> Iterator[timedelta]:
    for found in _UTC.finditer(plain):
        ahead = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        yield ahead if found["sign"] == "+" else -ahead
    for label in _LABEL.findall(plain):
        if label in _LABELS:
            yield timedelta(hours=_LABELS[label])


def _is_elsewhere(plain: str, zone: str) -> bool:
    """Return whether words name a place whose clock may differ from that of the zone."""
    area, _slash, city = zone.lower().rpartition("/")
    here = {zone.lower(), city, *_HERE, *(_OF_AMERICA if area == "america" else ())}
    return any((found["zone"] or found["place"] or found["polish"]) not in here for found in _PLACES.finditer(plain))


class Doubt(StrEnum):
    """Why the words of a moment and the moment are not surely the same."""

    OTHER = "other"  # the words say another moment
    LABEL = "label"  # by the label of the zone they say another moment than by the clocks of the place
    MIDNIGHT = "midnight"  # the words may mean either end of the day


def doubt(words: str, moment: datetime, zone: ZoneInfo) -> Doubt | None:
    """Return why `words` and an aware moment may differ; None where they agree, or where the words say too little to tell."""
    said = read_words(words, zone.key)
    if said.is_midnight:
        return Doubt.MIDNIGHT
    if said.is_elsewhere:
        return None
    meant = _meant(said.offsets, moment, zone)
    if not any(_agrees(said, moment + offset) for offset in meant):
        return Doubt.OTHER
    return Doubt.LABEL if len(meant) > 1 and said.minute is not None else None


def _meant(named: frozenset[timedelta], moment: datetime, zone: ZoneInfo) -> set[timedelta]:
    """Return by which differences from UTC the words may be meant.

    Who writes the label of winter in summer may mean the clock of the place; who names UTC in Warsaw means it.
    """
    here = offset_of(moment, zone)
    if named & (offsets_around(moment, zone) - {here}):
        return {*named, here}
    return set(named) or {here}


def _agrees(said: Printed, wall: datetime) -> bool:
    """Return whether a moment as clocks show it is the one that is said; a day without a time may mean its end."""
    minute = wall.hour * 60 + wall.minute
    is_end = minute == 0 and (said.minute == _MINUTES_OF_DAY or said.minute is None)
    days = (
        {wall.date(), wall.date() - timedelta(days=1)}
        if is_end and said.minute is None
        else {wall.date() - timedelta(days=is_end)}
    )
    return (said.minute is None or is_end or minute == said.minute) and (said.day is None or said.day in days)
