"""What the rules themselves reserved to change, and what depends on who has entered."""

from typing import Any

import pytest

from challenges.rules.impact.moments import RoundFacts
from tests.challenges.rules.documents import Data
from tests.challenges.rules.impact.amending import (
    AFTER,
    CRITERION,
    FORM,
    impact_of,
    published,
)
from tests.challenges.rules.impact.changing import classes


def reserving(kind: str, direction: str, until: Any = None) -> list[Data]:
    words = {"en": "The authority may change this.", "pl": "Zamawiający może to zmienić."}
    return [{"kind": kind, "key": "may", "direction": direction, "by": "amendment", "until": until, "words": words}]


@pytest.mark.parametrize(
    ("kind", "direction", "amount", "expected"),
    [
        ("purse", "up", "900000", ("relaxing", "may")),
        ("purse", "any", "900000", ("relaxing", "may")),
        ("purse", "up", "1", ("forbidden", "")),
        ("purse", "down", "1", ("breaking", "may")),
        ("jury", "any", "900000", ("forbidden", "")),
    ],
)
def test_what_the_rules_reserved_is_allowed_in_its_direction(
    kind: str, direction: str, amount: str, expected: tuple[str, str]
) -> None:
    reserved = ("rules.reserved_changes", reserving(kind, direction))
    old = published(reserved)

    (change,) = impact_of(reserved, ("rules.rewards.pools[0].total.amount", amount), at=AFTER, old=old)

    assert (change.gravity, change.reserved) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ({"kind": "day", "on": "2027-05-01", "words": "1 May"}, "breaking"),
        ({"kind": "day", "on": "2027-04-30", "words": "30 April"}, "forbidden"),
        ({"kind": "words", "words": "until the jury meets"}, "forbidden"),
    ],
)
def test_a_reservation_ends(until: Data, expected: str) -> None:
    reserved = ("rules.reserved_changes", reserving("jury", "any", until))

    assert classes(reserved, ("rules.juries[0].members", 7), at=AFTER, old=published(reserved)) == [expected]


def test_no_reservation_gives_a_key_another_meaning() -> None:
    reserved = ("rules.reserved_changes", reserving("parameters", "any"))

    assert classes(reserved, (f"{FORM}.questions[1].kind", "file"), old=published(reserved)) == ["forbidden"]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (RoundFacts(), "nobody"),
        (RoundFacts(drafts=1), "drafts"),
        (RoundFacts(drafts=1, deposits=1), "confirm"),
    ],
)
def test_what_follows_depends_on_who_has_entered(facts: RoundFacts, outcome: str) -> None:
    (change,) = impact_of((f"{CRITERION}.weight", "50"), concept=facts)

    assert change.outcome == outcome


def test_a_change_of_a_later_round_concerns_the_entries_of_the_rounds_before() -> None:
    (change,) = impact_of(("rules.rounds[3].judging.parts[0].criteria[0].scale.highest", "30"))

    assert change.rounds == ("concept", "trial", "poll", "final")
