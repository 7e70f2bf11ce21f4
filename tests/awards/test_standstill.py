from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from awards.standstill import easter_sunday, ends_at, is_public_holiday, is_working_day, last_day

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("year", "month", "day"),
    # Published dates of Easter, the earliest and the latest possible ones among them.
    [
        (1818, 3, 22),
        (1943, 4, 25),
        (2000, 4, 23),
        (2008, 3, 23),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
    ],
)
def test_easter_is_when_it_was_and_will_be(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_public_holidays_of_a_year_are_those_of_the_polish_act() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    assert [day.isoformat()[5:] for day in days if is_public_holiday(day)] == [
        *("01-01", "01-06", "04-05", "04-06", "05-01", "05-03", "05-24", "06-04"),
        *("08-15", "11-01", "11-11", "12-24", "12-25", "12-26"),
    ]


def test_christmas_eve_is_free_since_2025() -> None:
    assert is_working_day(date(2024, 12, 24))
    assert not is_working_day(date(2025, 12, 24))


@pytest.mark.parametrize(
    ("sent", "days", "last"),
    [
        (date(2026, 11, 23), 10, date(2026, 12, 3)),  # ends on a Thursday: the tenth day after
        (date(2026, 11, 18), 10, date(2026, 11, 30)),  # a Saturday: on to Monday
        (date(2026, 12, 14), 10, date(2026, 12, 28)),  # Christmas Eve, two holidays, a Sunday: on to Monday
        (date(2026, 3, 26), 10, date(2026, 4, 7)),  # Easter Sunday and Monday: on to Tuesday
        (date(2026, 5, 25), 10, date(2026, 6, 5)),  # Corpus Christi: on to Friday
        (date(2026, 11, 27), 2, date(2026, 12, 1)),  # Saturday and Sunday hold no working day: two of them are needed
    ],
)
def test_a_standstill_ends_on_a_working_day(sent: date, days: int, last: date) -> None:
    assert last_day(sent, days) == last


def test_a_standstill_ends_with_its_last_day_in_legal_time() -> None:
    # 23:30 UTC is already the next day in Warsaw.
    sent = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert ends_at(sent, days=10, zone=WARSAW) == datetime(2026, 12, 3, 23, 0, tzinfo=UTC)


def test_a_change_of_clocks_within_the_standstill_does_not_move_its_midnight() -> None:
    ending = ends_at(datetime(2026, 10, 20, 10, tzinfo=UTC), days=10, zone=WARSAW)

    assert (ending.hour, ending.day, ending.utcoffset()) == (0, 31, timedelta(hours=1))
