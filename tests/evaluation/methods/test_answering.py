"""Answers against their questions, and beside those that were given before. No database."""

from typing import Any

import pytest

from evaluation.methods.answering import questions, read_answer, together, with_answer
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts
from evaluation.methods.refusals import ActRefused

ORDER = Ask("ties/jury", "jury", ("a", "b"), "", "order", "main")
CHOICE = Ask("takes/best", "jury", ("a", "b", "c"), "", "choice", None, 1, 2)
SEED = Ask("ties/lot", "draw", ("a", "b"), "", "seed")
BALLOTS = Ask("valid/vote", "official", ("a", "b"), "", "number")
PART = Ask("number/vote", "official", ("a", "b"), "", "number")
GROUPS = Ask("limits/team", "jury", ("a", "b"), "", "groups")


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (ORDER, ["b", "a"]),
        (CHOICE, ["c", "a"]),
        (SEED, "12 7 49"),
        (BALLOTS, "1200"),
        (PART, {"a": "62.5", "b": "-3"}),
        (GROUPS, {"a": "roads", "b": "rail"}),
        (Ask("order/main", "jury", ("a", "b"), "", "order"), ["b"]),
    ],
)
def test_an_answer_is_kept_as_the_question_wants_it(ask: Ask, answer: Any) -> None:
    assert read_answer(ask, answer) == answer


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (ORDER, ["b"]),
        (ORDER, ["b", "b"]),
        (ORDER, ["a", "b", "c"]),
        (ORDER, "b"),
        (CHOICE, []),
        (CHOICE, ["a", "b", "c"]),
        (SEED, "  "),
        (SEED, "7" * 201),
        (BALLOTS, "12.5"),
        (BALLOTS, "-1"),
        (BALLOTS, "007"),
        (Ask("rewards/others", "authority", (), "", "number", None, 2, 5), "6"),
        (PART, {"a": "1"}),
        (PART, {"a": "1", "b": "1e3"}),
        (PART, {"a": "1", "b": "2", "c": "3"}),
        (GROUPS, {"a": "roads", "b": " "}),
        (Ask("order/main", "jury", ("a", "b"), "", "order"), []),
    ],
)
def test_anything_else_is_refused(ask: Ask, answer: Any) -> None:
    with pytest.raises(ActRefused):
        read_answer(ask, answer)


def test_one_answer_serves_every_group_of_a_draw_but_each_order_is_a_question_of_its_own() -> None:
    other = Ask("ties/lot", "draw", ("c", "d"), "", "seed")
    later = Ask("ties/jury", "jury", ("c", "d"), "", "order", "main")
    assert [each.about for each in questions([SEED, other, ORDER, later])] == [("a", "b", "c", "d"), ("a", "b"), ("c", "d")]


def test_an_answer_stands_beside_those_of_other_entries_and_in_the_place_of_its_own() -> None:
    assert together(ORDER, ["c", "d"], ["b", "a"]) == ["c", "d", "b", "a"]
    assert together(ORDER, ["b", "a", "c"], ["a", "b"]) == ["c", "a", "b"]
    assert together(CHOICE, ["a"], ["b"]) == ["b"]
    assert together(PART, {"a": "1", "c": "2"}, {"a": "3", "b": "4"}) == {"c": "2", "a": "3", "b": "4"}
    assert together(SEED, "1", "2") == "2"
    assert together(SEED, None, "2") == "2"


@pytest.mark.parametrize(
    ("wants", "answer", "expected"),
    [
        ("order", ["b", "a"], Acts(chosen={"step": ("b", "a")})),
        ("choice", ["b"], Acts(chosen={"step": ("b",)})),
        ("seed", "7", Acts(seeds={"step": "7"})),
        ("number", "7", Acts(numbers={"step": "7"})),
        ("number", {"a": "7"}, NO_ACTS),
        ("sums", {"a": "7"}, Acts(sums={"step": {"a": "7"}})),
        ("groups", {"a": "x"}, Acts(groups={"step": {"a": "x"}})),
        ("marks", {"a": {"benefit": "4"}}, Acts(marks={"step": {"a": {"benefit": "4"}}})),
    ],
)
def test_each_kind_of_answer_has_its_place(wants: str, answer: Any, expected: Acts) -> None:
    acts = with_answer(NO_ACTS, "step", wants, answer)
    assert acts == expected
    assert Acts.from_json(acts.as_json()) == acts


def test_acts_without_marks_are_published_as_they_always_were() -> None:
    assert set(NO_ACTS.as_json()) == {"chosen", "numbers", "seeds", "sums", "groups", "used", "withheld"}
