"""What the printed words of a moment say for certain, and where they may say another moment than the document."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from challenges.rules.calendars import country_of, is_shown_twice, public_holiday
from challenges.rules.printed import Doubt, doubt

WARSAW = ZoneInfo("Europe/Warsaw")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("words", "moment", "expected"),
    [
        ("1 April 2027, 12:00", "2027-04-01T10:00", None),
        ("1 kwietnia 2027 r., godz. 12", "2027-04-01T10:00", None),
        ("1 kwietnia 2027 r. o godzinie 12.00", "2027-04-01T10:00", None),
        ("w południe 1 kwietnia 2027", "2027-04-01T10:00", None),
        ("Noon, April 1st, 2027", "2027-04-01T10:00", None),
        ("Midday 2 April 2027", "2027-04-01T10:00", Doubt.OTHER),
        ("1 kwietnia 2027 r., godz. 12.00", "2027-04-01T11:00", Doubt.OTHER),
        ("01.04.2027, 12:30 pm", "2027-04-01T10:30", None),
        ("2027-04-01 11:59:59 PM", "2027-04-01T21:59", None),
        ("1 April 2027, 10:00 UTC", "2027-04-01T10:00", None),
        ("1 April 2027, 12:00 UTC", "2027-04-01T10:00", Doubt.OTHER),
        ("1 April 2027, 12:00 (UTC+2)", "2027-04-01T10:00", None),
        ("1 April 2027, 12:00 CEST", "2027-04-01T10:00", None),
        ("1 April 2027, 12:00 CET", "2027-04-01T10:00", Doubt.LABEL),
        ("1 April 2027, 12:00 CET", "2027-04-01T11:00", Doubt.LABEL),
        ("1 April 2027", "2027-04-01T10:00", None),
        ("1 April 2027", "2027-04-01T22:00", None),
        ("1 April 2027, 24:00", "2027-04-01T22:00", None),
        ("31 March 2027", "2027-04-01T10:00", Doubt.OTHER),
        ("midnight on 1 April 2027", "2027-03-31T22:00", Doubt.MIDNIGHT),
        ("1 April 2027, 12:00 am", "2027-03-31T22:00", Doubt.MIDNIGHT),
        ("1 April 2027, 11:00 London time", "2027-04-01T10:00", None),
        ("1 April 2027, 12:00 Europe/Warsaw", "2027-04-01T10:00", None),
        ("1 April 2027, 13:00 Europe/Warsaw", "2027-04-01T10:00", Doubt.OTHER),
        ("1 April 2027, between 9:00 and 12:00", "2027-04-01T10:00", None),
        ("1 April or 2 April 2027, 12:00", "2027-04-01T10:00", Doubt.OTHER),
        ("as announced", "2027-04-01T10:00", None),
        ("31 February 2027, 12:00", "2027-04-01T10:00", None),
        ("10/08/2020 5:59:59 PM", "2020-10-08T15:59", None),
    ],
)
def test_words_are_compared_with_the_moment_where_they_are_certain(words: str, moment: str, expected: Doubt | None) -> None:
    assert doubt(words, datetime.fromisoformat(moment).replace(tzinfo=UTC), WARSAW) == expected


def test_a_label_of_winter_in_summer_is_read_two_ways() -> None:
    by_the_clocks = datetime(2017, 4, 15, 0, tzinfo=UTC)

    assert doubt("April 14 at 5pm PST", by_the_clocks, LOS_ANGELES) == Doubt.LABEL
    assert doubt("April 14 at 5pm PT", by_the_clocks, LOS_ANGELES) is None


def test_printed_deadlines_keep_their_words_and_their_moment(shared_file: Callable[[str], Path]) -> None:
    printed = json.loads(shared_file("data/calls/calls.json").read_text(encoding="utf-8"))["deadline_strings"]
    told = [deadline for deadline in printed if "if_local_time_utc" in deadline]

    for deadline in told:
        moment, zone = datetime.fromisoformat(deadline["if_local_time_utc"]), ZoneInfo(deadline["zone_of_place"])
        expected = (
            Doubt.LABEL if deadline.get("difference_minutes") else Doubt.MIDNIGHT if "12:00 am" in deadline["raw"] else None
        )
        assert doubt(deadline["raw"], moment, zone) == expected, deadline["raw"]
    assert len(told) > 10


# --- Calendars ---------------------------------------------------------------------------------------------------------


def test_a_zone_lies_in_a_country_if_it_lies_in_one() -> None:
    assert (country_of("Europe/Warsaw"), country_of("Europe/London"), country_of("UTC")) == ("PL", "GB", None)


@pytest.mark.parametrize(
    ("day", "zone", "language", "name"),
    [
        (date(2027, 5, 3), "Europe/Warsaw", "pl", "Święto Narodowe Trzeciego Maja"),
        (date(2027, 5, 3), "Europe/Warsaw", "en", "National Day of the Third of May"),
        (date(2027, 5, 3), "Europe/Warsaw", "xx", "Święto Narodowe Trzeciego Maja"),
        (date(2027, 5, 4), "Europe/Warsaw", "en", None),
        (date(2027, 7, 5), "America/New_York", "en", "Independence Day (observed)"),
        (date(2027, 1, 1), "UTC", "en", None),
    ],
)
def test_public_holidays_are_those_of_the_country(day: date, zone: str, language: str, name: str | None) -> None:
    assert public_holiday(day, zone, language) == name


def test_clocks_that_are_put_back_show_an_hour_twice() -> None:
    assert is_shown_twice(datetime(2027, 10, 31, 0, 30, tzinfo=UTC), WARSAW)
    assert is_shown_twice(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), WARSAW)
    assert not is_shown_twice(datetime(2027, 10, 31, 2, 30, tzinfo=UTC), WARSAW)


def test_the_first_holiday_that_is_asked_for_loads_no_other_calendar() -> None:
    code = (
        "import sys, datetime\n"
        "from challenges.rules.calendars import public_holiday\n"
        "assert public_holiday(datetime.date(2027, 1, 6), 'Europe/Warsaw') == 'Epiphany'\n"
        "print(*[name for name in sys.modules if name.startswith('holidays.countries')])\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.split() == []
