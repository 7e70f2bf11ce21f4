"""Days at either end of the calendar cannot be told in another zone: nobody can type them."""

import pytest
from django.core.exceptions import ValidationError

from core.forms import DayField, MomentField


@pytest.mark.parametrize("typed", ["9999-12-31", "31.12.9999", "0001-01-01"])
def test_no_year_stands_at_the_end_of_the_calendar(typed: str) -> None:
    with pytest.raises(ValidationError) as day:
        DayField().clean(typed)
    with pytest.raises(ValidationError) as moment:
        MomentField().clean({"date": typed, "time": "12:00"})

    assert (day.value.code, moment.value.code) == ("invalid", "date_invalid")


@pytest.mark.parametrize("typed", ["9998-12-31", "2027-04-01"])
def test_every_other_year_is_taken(typed: str) -> None:
    assert DayField().clean(typed).isoformat() == typed
    assert MomentField().clean({"date": typed, "time": "12:00"}).date().isoformat() == typed


def test_an_empty_day_stays_empty() -> None:
    assert DayField(required=False).clean("") is None
