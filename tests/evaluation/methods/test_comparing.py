"""Across the entries: places, ballots, orders, parts combined."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from challenges.rules.juries import Vote
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import UndefinedError
from evaluation.methods.results import Ranking
from tests.evaluation.methods.entering import cards, marked, ranks, totals
from tests.factories.rules import (
    SUM,
    Piece,
    agreed_order,
    ballots,
    by_rank,
    criterion,
    judging,
    numbers,
    part,
    places,
    points,
    shares,
    text,
    tie,
)

BEST = {"kind": "percent_of_best"}
MOST = {"kind": "percent_of_maximum"}


def judged(aggregation: Piece, marks: Mapping[str, Sequence[Any]], **further: Any) -> Ranking:
    minimum = further.pop("minimum", None)
    main = part(criteria=[criterion("a", numbers("100"), minimum=minimum)], aggregation=aggregation)
    return rank(judging(main, **further), marked(marks))


def first(ranking: Ranking) -> list[str]:
    return sorted(code for code, place in ranks(ranking).items() if place == 1)


# --- Places of the jurors' orders ---------------------------------------------------------------------------------------

THREE = {"X": (100, 70, 70), "Y": (60, 75, 75), "Z": (61, 60, 60)}


def test_places_give_another_winner_than_points():
    assert first(judged(points(), THREE)) == ["X"]
    assert totals(judged(places("mean_of_ranks"), THREE)) == {"X": "5/3", "Y": "5/3", "Z": "8/3"}
    assert totals(judged(places("sum_of_ranks"), THREE)) == {"X": "5", "Y": "5", "Z": "8"}


def test_fewer_places_are_better_and_points_break_the_tie():
    ranking = judged(places(), THREE, ties=[tie("total_of_points"), tie("shared_rank")])
    assert ranking.fewer_is_better
    assert ranks(ranking) == {"X": 1, "Y": 2, "Z": 3}


@pytest.mark.parametrize(("equal", "expected"), [("shared", "4"), ("mean_of_places", "5")])
def test_equal_in_one_jurors_order(equal, expected):
    ranking = judged(places("sum_of_ranks", equal=equal), {"X": (9, 1), "Y": (9, 2), "Z": (9, 9)})
    assert totals(ranking)["X"] == expected


def test_who_is_knocked_out_takes_no_place_from_others():
    marks = {"A": (90, 60), "B": (60, 100), "C": (80, 20), "D": (70, 10)}
    assert totals(judged(places("sum_of_ranks"), marks)) == {"A": "3", "B": "5", "C": "5", "D": "7"}
    with_minimum = judged(places("sum_of_ranks"), marks, minimum="50")
    assert totals(with_minimum) == {"A": "3", "B": "4", "C": "5", "D": "None"}


@pytest.mark.parametrize(("missing", "expected"), [("not_scored", "None"), ("given_only", "2")])
def test_a_missing_card_among_places(missing, expected):
    marks = {"A": (9, 1, None), "B": (8, 2, 9), "C": (7, 3, 1)}
    assert totals(judged(places(missing=missing), marks))["A"] == expected


def test_a_sum_of_places_without_every_juror_is_asked_about():
    ranking = judged(places("sum_of_ranks", missing="given_only"), {"A": (9, 1, None), "B": (8, 2, 9)})
    assert [(ask.step, ask.about) for ask in ranking.asks] == [("marks/main", ("A",))]
    assert ranks(ranking) == {"B": 1, "A": None}


def test_places_often_give_another_winner_in_made_up_contests():
    made, differing = random.Random(1), 0  # noqa: S311 - made-up marks
    breaker = [tie("total_of_points"), tie("shared_rank")]
    for _contest in range(100):
        marks = {code: [made.randint(0, 20) for _juror in range(3)] for code in "UVWXYZ"}
        differing += first(judged(points(), marks)) != first(judged(places(), marks, ties=breaker))
    assert 10 <= differing <= 35


# --- Ballots ------------------------------------------------------------------------------------------------------------

STARS = {"few": "555", "a": "55544", "b": "44444", "c": "333333", "e": "2222", "f": "1111"}


def starred(stars: Mapping[str, str]) -> list[Entry]:
    return [Entry(code, ballots={"main": {star: given.count(star) for star in set(given)}}) for code, given in stars.items()]


def voted(**votes: int) -> list[Entry]:
    return [Entry(code, ballots={"main": {"1": count} if count else {}}) for code, count in votes.items()]


def vote(**further: Any) -> Vote:
    ballot = {"kind": "approve", "choices": 1}
    return Vote.model_validate(
        {
            "kind": "vote",
            "key": "jury",
            "title": text("Public"),
            "who": [],
            "known_by": "nothing",
            "ballot": ballot,
            "binding": True,
            "minimum_ballots": None,
            "if_fewer": None,
            "own_entry": False,
            "running_counts_shown": False,
            **further,
        }
    )


def test_mean_of_stars():
    ranking = rank(judging(part(aggregation=ballots("mean_of_stars"))), starred(STARS))
    assert totals(ranking) == {"few": "5", "a": "23/5", "b": "4", "c": "3", "e": "2", "f": "1"}


def test_without_a_star_there_is_no_mean_and_without_a_vote_there_are_none():
    assert rank(judging(part(aggregation=ballots("mean_of_stars"))), voted(a=0)).of("a").out.why == "not_scored"
    assert totals(rank(judging(part(aggregation=ballots())), voted(a=3, b=0))) == {"a": "3", "b": "0"}


def test_votes_in_percent_of_valid_and_of_all_ballots():
    valid = judging(part(aggregation=ballots(percent_of="valid")))
    assert totals(rank(valid, voted(a=3, b=1), juries=[vote()])) == {"a": "75", "b": "25"}

    everything = judging(part(aggregation=ballots(percent_of="all")))
    asked = rank(everything, voted(a=3, b=1), juries=[vote()])
    assert [(ask.step, ask.who, ask.wants) for ask in asked.asks] == [("blank/main", "official", "number")]
    assert ranks(asked) == {"a": None, "b": None}
    told = Acts(numbers={"blank/main": "1"})
    assert totals(rank(everything, voted(a=3, b=1), juries=[vote()], acts=told)) == {"a": "60", "b": "20"}


def test_where_a_ballot_names_several_entries_votes_are_no_ballots():
    rules = judging(part(aggregation=ballots(percent_of="valid")))
    public = vote(ballot={"kind": "approve", "choices": 2})
    assert [ask.step for ask in rank(rules, voted(a=3, b=1), juries=[public]).asks] == ["valid/main"]
    told = Acts(numbers={"valid/main": "4"})
    assert totals(rank(rules, voted(a=4, b=2), juries=[public], acts=told)) == {"a": "100", "b": "50"}


LEAST = {"minimum_ballots": 100}


def test_with_too_few_ballots_an_official_decides_whose_count():
    rules, public = judging(part(aggregation=ballots())), vote(**LEAST, if_fewer="official")
    asked = rank(rules, voted(a=20, b=7), juries=[public])
    assert [(ask.step, ask.who, ask.about) for ask in asked.asks] == [("ballots/main", "official", ("a", "b"))]
    for counting, expected in ((("a", "b"), {"a": "20", "b": "7"}), ((), {"a": "0", "b": "0"})):
        decided = Acts(chosen={"ballots/main": counting})
        assert totals(rank(rules, voted(a=20, b=7), juries=[public], acts=decided)) == expected


def test_with_too_few_ballots_the_rules_may_say_zero():
    found = rank(judging(part(aggregation=ballots())), voted(a=20, b=7), juries=[vote(**LEAST, if_fewer="zero")])
    assert (totals(found), found.asks) == ({"a": "0", "b": "0"}, ())


def test_blank_ballots_count_towards_the_least():
    told = Acts(numbers={"blank/main": "73"})
    found = rank(judging(part(aggregation=ballots())), voted(a=20, b=7), juries=[vote(**LEAST, if_fewer="zero")], acts=told)
    assert totals(found) == {"a": "20", "b": "7"}


def test_a_mean_of_stars_is_no_percentage():
    with pytest.raises(UndefinedError):
        rank(judging(part(aggregation=ballots("mean_of_stars", "valid"))), starred(STARS))


# --- An order that is handed in ----------------------------------------------------------------------------------------


def test_an_order_is_asked_of_the_jury_and_then_holds():
    rules = judging(part(aggregation=agreed_order()))
    entries = [Entry("a"), Entry("b"), Entry("c")]
    [ask] = rank(rules, entries).asks
    assert (ask.step, ask.who, ask.wants, ask.about) == ("order/main", "jury", "order", ("a", "b", "c"))

    found = rank(rules, entries, acts=Acts(chosen={"order/main": ("b", "a")}))
    assert ranks(found) == {"b": 1, "a": 2, "c": None}
    assert found.of("c").out.why == "not_placed"


def test_a_failed_knock_out_leaves_the_order():
    legal = criterion("legal", {"kind": "pass_fail"})
    entries = [Entry("a", cards={"main": cards({"legal": "fail"})}), Entry("b", cards={"main": cards({"legal": "pass"})})]
    acts = Acts(chosen={"order/main": ("a", "b")})
    found = rank(judging(part(criteria=[legal], aggregation=agreed_order())), entries, acts=acts)
    assert ranks(found) == {"b": 1, "a": None}


# --- Parts combined -----------------------------------------------------------------------------------------------------


def two_parts(**values: tuple[int, int]) -> list[Entry]:
    return [Entry(code, cards={"x": cards({"a": str(x)}), "y": cards({"a": str(y)})}) for code, (x, y) in values.items()]


def combined(combine: Piece, entries: list[Entry], y: Piece | None = None, acts: Acts = NO_ACTS) -> Ranking:
    scale = criterion("a", numbers("100"))
    return rank(judging(part("x", [scale]), part("y", [scale], y), combine=combine), entries, acts=acts)


MADE = {"p": (90, 10), "q": (80, 40), "r": (70, 20)}


@pytest.mark.parametrize(
    ("normalise", "expected"),
    [
        # By hand: 70 x 10/10 + 30 x 3/10; 70 x 6/10 + 30 x 10/10; 70 x 3/10 + 30 x 6/10.
        (by_rank(["10", "6", "3"]), {"p": "79", "q": "72", "r": "39"}),
        (by_rank(), {"p": "80", "q": "230/3", "r": "130/3"}),
        (BEST, {"p": "155/2", "q": "830/9", "r": "625/9"}),
        (MOST, {"p": "66", "q": "68", "r": "55"}),
    ],
)
def test_how_parts_are_made_comparable_decides_the_result(normalise, expected):
    found = combined(shares(("x", "70", normalise), ("y", "30", normalise)), two_parts(**MADE))
    assert totals(found) == dict(sorted(expected.items(), key=lambda each: ranks(found)[each[0]] or 0))


@pytest.mark.parametrize(("equal", "expected"), [("shared", "100"), ("mean_of_places", "90")])
def test_two_on_one_place_take_the_better_worth_or_the_mean(equal, expected):
    entries = two_parts(p=(90, 1), q=(90, 1), r=(70, 1))
    found = combined(shares(("x", "50", by_rank(["10", "6", "3"], equal)), ("y", "50", BEST)), entries)
    # By hand: 50 x 10/10 or 50 x 8/10, and 50 of the shared best.
    assert totals(found)["p"] == expected


def test_where_nobody_has_anything_the_best_share_is_nothing():
    found = combined(shares(("x", "50", BEST), ("y", "50", BEST)), two_parts(p=(0, 5), q=(0, 0)))
    assert totals(found) == {"p": "50", "q": "0"}


def test_places_are_not_added_to_points():
    with pytest.raises(UndefinedError):
        combined(SUM, two_parts(**MADE), places())
    by_places = shares(("x", "70", by_rank(["10", "6", "3"])), ("y", "30", by_rank(["10", "6", "3"])))
    assert totals(combined(by_places, two_parts(**MADE), places("sum_of_ranks")))["q"] == "72"


@pytest.mark.parametrize("normalise", [BEST, MOST])
def test_places_have_no_percentage(normalise):
    with pytest.raises(UndefinedError):
        combined(shares(("x", "70", BEST), ("y", "30", normalise)), two_parts(**MADE), places())


def test_who_lacks_one_part_has_no_total():
    entries = [*two_parts(p=(90, 10)), Entry("q", cards={"x": cards({"a": "100"})})]
    found = combined(SUM, entries)
    assert (totals(found), found.of("q").out.why, found.of("q").out.part) == ({"p": "100", "q": "None"}, "not_scored", "y")


def test_a_share_of_a_vote_may_be_entered_by_an_act():
    entries = [
        Entry("p", cards={"x": cards({"a": "50"})}, by_act={"y": "40"}),
        Entry("q", cards={"x": cards({"a": "60"})}, by_act={"y": "60"}),
    ]
    found = combined(shares(("x", "80", MOST), ("y", "20", MOST)), entries, ballots(percent_of="valid"))
    assert totals(found) == {"q": "60", "p": "48"}
