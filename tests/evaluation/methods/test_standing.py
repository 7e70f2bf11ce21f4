"""Ranks, ties, lots, windows, and who is compared at all."""

from typing import Any

import pytest

from challenges.rules.participation import Limit, Lot
from evaluation.methods.admitting import admit
from evaluation.methods.draws import drawn
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.hearing import Out
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import UndefinedError
from evaluation.methods.results import Ranking
from evaluation.methods.scopes import Scope
from tests.evaluation.methods.entering import cards, entry, ranks, scored, totals
from tests.factories.rules import (
    Piece,
    condition,
    criterion,
    judging,
    jury_decides,
    limit,
    numbers,
    part,
    places,
    shares,
    text,
    tie,
)

POINTS = part(criteria=[criterion("a", numbers("100"))])


def broken(*ties: Piece, entries: list[Entry] | None = None, acts: Acts = NO_ACTS) -> Ranking:
    main = part(criteria=[criterion("a", numbers("100")), criterion("b", numbers("100"))])
    return rank(judging(main, ties=ties), entries if entries is not None else TIED, acts=acts)


# Three with 10 points in all; x arrived last and has most in b.
TIED = [
    entry("x", {"a": "4", "b": "6"}, arrival=3, facts=frozenset({"student"})),
    entry("y", {"a": "5", "b": "5"}, arrival=1),
    entry("z", {"a": "5", "b": "5"}, arrival=2),
]


# --- Ties ---------------------------------------------------------------------------------------------------------------


def test_equal_entries_share_the_better_rank_and_a_gap_follows():
    assert ranks(rank(judging(POINTS), scored(a=90, b=90, c=80))) == {"a": 1, "b": 1, "c": 3}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([tie("earlier_submission")], {"y": 1, "z": 2, "x": 3}),
        ([tie("criterion", part="main", criterion="b")], {"x": 1, "y": 2, "z": 2}),
        ([tie("criterion", part="main", criterion="a")], {"y": 1, "z": 1, "x": 3}),
        ([tie("applicant_fact", condition=condition("student"))], {"x": 1, "y": 2, "z": 2}),
        ([tie("criterion", part="main", criterion="b"), tie("earlier_submission")], {"x": 1, "y": 2, "z": 3}),
        ([tie("total_of_points")], {"x": 1, "y": 1, "z": 1}),
    ],
)
def test_ties_are_broken_by_the_rules_in_their_order(rules, expected):
    assert ranks(broken(*rules, tie("shared_rank"))) == expected


def test_what_each_rule_did_is_kept():
    ranking = broken(tie("criterion", "by-b", part="main", criterion="b"), tie("earlier_submission"), tie("shared_rank"))
    [found] = ranking.ties
    assert found.work_codes == ("x", "y", "z")
    assert [(split.rule, split.groups) for split in found.splits] == [
        ("by-b", (("x",), ("y", "z"))),
        ("earlier-submission", (("y",), ("z",))),
    ]
    assert found.remaining == ()


def test_the_jury_is_asked_and_then_decides():
    asked = broken(jury_decides())
    assert [(ask.step, ask.who, ask.jury, ask.about) for ask in asked.asks] == [
        ("ties/jury-decides", "jury", "jury", ("x", "y", "z"))
    ]
    decided = broken(jury_decides(), acts=Acts(chosen={"ties/jury-decides": ("z", "x", "y")}))
    assert (ranks(decided), decided.asks) == ({"z": 1, "x": 2, "y": 3}, ())


def test_who_decides_nothing_is_a_fault_of_the_rules():
    [ask] = broken(tie("earlier_submission"), entries=[entry("x", {"a": "1", "b": "1"}), entry("y", {"a": "1", "b": "1"})]).asks
    assert (ask.step, ask.who) == ("ties/none", "nobody")


def test_a_criterion_that_was_left_out_says_nothing():
    narrow = {"question": "kind", "any_of": ["wide"]}
    main = part(criteria=[criterion("a"), criterion("b", only_if=narrow, otherwise="left_out")])
    rules = judging(main, ties=[tie("criterion", part="main", criterion="b"), tie("shared_rank")])
    entries = [entry("x", {"a": "5", "b": "0"}, answers={"kind": ("wide",)}), entry("y", {"a": "5"})]
    assert ranks(rank(rules, entries)) == {"x": 1, "y": 1}


def test_a_draw_is_the_order_of_digests():
    # As a shell says: printf %s "4712$code" | sha256sum begins with c30a02 for a, 957515 for b, 9f14c3 for c.
    assert drawn("4712", ["a", "b", "c"]) == ["b", "c", "a"]
    assert drawn("4712", ["c", "b", "a"]) == ["b", "c", "a"]
    assert drawn("4711", ["a", "b", "c"]) == ["a", "b", "c"]


