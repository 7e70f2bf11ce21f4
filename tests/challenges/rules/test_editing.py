"""Drafts are changed by paths of keys, and two people's changes are merged member by member."""

import copy
from typing import Any

import pytest

from challenges.rules.base import HOLE
from challenges.rules.editing import Conflict, at, merged, with_item, with_moved_item, with_value, without_item

DRAFT: dict[str, Any] = {
    "rounds": [
        {
            "key": "concept",
            "title": {"en": "Concept"},
            "criteria": [{"key": "fit", "weight": "60"}, {"key": "cost", "weight": "40"}],
        },
        {"key": "prototype", "title": {"en": "Prototype"}},
    ],
    "zone": "Europe/Warsaw",
}


@pytest.fixture(autouse=True)
def _untouched() -> Any:
    before = copy.deepcopy(DRAFT)
    yield
    assert before == DRAFT


def test_a_path_names_items_by_key() -> None:
    assert at(DRAFT, "rounds/concept/criteria/cost/weight") == "40"
    assert at(DRAFT, "rounds/prototype/judging/parts") is HOLE
    with pytest.raises(KeyError):
        at(DRAFT, "rounds/pilot/title")


def test_a_value_is_set_taken_away_and_made_on_the_way() -> None:
    assert at(with_value(DRAFT, "rounds/concept/criteria/fit/weight", "70"), "rounds/concept/criteria/fit/weight") == "70"
    assert "zone" not in with_value(DRAFT, "zone", HOLE)
    assert at(with_value(DRAFT, "rewards/pools", []), "rewards/pools") == []


def test_items_are_added_replaced_moved_and_removed() -> None:
    added = with_item(DRAFT, "rounds/concept/criteria", {"key": "use", "weight": "1"})
    assert [item["key"] for item in at(added, "rounds/concept/criteria")] == ["fit", "cost", "use"]
    replaced = with_item(DRAFT, "rounds/concept/criteria", {"key": "fit", "weight": "1"})
    assert at(replaced, "rounds/concept/criteria/fit") == {"key": "fit", "weight": "1"}
    moved = with_moved_item(DRAFT, "rounds/concept/criteria/cost", up=True)
    assert [item["key"] for item in at(moved, "rounds/concept/criteria")] == ["cost", "fit"]
    assert with_moved_item(DRAFT, "rounds/concept", up=True) == DRAFT
    assert [item["key"] for item in without_item(DRAFT, "rounds/concept")["rounds"]] == ["prototype"]
    with pytest.raises(KeyError):
        without_item(DRAFT, "rounds/pilot")


def change(path: str, value: Any) -> dict[str, Any]:
    return with_value(DRAFT, path, value)


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (change("zone", "Europe/London"), DRAFT, change("zone", "Europe/London")),
        (DRAFT, change("zone", "Europe/London"), change("zone", "Europe/London")),
        (
            change("rounds/concept/criteria/fit/weight", "70"),
            change("rounds/concept/criteria/cost/weight", "30"),
            with_value(change("rounds/concept/criteria/fit/weight", "70"), "rounds/concept/criteria/cost/weight", "30"),
        ),
        (
            change("rounds/concept/title/pl", "Koncepcja"),
            change("rounds/concept/title/en", "Idea"),
            with_value(change("rounds/concept/title/pl", "Koncepcja"), "rounds/concept/title/en", "Idea"),
        ),
        (
            with_item(DRAFT, "rounds/concept/criteria", {"key": "a", "weight": "1"}),
            with_item(DRAFT, "rounds/concept/criteria", {"key": "b", "weight": "2"}),
            with_item(
                with_item(DRAFT, "rounds/concept/criteria", {"key": "a", "weight": "1"}),
                "rounds/concept/criteria",
                {"key": "b", "weight": "2"},
            ),
        ),
        (
            without_item(DRAFT, "rounds/prototype"),
            change("zone", "UTC"),
            with_value(without_item(DRAFT, "rounds/prototype"), "zone", "UTC"),
        ),
        (
            change("rounds/concept/criteria/fit/weight", "70"),
            with_moved_item(DRAFT, "rounds/concept/criteria/cost", up=True),
            with_moved_item(change("rounds/concept/criteria/fit/weight", "70"), "rounds/concept/criteria/cost", up=True),
        ),
    ],
)
def test_changes_of_different_members_are_both_kept(theirs: Any, mine: Any, expected: Any) -> None:
    assert merged(DRAFT, theirs, mine) == (expected, ())


def test_two_changes_of_one_member_are_named() -> None:
    theirs, mine = change("rounds/concept/criteria/fit/weight", "70"), change("rounds/concept/criteria/fit/weight", "50")
    found, conflicts = merged(DRAFT, theirs, mine)
    assert conflicts == (Conflict("rounds/concept/criteria/fit/weight", "70", "50"),)
    assert found == mine


def test_what_one_removed_and_the_other_changed_is_named() -> None:
    theirs, mine = without_item(DRAFT, "rounds/concept"), change("rounds/concept/title/en", "Idea")
    _found, conflicts = merged(DRAFT, theirs, mine)
    assert [conflict.path for conflict in conflicts] == ["rounds/concept"]
