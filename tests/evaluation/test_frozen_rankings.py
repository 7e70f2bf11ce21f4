"""Rankings of the first release are read like those of today, from the rows that it left. No database."""

import json
from typing import Any

import pytest

from awards.proposing import ranked_entries
from evaluation import ranking
from evaluation.published import follows
from evaluation.queries.frozen import WeightedMean, counts_places, criteria_told, frozen, most_of, shown_points
from tests.spine import making


def contents() -> list[dict[str, Any]]:
    """Return the rankings of then."""
    tables = json.loads(making.FILE.read_text(encoding="utf-8"))["tables"]
    rows = next(table for table in tables if table["table"] == "evaluation_rankingsnapshot")
    place = rows["columns"].index("content")
    found = [row[place] for row in rows["rows"]]
    return [json.loads(each) if isinstance(each, str) else each for each in found]


@pytest.fixture(params=range(len(contents())))
def content(request: pytest.FixtureRequest) -> dict[str, Any]:
    return contents()[request.param]


def test_they_follow_by_the_method_of_then(content: dict[str, Any]) -> None:
    assert content["method"] == ranking.METHOD
    assert follows(content)


def test_they_are_read_as_points_of_100_without_steps(content: dict[str, Any]) -> None:
    read = frozen(content)
    assert isinstance(read, WeightedMean)
    assert (read.head, read.explains, read.undecided(str)) == ("Points of 100", False, [])
    assert (most_of(content), counts_places(content)) == ("100", False)
    assert [name for name, _criterion in read.criteria] == [each["key"] for each in content["rules"]["criteria"]]


def test_their_ties_are_told_as_they_were(content: dict[str, Any]) -> None:
    told = frozen(content).ties(str)
    assert len(told) == len(content["ties"])
    assert all("equal points" in words for words in told)


def test_letters_tell_the_same_of_their_criteria(content: dict[str, Any]) -> None:
    told = list(criteria_told(content))
    assert [(each["key"], each["weight"], each["threshold"]) for each in told] == [
        (each["key"], each["weight"], each["threshold"]) for each in content["rules"]["criteria"]
    ]
    assert {each["highest"] for each in told} == {str(content["rules"]["scale_max"])}


def test_decisions_keep_their_points_to_the_letter(content: dict[str, Any]) -> None:
    kept = [None if each.points is None else f"{each.points:f}" for each in ranked_entries(content)]
    assert kept == [each["points"] for each in content["entries"]]


@pytest.mark.parametrize(
    ("text", "words"), [("27", "27"), ("22.5", "22.5"), ("83.3333", "83.33"), ("80.0000", "80.00"), (None, "")]
)
def test_points_are_shown_as_the_rules_print_them_with_two_places_at_most(text: str | None, words: str) -> None:
    assert shown_points(text) == words