# --- Lots ---------------------------------------------------------------------------------------------------------------

LOTS = [
    Lot.model_validate({"key": key, "title": text(key), "within": of})
    for key, of in (("one", None), ("two", None), ("sub", "two"))
]


def in_lots() -> list[Entry]:
    return [
        entry(code, {"a": str(mark)}, lots=lots)
        for code, lots, mark in [("a", ("one",), 9), ("b", ("two",), 7), ("c", ("one", "two"), 8), ("d", ("sub",), 6)]
    ]


@pytest.mark.parametrize(
    ("lot", "expected"),
    [
        (None, {"a": 1, "c": 2, "b": 3, "d": 4}),
        ("one", {"a": 1, "c": 2}),
        ("two", {"c": 1, "b": 2, "d": 3}),
        ("sub", {"d": 1}),
    ],
)
def test_each_lot_has_its_ranking(lot, expected):
    assert ranks(rank(judging(POINTS), in_lots(), scope=Scope.of(LOTS, lot))) == expected


def test_a_part_for_some_lots_is_not_asked_of_others():
    more = part("more", [criterion("a")], lots=["two"])
    combine = shares(("main", "60", {"kind": "percent_of_maximum"}), ("more", "40", {"kind": "percent_of_maximum"}))
    rules = judging(part(criteria=[criterion("a")]), more, combine=combine)
    entries = [
        Entry("a", lots=("one",), cards={"main": cards({"a": "5"})}),
        Entry("b", lots=("sub",), cards={"main": cards({"a": "5"}), "more": cards({"a": "10"})}),
    ]
    assert totals(rank(rules, entries, scope=Scope.of(LOTS, "one"))) == {"a": "50"}
    assert totals(rank(rules, entries, scope=Scope.of(LOTS, "two"))) == {"b": "70"}


def test_a_tie_rule_for_a_lot_holds_in_its_parts_and_nowhere_else():
    rules = judging(POINTS, ties=[tie("earlier_submission", lots=["two"]), tie("shared_rank")])
    entries = [
        entry("x", {"a": "5"}, lots=("one", "sub"), arrival=2),
        entry("y", {"a": "5"}, lots=("one", "sub"), arrival=1),
    ]
    assert ranks(rank(rules, entries, scope=Scope.of(LOTS, "sub"))) == {"y": 1, "x": 2}
    assert ranks(rank(rules, entries, scope=Scope.of(LOTS, "one"))) == {"x": 1, "y": 1}


def test_questions_name_their_lot():
    rules = judging(POINTS, ties=[jury_decides()])
    entries = [entry(code, {"a": "5"}, lots=("one",)) for code in "xy"]
    [ask] = rank(rules, entries, scope=Scope.of(LOTS, "one")).asks
    assert ask.step == "ties/jury-decides@one"


# --- Windows ------------------------------------------------------------------------------------------------------------


def test_each_window_has_its_ranking():
    entries = [entry("a", {"a": "1"}, window="w1"), entry("b", {"a": "2"}, window="w2")]
    assert ranks(rank(judging(POINTS, windows="each"), entries, scope=Scope(window="w2"))) == {"b": 1}


def test_judged_one_by_one_nobody_has_a_rank_and_no_tie_is_asked():
    found = rank(judging(POINTS, windows="one_by_one", ties=[jury_decides()]), scored(a=5, b=9, c=9))
    assert (found.is_rolling, found.asks) == (True, ())
    assert [(each.work_code, each.rank, each.out) for each in found.standings] == [(code, None, None) for code in "abc"]


def test_judged_one_by_one_nothing_may_look_across():
    with pytest.raises(UndefinedError):
        rank(judging(part(criteria=[criterion("a")], aggregation=places()), windows="one_by_one"), scored(a=5))


# --- Who is compared ----------------------------------------------------------------------------------------------------


def admitted(*limits: Piece, entries: list[Entry], scope: Scope | None = None, acts: Acts = NO_ACTS) -> Any:
    rules = [Limit.model_validate(each) for each in limits]
    return admit(entries, rules, scope=scope or Scope(), round_key="one", acts=acts)


def test_who_is_barred_is_not_compared():
    entries = [
        entry("a", {"a": "9"}, barred="inadmissible"),
        entry("b", {"a": "5"}, barred="not_conform"),
        entry("c", {"a": "1"}),
    ]
    found = rank(judging(POINTS), entries, outs=admitted(entries=entries).outs)
    assert ranks(found) == {"c": 1, "a": None, "b": None}
    assert [found.of(code).out for code in "ab"] == [Out("inadmissible"), Out("not_conform")]


