"""The calendar of a competition: every date in its order, with zone, holidays, changes of clocks, and what the law adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.rules import calendars, naming
from challenges.rules.base import Part, says
from challenges.rules.checks.spans import instant, span
from challenges.rules.document import Document, Planned
from challenges.rules.law import LawValue
from challenges.rules.saying.sentences import word
from challenges.rules.shapes import Json
from challenges.rules.values import AnnouncedLater, DayMoment, InstantMoment, MonthMoment, When, Window, WordedMoment
from challenges.rules.walking import Place, places
from core.wording import day, moment_words, month

MOMENTS = (InstantMoment, DayMoment, MonthMoment, WordedMoment)


@dataclass(frozen=True)
class Date:
    """One date. `at` orders it, None where its words alone are known; `what` names it, `notes` are what people should know."""

    at: datetime | None
    when: str
    what: str
    notes: tuple[str, ...] = ()
    path: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        at = None if self.at is None else self.at.isoformat()
        return {"at": at, "when": self.when, "what": self.what, "notes": list(self.notes), "path": self.path}


def dates(document: Document, data: Json) -> tuple[Date, ...]:
    """Return every date of the rules in order, those of which the words alone are known last; `data` has titles for places."""
    zone = ZoneInfo(document.rules.zone)
    found = [*_stated(document, data, zone), *_of_law(document, zone)]
    return tuple(sorted(found, key=lambda each: (each.at is None, each.at.timestamp() if each.at else 0)))


def _stated(document: Document, data: Json, zone: ZoneInfo) -> Iterator[Date]:
    for place in places(document):
        for name, value in place.part.each_member():
            if isinstance(value, MOMENTS) and not isinstance(place.part, AnnouncedLater):
                path = f"{place.path}.{name}" if place.path else name
                notes = tuple(_notes(value, zone, opens=_opening(place, name)))
                first = span(value)
                yield Date(first[0] if first else None, _in_words(value, zone), _what(place, name, data), notes, path)


def _what(place: Place, name: str, data: Json) -> str:
    """Return what happens then: the place, and which of its ends it is."""
    where = naming.in_words(place.path, data)
    if isinstance(place.part, Planned):
        told = word(place.part, "kind")
        return f"{where}: {told}" if told not in where else where
    label = str(says(type(place.part).model_fields[name]).label)
    return f"{where}: {label}" if where else label


def _opening(place: Place, name: str) -> datetime | None:
    """Return when a window opened that closes now."""
    part: Part = place.part
    return instant(part.opens) if isinstance(part, Window) and name == "closes" else None


def _in_words(moment: When, zone: ZoneInfo) -> str:
    exact = instant(moment)
    if exact:
        return moment_words(exact, zone.key)
    if isinstance(moment, DayMoment):
        return day(date.fromisoformat(moment.on))
    if isinstance(moment, MonthMoment):
        return month(date.fromisoformat(f"{moment.month}-01"))
    return f"“{moment.words}”"


def _notes(moment: When, zone: ZoneInfo, *, opens: datetime | None) -> Iterator[str]:
    """Yield what people should know of a moment: days off, clocks that change."""
    exact = instant(moment)
    on = exact.astimezone(zone).date() if exact else date.fromisoformat(moment.on) if isinstance(moment, DayMoment) else None
    if on is not None:
        yield from _day_off(on, zone)
    if exact and calendars.is_shown_twice(exact, zone):
        yield _("Clocks show this time twice that night.")
    if exact and opens and calendars.offset_of(exact, zone) != calendars.offset_of(opens, zone):
        yield _("Clocks are changed between the opening and this moment.")
    if exact and opens and exact > opens:
        yield _("Open for %(days)s days.") % {"days": (exact - opens).days}


def _day_off(on: date, zone: ZoneInfo) -> Iterator[str]:
    holiday = calendars.public_holiday(on, zone.key, get_language() or "en")
    if holiday:
        yield _("A public holiday: %(holiday)s.") % {"holiday": holiday}
    elif calendars.is_weekend(on):
        yield _("A Saturday or a Sunday.")


def _of_law(document: Document, zone: ZoneInfo) -> Iterator[Date]:
    """Yield when the standstill ends, if the last decision has a day and the law a number."""
    law = document.rules.law
    days = law.number("standstill_days")
    decisions = [
        (plan.when, moments[1])
        for stage in document.rules.rounds
        for plan in stage.planned
        if plan.kind in {"decision", "announcement"} and (moments := span(plan.when)) is not None
    ]
    if not days or not decisions:
        return
    last, at = max(decisions, key=lambda each: each[1])
    decided = instant(last)
    on = decided.astimezone(zone).date() if decided else date.fromisoformat(last.on) if isinstance(last, DayMoment) else None
    if on is None:
        return
    ends = on + timedelta(days=days)
    source = next((value.source for value in law.values if _is_standstill(value)), "")
    told = {"days": days, "source": source}
    notes = (_("%(days)s days after the decision (%(source)s).") % told, *_day_off(ends, zone))
    yield Date(at + timedelta(days=days), day(ends), _("The standstill ends"), notes)


def _is_standstill(value: LawValue) -> bool:
    return value.key == "standstill_days"
