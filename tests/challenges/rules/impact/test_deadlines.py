"""What an amendment asks of open deadlines and of entries, and why it is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from challenges.rules.document import Document
from challenges.rules.impact.changes import impact
from challenges.rules.impact.deadlines import confirmation_needed, deadline_days, deadlines, refusals
from tests.challenges.rules.documents import Data, changed
from tests.challenges.rules.impact.amending import (
    AFTER,
    BEFORE,
    CONCEPT,
    CRITERION,
    FORM,
    OPEN,
    impact_of,
    moment,
    published,
    read,
    unreserved,
)

OWN = "rules.rounds[concept].intake.windows[w1].closes"
SHARED = "call.windows[spring].closes"
LAW = "rules.law.values"


def law(days: str = "6") -> tuple[str, Any]:
    return LAW, [{"key": "amendment_days", "value": days, "source": "2014/24/EU, art. 53(2)", "as_of": "2026-11-01"}]


def amended(*changes: tuple[str, Any], at: datetime = OPEN, days: str = "6") -> tuple[Document, Document, Any]:
    old, new = published(law(days)), published(law(days), *changes)
    return old, new, impact(old, new, moment=moment(at))


def closing(own: str, shared: str) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return (f"{FORM}.windows[0].closes.at", own), ("call.windows[0].closes.at", shared)


def test_a_breaking_change_moves_every_open_deadline_by_the_days_of_the_law() -> None:
    old, new, changes = amended((f"{CRITERION}.weight", "50"))

    found = deadlines(changes, old, new, moment=moment())

    assert deadline_days(changes, old.rules.law) == 6
    assert [(each.path, each.before, each.earliest, each.is_late_enough) for each in found] == [
        (path, datetime(2027, 4, 1, 10, tzinfo=UTC), datetime(2027, 4, 7, 10, tzinfo=UTC), False) for path in (OWN, SHARED)
    ]


@pytest.mark.parametrize(
    ("own", "shared", "refused"),
    [
        ("2027-04-07T10:00:00Z", "2027-04-07T10:00:00Z", []),
        ("2027-04-07T09:59:59Z", "2027-04-09T10:00:00Z", [f"{FORM}.windows[0].closes"]),
        ("2027-04-01T10:00:00Z", "2027-04-01T10:00:00Z", [f"{FORM}.windows[0].closes", "call.windows[0].closes"]),
    ],
)
def test_a_deadline_that_moves_too_little_is_refused(own: str, shared: str, refused: list[str]) -> None:
    old, new, changes = amended((f"{CRITERION}.weight", "50"), *closing(own, shared))

    found = refusals(changes, old, new, moment=moment())

    assert [(each.code, each.path) for each in found] == [("amendment.deadline", path) for path in refused]


def test_the_refusal_names_days_and_moment() -> None:
    old, new, changes = amended((f"{CRITERION}.weight", "50"), *closing("2027-04-02T10:00:00Z", "2027-04-08T10:00:00Z"))

    (finding,) = refusals(changes, old, new, moment=moment())

    assert finding.place == "Round 1 “Concept” › Window 1 › closes"
    assert "6 days" in finding.reason
    assert "7 April 2027" in finding.remedy.replace("\N{NO-BREAK SPACE}", " ")


def test_the_hour_on_the_clock_stays_when_clocks_change() -> None:
    """On 28 March 2027 clocks in Warsaw go forward: noon is 11:00 UTC before and 10:00 UTC after."""
    window = (f"{FORM}.windows[0].closes.at", "2027-03-25T11:00:00Z")
    old, new = published(law(), window), published(law(), window, (f"{CRITERION}.weight", "50"))

    found = deadlines(impact(old, new, moment=moment()), old, new, moment=moment())

    assert found[0].earliest == datetime(2027, 3, 31, 10, tzinfo=UTC)


@pytest.mark.parametrize("days", ["0", "six", "-6", "6.5"])
def test_without_days_in_the_law_no_deadline_moves(days: str) -> None:
    old, new, changes = amended((f"{CRITERION}.weight", "50"), days=days)

    assert deadline_days(changes, old.rules.law) == 0
    assert refusals(changes, old, new, moment=moment()) == ()


def test_a_departure_stands_before_the_value_of_the_profile() -> None:
    departure = ("rules.law.overrides", [{"key": "amendment_days", "value": "10", "reason": "Summer"}])
    old = published(law(), departure)

    assert deadline_days(impact_of((f"{CRITERION}.weight", "50"), old=old), old.rules.law) == 10


@pytest.mark.parametrize("now", [BEFORE, AFTER])
def test_a_window_that_is_not_open_does_not_move(now: datetime) -> None:
    old, new, changes = amended(("rules.rounds[3].judging.parts[0].criteria[0].scale.highest", "30"), at=now)

    assert deadlines(changes, old, new, moment=moment(now)) == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [(f"{FORM}.questions[1].required", False), (f"{CONCEPT}.title.en", "Idea"), (f"{CRITERION}.minimum", "4")],
)
def test_what_does_not_break_moves_no_deadline(path: str, value: Any) -> None:
    old, new, changes = amended((path, value))

    assert deadlines(changes, old, new, moment=moment()) == ()


def test_what_the_rules_reserved_moves_no_deadline() -> None:
    words = {"en": "The jury may change.", "pl": "Skład może się zmienić."}
    reserved: Data = {"kind": "jury", "key": "jury", "direction": "any", "by": "notice", "until": None, "words": words}
    data = changed(changed(unreserved(), *law()), "rules.reserved_changes", [reserved])
    old = read(data)
    changes = impact(old, read(changed(data, "rules.juries[0].members", 7)), moment=moment())

    assert [(change.gravity, change.reserved) for change in changes] == [("breaking", "jury")]
    assert deadline_days(changes, old.rules.law) == 0


def test_a_forbidden_change_is_refused_at_its_place_with_its_reason() -> None:
    old, new, changes = amended((f"{CRITERION}.weight", "50"), at=AFTER)

    (finding,) = refusals(changes, old, new, moment=moment(AFTER))

    assert (finding.code, finding.path, finding.params) == (
        "amendment.forbidden",
        f"{CRITERION}.weight",
        {"forbidden": "judging_after_deadline"},
    )
    assert finding.reason == changes[0].why_forbidden


@pytest.mark.parametrize(
    ("path", "value", "confirm"),
    [
        (f"{CRITERION}.weight", "50", True),
        (f"{FORM}.questions[0].options", [], True),
        (f"{FORM}.questions[1].required", False, False),
        (f"{CONCEPT}.title.en", "Idea", False),
    ],
)
def test_who_is_asked_to_confirm(path: str, value: Any, confirm: bool) -> None:
    changes = impact_of((path, value))

    assert confirmation_needed(changes, "concept") is confirm
    assert not confirmation_needed(changes, "final")


def test_nobody_is_asked_about_what_cannot_be_published() -> None:
    changes = impact_of((f"{CRITERION}.weight", "50"), at=AFTER)

    assert not confirmation_needed(changes, "concept")