THREE = [Entry(code, arrival, "s", answers={"topic": ("x",)}) for code, arrival in (("a", 2), ("b", 1), ("c", 3))]


@pytest.mark.parametrize(
    ("excess", "out"), [("keep_first", {"c"}), ("keep_last", {"b"}), ("disqualify_all", {"a", "b", "c"}), ("refuse", {"c"})]
)
def test_too_many_of_one_supplier(excess, out):
    assert set(admitted(limit("entries", at_most=2, excess=excess), entries=THREE).outs) == out


def test_who_arrived_at_one_moment_is_asked_about():
    same = [Entry(code, 1, "s") for code in "ab"]
    rule = limit("entries", at_most=1, excess="keep_first")
    asked = admitted(rule, entries=same)
    assert [(ask.step, ask.about, ask.at_most) for ask in asked.asks] == [("limits/limit=s", ("a", "b"), 1)]
    assert set(asked.outs) == {"a", "b"}
    assert set(admitted(rule, entries=same, acts=Acts(chosen={"limits/limit=s": ("b",)})).outs) == {"a"}


def test_the_entrant_may_choose():
    rule = limit("entries", at_most=1, excess="applicant_chooses")
    assert [(ask.who, ask.at_most) for ask in admitted(rule, entries=THREE).asks] == [("entrant", 1)]
    assert set(admitted(rule, entries=THREE, acts=Acts(chosen={"limits/limit=s": ("c",)})).outs) == {"a", "b"}


def test_a_capacity_counts_admissible_entries_alone():
    entries = [Entry("a", 1, barred="inadmissible"), Entry("b", 2), Entry("c", 3)]
    found = admitted(limit("admissible_entries", "everyone", 1, excess="keep_first"), entries=entries)
    assert {code: out.why for code, out in found.outs.items()} == {"a": "inadmissible", "c": "over_limit"}


@pytest.mark.parametrize(
    ("of", "out"),
    [
        ("everyone", {"b", "c"}),
        ("applicant", {"c"}),
        ("person", {"b"}),
        ("entry", set()),
        ({"kind": "same_answer", "question": "topic"}, {"b"}),
    ],
)
def test_of_whom_is_counted(of, out):
    entries = [
        Entry("a", 1, "s", members=("p",), answers={"topic": ("x",)}),
        Entry("b", 2, "t", members=("p", "q"), answers={"topic": ("x",)}),
        Entry("c", 3, "s", members=("r",)),
    ]
    assert set(admitted(limit("entries", of, 1), entries=entries).outs) == out


def test_the_jury_names_groups_first():
    rule = limit("entries", {"kind": "named_by_jury", "jury": "jury"}, 1)
    asked = admitted(rule, entries=THREE)
    assert (asked.outs, [(ask.step, ask.who, ask.wants) for ask in asked.asks]) == ({}, [("limits/limit", "jury", "groups")])
    named = Acts(groups={"limits/limit": {"a": "roads", "b": "roads", "c": "rail"}})
    assert set(admitted(rule, entries=THREE, acts=named).outs) == {"a"}


def test_what_was_used_up_elsewhere_counts():
    found = admitted(limit("entries", at_most=2), entries=THREE, acts=Acts(used={"limit": {"s": 1}}))
    assert set(found.outs) == {"a", "c"}


def test_a_limit_within_a_lot_holds_in_its_scope_alone():
    entries = [Entry(code, arrival, "s", lots=("one",)) for arrival, code in enumerate("ab")]
    rule = limit("entries", at_most=1, per="lot")
    assert admitted(rule, entries=entries).outs == {}
    assert set(admitted(rule, entries=entries, scope=Scope.of(LOTS, "one")).outs) == {"b"}


def test_too_many_lots_for_one_entry():
    entries = [Entry("a", lots=("one", "two")), Entry("b", lots=("one",))]
    assert set(admitted(limit("lots", "entry", 1), entries=entries).outs) == {"a"}


@pytest.mark.parametrize(
    ("then", "cancelled", "steps"), [("cancelled", True, []), ("goes_on", False, []), ("official", False, ["shortfalls/limit"])]
)
def test_too_few_entries(then, cancelled, steps):
    rule = limit("admissible_entries", "everyone", None, at_least=5, excess=None, shortfall=then)
    found = admitted(rule, entries=THREE)
    [short] = found.shortfalls
    assert (short.counted, short.at_least, found.is_cancelled) == (3, 5, cancelled)
    assert [ask.step for ask in found.asks] == steps
