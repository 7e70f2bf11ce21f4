"""Fifteen deadlines as they were printed: what is certain is an instant, what is not stays words. The words are always kept."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from challenges.rules.values import InstantMoment, When, WordedMoment
from tests.examples.reading import load, plain

DEADLINES = load(Path(__file__).with_name("deadlines.json"))
WHEN = TypeAdapter(When)

each_deadline = pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline["source"])


@each_deadline
def test_a_deadline_is_an_instant_or_words(deadline):
    moment = WHEN.validate_python(deadline["held"])

    assert type(moment) is (WordedMoment if "uncertain" in deadline else InstantMoment)
    assert plain(moment) == deadline["held"]


@pytest.mark.parametrize(
    "deadline", [entry for entry in DEADLINES if "printed" in entry], ids=lambda deadline: deadline["source"]
)
def test_an_instant_is_the_printed_hour_in_the_zone_of_the_place(deadline):
    moment = WHEN.validate_python(deadline["held"])

    local = datetime.fromisoformat(moment.at).astimezone(ZoneInfo(deadline["zone"]))

    assert local.replace(tzinfo=None).isoformat() == deadline["printed"]


def test_the_instants_are_those_of_the_record(shared_file):
    record = {entry["source"]: entry for entry in load(shared_file("data/calls/calls.json"))["deadline_strings"]}

    assert [deadline["source"] for deadline in DEADLINES] == list(record)
    for deadline in DEADLINES:
        stated = record[deadline["source"]]
        assert deadline["held"]["words"] == stated["raw"]
        assert deadline["zone"] == stated["zone_of_place"]
        if deadline["held"]["kind"] == "instant":
            assert datetime.fromisoformat(deadline["held"]["at"]) == datetime.fromisoformat(stated["if_local_time_utc"])
            assert not stated.get("difference_minutes")
