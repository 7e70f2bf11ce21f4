import csv
import io
from datetime import UTC
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.test import Client

from opendata.exports.tables import csv_lines
from tests.factories import awards as make

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def rows(client: Client, path: str) -> list[dict[str, str]]:
    text = client.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.django_db
def test_the_table_of_challenges(client: Client) -> None:
    challenge = make.make_challenge(title="Floods, and more “floods”")
    (row,) = rows(client, "/api/v1/challenges.csv")

    assert (row["reference"], row["title_en"], row["budget"]) == (challenge.reference, "Floods, and more “floods”", "500000.00")
    assert row["version_sha256"] == challenge.published_version.sha256


@pytest.mark.django_db
def test_the_table_of_winners(client: Client) -> None:
    award = make.make_final_award()
    (row,) = rows(client, "/api/v1/winners.csv")

    assert (row["award"], row["supplier"], row["prize"]) == (award.reference, award.supplier.name, "50000.00")
    assert (row["summary"], row["entered"], row["rule"]) == ("Sensors that warn in time.", "4", "taken")


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+48 22", "'+48 22"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-12.50", "-12.50"),
        ("1-2", "1-2"),
        (None, ""),
    ],
)
def test_no_cell_is_run_as_a_formula(given: str | None, cell: str) -> None:
    _header, line = csv_lines(("value",), [{"value": given}])

    assert next(csv.reader(io.StringIO(line, newline=""))) == ([cell] if cell else [""])


@pytest.mark.django_db
def test_a_hostile_title_stays_text_in_every_form(client: Client) -> None:
    make.make_challenge(title='=HYPERLINK("http://evil")<script>')

    assert rows(client, "/api/v1/challenges.csv")[0]["title_en"].startswith("'=HYPERLINK")
    assert b"<script>" not in client.get("/feeds/challenges.atom").content
    assert client.get("/calendar/challenges.ics").status_code == 200


@pytest.mark.django_db
def test_the_feed_names_each_challenge_for_ever(client: Client) -> None:
    challenge = make.make_challenge()
    feed = ET.fromstring(client.get("/feeds/challenges.atom").content)  # noqa: S314 - our own feed
    (entry,) = feed.findall("a:entry", ATOM)

    assert entry.findtext("a:title", namespaces=ATOM) == f"{challenge.reference}: Floods"
    assert entry.findtext("a:id", namespaces=ATOM).endswith(f"/challenges/{challenge.reference}/")


@pytest.mark.django_db
def test_the_calendar_holds_deadlines_in_utc_with_stable_names(client: Client) -> None:
    challenge = make.make_challenge()
    events = icalendar.Calendar.from_ical(client.get("/calendar/challenges.ics").content).walk("VEVENT")

    assert [event.decoded("dtstart") for event in events] == [
        stage.closes_at.astimezone(UTC).replace(microsecond=0) for stage in challenge.rounds.order_by("number")
    ]
    assert [str(event["uid"]).split("@")[0] for event in events] == [f"{challenge.reference}-round-{n}" for n in (1, 2)]
    assert [event["sequence"] for event in events] == [0, 0]
    again = client.get("/calendar/challenges.ics").content
    assert again == client.get("/calendar/challenges.ics").content
