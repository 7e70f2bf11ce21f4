"""Limits of answers: every kind is told in words, and what can be counted is counted, by itself or together with others."""

from dataclasses import dataclass
from typing import get_args

import pytest
from django.utils import translation

from challenges.rules.base import kinds_of
from challenges.rules.questions import AnswerLimit
from submissions.answers import Given
from submissions.answers.limits import BOUNDS
from tests.submissions.asking import form, limit, money, question

MEGABYTE = 1024**2


@dataclass(frozen=True)
class Paper:
    question_key: str = "q"
    size: int = 1000
    pages: int | None = 3


def messages(*questions, answers=None, files=()):
    return [str(gap.message) for gap in form(*questions).gaps(Given(answers or {}, files))]


def words_of(kind, **members):
    found = form(question("line", limits=[limit(kind, **members)]))
    return found.limits_of(found.by_key["q"])[0]


def all_kinds():
    return [kind for part in get_args(get_args(AnswerLimit)[0]) for kind in kinds_of(part)]


def test_every_kind_of_limit_is_told_by_one_class():
    assert set(BOUNDS) == set(all_kinds())


@pytest.mark.parametrize("kind", all_kinds())
@pytest.mark.parametrize("of", ["line", "text", "number", "money", "many_of", "file", "link", "table", "date"])
def test_every_kind_is_told_in_both_languages_and_stands_beside_any_question(kind, of):
    bounded = question(of, limits=[limit(kind)], required=False)
    found = form(bounded)
    told = []
    for language in ("en", "pl"):
        with translation.override(language):
            told += found.limits_of(found.by_key["q"])
    assert all(told)
    assert messages(bounded, files=[Paper()]) == []


@pytest.mark.parametrize(
    ("kind", "members", "words"),
    [
        ("words", {"at_most": "500"}, "Words: at most 500."),
        ("pages", {"at_most": "4", "not_counted": {"en": "annexes"}}, "Pages: at most 4. Not counted: annexes"),
        ("value", {"at_least": "0", "at_most": "12.5", "unit": "km"}, "Value: at least 0, at most 12.5 km."),
        ("target", {"any_of": ["video", "page"]}, "What the link leads to: video, page."),
        ("pattern", {}, "Form of the answer: 00-000."),
    ],
)
def test_limits_are_told_before_somebody_answers(kind, members, words):
    assert words_of(kind, **members) == words


@pytest.mark.parametrize(
    ("of", "bound", "answer", "found"),
    [
        ("text", limit("words", at_most="3"), "one two three", None),
        ("text", limit("words", at_most="3"), "one two  three\nfour", "Words: at most 3. Now: 4."),
        ("text", limit("words", at_least="3"), "one two", "Words: at least 3. Now: 2."),
        ("line", limit("characters", at_most="5"), "123456", "Characters: at most 5. Now: 6."),
        ("line", limit("characters", at_most="300"), "x" * 299, None),
        ("table", limit("words", at_most="2"), [{"a": "one two", "b": "three"}], "Words: at most 2. Now: 3."),
        ("many_of", limit("choices", at_most="1"), ["a", "b"], "Choices: at most 1. Now: 2."),
        ("number", limit("value", at_most="62.5"), "62.5", None),
        ("number", limit("value", at_most="62.5"), "62.51", "Value: at most 62.5. Now: 62.51."),
        ("number", limit("value", at_least="-1"), "-1.5", "Value: at least -1. Now: -1.5."),
        ("money", limit("sum", at_least=money("10")), "9.99", "(tax: nothing is added). Now: PLN\N{NO-BREAK SPACE}9.99."),
        ("link", limit("minutes", at_most="1"), "https://example.org/film", None),
        ("text", limit("words", at_most="1", not_counted={"en": "names"}), "two words", None),
    ],
)
def test_what_can_be_counted_is_counted(of, bound, answer, found):
    told = messages(question(of, limits=[bound]), answers={"q": answer})
    assert len(told) == (0 if found is None else 1)
    assert found is None or found in told[0]


@pytest.mark.parametrize(
    ("bound", "files", "found"),
    [
        (limit("pages", at_most="4"), [Paper(pages=4)], None),
        (limit("pages", at_most="4"), [Paper(pages=3), Paper(pages=2)], "Pages: at most 4. Now: 5."),
        (limit("pages", at_most="4"), [Paper(pages=None)], None),
        (limit("megabytes", at_most="1"), [Paper(size=MEGABYTE)], None),
        (limit("megabytes", at_most="1"), [Paper(size=MEGABYTE + 1)], "Megabytes: at most 1. Now: 1.1."),
        (limit("files", at_least="2", at_most="3"), [Paper()], "Files: at least 2, at most 3. Now: 1."),
    ],
)
def test_files_are_counted(bound, files, found):
    told = messages(question("file", limits=[bound]), files=files)
    assert len(told) == (0 if found is None else 1)
    assert found is None or found in told[0]


def test_answers_are_counted_together():
    shared = question("text", limits=[limit("words", at_most="4", over=["title"])])
    title = question("line", "title")
    assert messages(title, shared, answers={"title": "one two", "q": "three four"}) == []
    told = messages(title, shared, answers={"title": "one two", "q": "three four five"})
    assert told == ["“Q” does not keep to its limit. Words: at most 4. Counted together with: Title. Now: 5."]


def test_what_is_not_asked_is_not_counted_together():
    door = question("yes_no", "door")
    hidden = question("line", "title", only_if={"question": "door", "any_of": ["yes"]})
    shared = question("text", limits=[limit("words", at_most="2", over=["title"])])
    answers = {"title": "left in the draft", "q": "two words"}
    assert messages(door, hidden, shared, answers={"door": "no", **answers}) == []
    assert len(messages(door, hidden, shared, answers={"door": "yes", **answers})) == 1


def test_a_lower_bound_asks_nothing_of_an_answer_that_may_be_left_out():
    assert messages(question("text", required=False, limits=[limit("words", at_least="3")])) == []


def test_one_limit_is_counted_while_somebody_writes():
    def fields(*limits):
        return form(question("text", limits=list(limits))).by_key["q"].field(label="Q")

    assert fields(limit("words", at_most="120")).max_words == 120
    assert fields(limit("characters", at_most="500")).max_length == 500
    assert fields(limit("words", at_most="120", over=["x"])).max_words is None


def test_a_question_takes_as_many_files_as_its_limit_says():
    def places(*limits):
        return form(question("file", limits=list(limits))).by_key["q"].places

    assert places() == 1
    assert places(limit("pages", at_most="4")) == 1
    assert places(limit("files", at_most="3")) == 3
    assert places(limit("files", at_least="1")) == 20
