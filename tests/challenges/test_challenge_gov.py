"""The feed of Challenge.gov: thirty shapes of dates, prizes as text, hostile HTML; nothing is dropped silently."""

import json
from datetime import time
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from challenges.challenge_gov import FeedError, read_feed
from challenges.challenge_gov.feed import agency_name, safe_html
from challenges.challenge_gov.moments import UnreadableMomentError, read_moment
from challenges.models import Challenge


def _record(**fields):
    return {
        "challenge-id": "7",
        "challenge-title": "Robots &amp; people",
        "agency": "U.S. Department of Energy - Office of Science",
        "submission-start": "03/18/2019 09:00 AM",
        "submission-end": "06/07/2019 05:00 PM",
        "total-prize-offered-cash": "$1,650,000",
        "type-of-challenge": ["Ideas"],
        "description": "<p>Why</p>",
        **fields,
    }


def _feed(*records):
    return json.dumps({"title": "x", "_challenge": list(records)})


@pytest.mark.parametrize(
    ("printed", "instant"),
    [
        ("03/18/2019 12:00 AM", "2019-03-18T00:00:00-04:00"),
        ("10/22/2020 11:00 AM ", "2020-10-22T11:00:00-04:00"),
        ("2020/07/20 9:00 AM ", "2020-07-20T09:00:00-04:00"),
        ("03/22/2019", "2019-03-22T23:59:00-04:00"),
        ("06/09/2021 ", "2021-06-09T23:59:00-04:00"),
        ("01/27/2020 8 AM", "2020-01-27T08:00:00-05:00"),
        ("2020/08/28 12 p.m.", "2020-08-28T12:00:00-04:00"),
        ("01/29/2020 11:00AM", "2020-01-29T11:00:00-05:00"),
        ("10/08/2020 5:59:59 PM", "2020-10-08T17:59:59-04:00"),
        ("06/02/2021 00:00 AM", "2021-06-02T00:00:00-04:00"),
        ("08/05/2019  12:59 AM", "2019-08-05T00:59:00-04:00"),
        ("09/23/2021 04:59 PM ET", "2021-09-23T16:59:00-04:00"),
    ],
)
def test_every_known_shape_of_a_date_is_read(printed, instant):
    assert read_moment(printed, time_if_absent=time(23, 59)).instant.isoformat() == instant


def test_what_was_assumed_is_kept_beside_the_words():
    moment = read_moment("03/22/2019", time_if_absent=time(23, 59))
    assert moment.printed == "03/22/2019"
    assert moment.assumptions == ("zone America/New_York", "time 23:59")


@pytest.mark.parametrize(
    "printed", ["", "03/02/20202 05:00 PM", "04/23/ 10:00 AM", "02/30/2020", "soon", "03/02/2020 13:00 PM", "03/02/2020 1:75 PM"]
)
def test_what_names_no_moment_is_refused(printed):
    with pytest.raises(UnreadableMomentError):
        read_moment(printed, time_if_absent=time(0, 0))


def test_an_unreadable_value_is_reported_and_the_challenge_is_kept():
    challenges, unread = read_feed(_feed(_record(**{"submission-start": "04/23/ 10:00 AM", "total-prize-offered-cash": "a lot"})))
    assert [challenge.opens for challenge in challenges] == [None]
    assert [(item.field, item.printed) for item in unread] == [
        ("submission-start", "04/23/ 10:00 AM"),
        ("total-prize-offered-cash", "a lot"),
    ]


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("$425,000", 425000), ("$1,650,000", 1650000), ("$500", 500), ("30000", 30000), ("Up to $240,000", 240000), ("", None)],
)
def test_prizes_are_read_from_text(printed, amount):
    challenges, unread = read_feed(_feed(_record(**{"total-prize-offered-cash": printed})))
    assert challenges[0].total_prize == (None if amount is None else Decimal(amount))
    assert unread == []


@pytest.mark.parametrize(
    "printed",
    [
        "Department of Energy",
        "U.S. Department of Energy",
        "Department of Energy (DOE)",
        "Department of Energy - Office of Science",
        "Department of Energy, Office of Science",
    ],
)
def test_spellings_of_one_department_meet(printed):
    assert agency_name(printed) == "Department of Energy"


def test_a_record_without_a_name_and_a_second_copy_are_reported():
    challenges, unread = read_feed(_feed(_record(), _record(), _record(**{"challenge-id": "8", "challenge-title": " "})))
    assert [challenge.title for challenge in challenges] == ["Robots & people"]
    assert [item.challenge_id for item in unread] == ["7", "8"]


def test_a_record_without_any_date_is_reported_and_left_out():
    challenges, unread = read_feed(_feed(_record(**{"submission-start": "", "submission-end": "soon"})))
    assert challenges == []
    assert unread[-1].why == "has no date that could be read; left out"


def test_a_record_without_text_is_reported():
    _challenges, unread = read_feed(_feed(_record(description="\n")))
    assert [item.why for item in unread] == ["the feed holds no text of this challenge"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"challenge": []}', "<html>"])
def test_a_file_that_is_no_feed_is_refused(text):
    with pytest.raises(FeedError):
        read_feed(text)


def test_hostile_html_comes_out_as_plain_structure():
    dirty = (
        '<h1 onclick="x()">T</h1><p style>a<script>alert(1)</script><b>b</b><a href="javascript:x">c</a></p><img src=x onerror=y>'
    )
    assert safe_html(dirty) == '<h3>T</h3><p>a<strong>b</strong><a rel="noopener noreferrer">c</a></p>'


def test_the_whole_feed_is_read(shared_file):
    challenges, unread = read_feed(shared_file("data/challenge_gov/feed-closed.json").read_text())
    assert len(challenges) == 289
    assert {item.printed for item in unread if item.field.startswith("submission")} == {"03/02/20202 05:00 PM", "04/23/ 10:00 AM"}
    assert max(sum(len(text) for _heading, text in challenge.brief) for challenge in challenges) > 50_000


@pytest.mark.django_db
def test_the_archive_takes_the_feed_once_and_says_what_it_could_not_read(tmp_path, capsys):
    feed = tmp_path / "feed.json"
    feed.write_text(_feed(_record(), _record(**{"challenge-id": "8", "submission-start": "04/23/ 10:00 AM"})))
    call_command("import_challenge_gov", str(feed))
    told = capsys.readouterr()
    assert "2 challenges taken in, 0 known already, 1 values or records not read" in told.out
    assert "8 submission-start: '04/23/ 10:00 AM'" in told.err
    call_command("import_challenge_gov", str(feed))
    assert "0 challenges taken in, 2 known already" in capsys.readouterr().out
    archived = Challenge.objects.public().get(reference="US-7")
    assert (archived.state, archived.budget, archived.currency) == ("concluded", Decimal(1650000), "USD")
    assert archived.authority.name == "Department of Energy"


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_challenge_gov", str(tmp_path / "absent.json"))
