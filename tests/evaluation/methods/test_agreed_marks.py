"""Marks that the jury agreed in session, where those of its jurors make no common one. No database."""

from typing import Any

import pytest

from evaluation.methods.entries import NO_ACTS, Acts, Card, Entry
from evaluation.methods.explaining import explain
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import MarkRefused
from evaluation.methods.results import Ranking
from tests.factories import rules as make
from tests.factories.rules import Piece

BOTH: dict[str, Any] = {"idea": "6", "use": "8"}


def ranked(aggregation: Piece, entries: list[Entry], marks: dict[str, dict[str, str]] | None = None, **further: Any) -> Ranking:
    criteria = [make.criterion("idea"), make.criterion("use", **further)]
    rules = make.judging(make.part(criteria=criteria, aggregation=aggregation))
    return rank(rules, entries, acts=Acts(marks={"marks/main": marks}) if marks else NO_ACTS)


def entry(code: str, *rows: tuple[str, str]) -> Entry:
    cards = tuple(Card(f"J{number}", dict(zip(("idea", "use"), row, strict=True))) for number, row in enumerate(rows))
    return Entry(code, cards={"main": cards})


DIFFERING = entry("a", ("4", "8"), ("6", "8"))
AGREED = entry("b", ("5", "5"), ("5", "5"))


@pytest.mark.parametrize("first", ["total", "criterion"])
@pytest.mark.parametrize("over", [{"kind": "agreed"}, make.SINGLE, make.trimmed()])
def test_what_does_not_come_to_one_value_is_asked_and_the_agreed_marks_count(first, over):
    rule = make.points(over=over, first=first)
    asked = ranked(rule, [DIFFERING])
    assert [(ask.step, ask.wants, ask.about) for ask in asked.asks] == [("marks/main", "marks", ("a",))]
    assert asked.of("a").rank is None
    found = ranked(rule, [DIFFERING], {"a": BOTH})
    assert (found.asks, found.of("a").total, found.of("a").rank) == ((), 14, 1)
    assert found.of("a").value_of("main", "idea") == 6


def test_other_entries_keep_the_marks_of_their_jurors():
    found = ranked(make.points(over=make.SINGLE), [DIFFERING, AGREED], {"a": BOTH})
    assert [(each.work_code, each.total) for each in found.standings] == [("a", 14), ("b", 10)]


def test_a_sum_of_places_takes_agreed_marks_as_those_of_every_juror():
    rule = make.places("sum_of_ranks", missing="given_only")
    short = entry("c", ("9", "9"))
    assert [(ask.step, ask.about) for ask in ranked(rule, [DIFFERING, AGREED, short]).asks] == [("marks/main", ("c",))]
    found = ranked(rule, [DIFFERING, AGREED, short], {"c": {"idea": "5", "use": "6"}})
    # c has 11 with both jurors, a 12 and 14, b 10 and 10.
    assert {each.work_code: each.total for each in found.standings} == {"a": 2, "c": 4, "b": 6}


def test_where_the_jury_agreed_everything_there_is_one_order():
    rule = make.places("mean_of_ranks")
    found = ranked(rule, [DIFFERING, AGREED], {"a": BOTH, "b": {"idea": "9", "use": "9"}})
    assert {each.work_code: each.total for each in found.standings} == {"b": 1, "a": 2}


def test_a_minimum_binds_agreed_marks_too():
    found = ranked(make.points(over=make.SINGLE), [DIFFERING], {"a": BOTH}, minimum="9")
    assert found.of("a").out is not None
    assert found.of("a").out.why == "below_minimum"


def test_a_knock_out_is_failed_by_the_jury_as_one():
    rules = make.judging(
        make.part(
            criteria=[make.criterion("idea"), make.criterion("safe", {"kind": "pass_fail"})],
            aggregation=make.points(over=make.SINGLE),
        )
    )
    acts = Acts(marks={"marks/main": {"a": {"idea": "6", "safe": "fail"}}})
    cards = (Card("J1", {"idea": "4", "safe": "pass"}), Card("J2", {"idea": "6", "safe": "pass"}))
    out = rank(rules, [Entry("a", cards={"main": cards})], acts=acts).of("a").out
    assert out is not None
    assert (out.why, out.about) == ("failed", "safe")


@pytest.mark.parametrize("marks", [{"idea": "6"}, {"idea": "6", "use": "99"}])
def test_a_mark_that_is_missing_or_off_the_scale_is_refused(marks):
    with pytest.raises(MarkRefused):
        ranked(make.points(over=make.SINGLE), [DIFFERING], {"a": marks})


@pytest.mark.parametrize("over", [make.SINGLE, make.trimmed()])
def test_the_explanation_says_that_the_jury_agreed_them(over):
    rules = make.judging(make.part(criteria=[make.criterion("idea"), make.criterion("use")], aggregation=make.points(over=over)))
    found = rank(rules, [DIFFERING], acts=Acts(marks={"marks/main": {"a": BOTH}}))
    [part, *_rest] = explain(rules, found, "a")
    assert part.below[0].words == "The jury agreed these marks in session"
    assert [each.value for each in part.below[1:]] == [6, 8]
