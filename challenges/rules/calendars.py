"""Days on which people do not work, and nights in which clocks are changed."""

from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
from holidays import HolidayBase
from holidays.registry import COUNTRIES

SATURDAY = 5


@cache
def _countries() -> dict[str, str]:
    """Return the country of each IANA zone, as far as a zone lies in one: zone.tab of the time zone database."""
    lines = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(zone: str) -> str | None:
    """Return the ISO 3166 code of the country in which a zone lies; None where it lies in none, or in several."""
    return _countries().get(zone)


@cache
def _calendar_of(country: str) -> type[HolidayBase] | None:
    """Return the calendar of one country; None if the library has none."""
    known = ((module, names[0]) for module, names in COUNTRIES.items() if country in names)
    module, name = next(known, ("", ""))
    # By its file: the package of all countries takes a second to import.
    file = Path(holidays.__file__).parent / "countries" / f"{module}.py"
    spec = spec_from_file_location(f"{__name__}.{module}", file) if module else None
    if spec is None or spec.loader is None:
        return None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    calendar: type[HolidayBase] = getattr(found, name)
    return calendar


@cache
def _holidays(country: str, year: int, language: str) -> dict[date, str]:
    calendar = _calendar_of(country)
    if calendar is None:
        return {}
    spoken = [code for code in calendar.supported_languages or () if code.partition("_")[0] == language]
    return dict(calendar(years=year, language=spoken[-1] if spoken else calendar.default_language))


def public_holiday(day: date, zone: str, language: str = "en") -> str | None:
    """Return the name of the holiday of the whole country on this day, in a language if the calendar has it; None for others."""
    country = country_of(zone)
    return _holidays(country, day.year, language).get(day) if country else None


def is_weekend(day: date) -> bool:
    """Return whether it is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def is_shown_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clocks of the zone show the time of an aware moment twice that night, since they are put back."""
    local = moment.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def offset_of(moment: datetime, zone: ZoneInfo) -> timedelta:
    """Return how far the clocks of the zone are ahead of UTC at an aware moment."""
    return moment.astimezone(zone).utcoffset() or timedelta()


def offsets_around(moment: datetime, zone: ZoneInfo) -> set[timedelta]:
    """Return how far they are ahead within half a year before and after: in winter and in summer."""
    return {offset_of(moment + timedelta(days=days), zone) for days in (-182, -91, 0, 91, 182)}
