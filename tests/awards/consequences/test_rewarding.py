"""Rewards in listed order: ranks shared, bars, exclusions, limits, freed places."""

from dataclasses import replace

import pytest

from awards.consequences.advancing import advance
from awards.consequences.rewarding import Played
from evaluation.methods.entries import Acts, Entry
from evaluation.methods.hearing import Out
from evaluation.methods.ranking import rank
from evaluation.methods.scopes import EVERYTHING
from tests.awards.consequences.rewarding import POINTS, given, ladder, of_pairs, pairs, played
from tests.evaluation.methods.entering import scored
from tests.evaluation.methods.test_published_tables import FIRST, RTTT_1, applications, applied
from tests.factories.rules import (
    advancing,
    ballots,
    condition,
    hurdle,
    item,
    judging,
    limit,
    part,
    to_rank,
    top,
)

THREE = ladder(100, 50, 20)


# --- By rank --------------------------------------------------------------------------------------------------------------


def test_the_two_winners_of_the_first_phase_follow_from_the_totals():
    found = given([item("award", to_rank(1, 2))], played(applied(FIRST), applications()))
    assert sorted(award.work_code for award in found.awards) == sorted(RTTT_1["winners"])


def test_a_ladder_goes_down_the_ranking():
    assert pairs(given(THREE, played(scored(a=90, b=80, c=70, d=60)))) == [("first", "a"), ("second", "b"), ("third", "c")]


def test_two_first_prizes_and_no_second():
    """Bauhaus Museum Dessau: 1, 1, 3, 4."""
    found = given(ladder(40, 30, 20, 10), played(scored(a=90, b=90, c=80, d=70)))
    assert pairs(found) == [("first", "a"), ("first", "b"), ("third", "c"), ("fourth", "d")]


def test_who_share_a_rank_without_a_rule_are_asked_about():
    items = [item("first", to_rank(1), when_shared=None)]
    asked = given(items, played(scored(a=90, b=90)))
    assert [(ask.step, ask.who, ask.about, ask.at_most) for ask in asked.asks] == [("rewards/first", "authority", ("a", "b"), 1)]
    assert pairs(given(items, played(scored(a=90, b=90)), acts=Acts(chosen={"rewards/first": ("b",)}))) == [("first", "b")]


# --- Bars: ranked, not paid -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("least", "winners"), [("50", ["a", "b"]), ("100", [])])
def test_below_the_bar_one_is_ranked_and_not_paid(least, winners):
    """Challenges 1167 and 1189: at least 50, at least 100 points to be paid."""
    bar = hurdle("minimum_score", "least", score=least)
    found = given([item("paid", to_rank(1, 3), bars=[bar])], played(scored(a=90, b=60, c=40)))
    assert [code for _item, code in pairs(found)] == winners
    assert {each.work_code: (each.why, each.about) for each in found.missed}["c"] == ("bar", ("least",))


def test_a_popular_prize_goes_to_the_best_of_those_with_most_ballots():
    """Open Data challenge 896: five with most ballots, then the mean of the stars."""
    stars = {"few": "555", "a": "55544", "b": "44444", "c": "333333", "e": "2222", "f": "1111"}
    vote = judging(part(aggregation=ballots("mean_of_stars")))
    popular = [item("popular", to_rank(1), bars=[hurdle("most_ballots", "most", places=5)])]

    def field(**more: int) -> list[Entry]:
        counts = {code: {star: cast.count(star) for star in set(cast)} for code, cast in stars.items()}
        counts["few"]["5"] += more.get("few", 0)
        return [Entry(code, ballots={"main": each}) for code, each in counts.items()]

    assert pairs(given(popular, played(field(), vote))) == [("popular", "a")]
    asked = given(popular, played(field(few=1), vote))
    assert [(ask.step, ask.about) for ask in asked.asks] == [("bars/popular/most", ("e", "f", "few"))]


# --- Freed places ---------------------------------------------------------------------------------------------------------


def test_with_one_win_for_each_supplier_places_move_up_inside_the_loop():
    found = given(THREE, played(of_pairs(a1=90, a2=80, b1=70, c1=60)), limits=[limit("wins", excess="keep_first_listed")])
    assert pairs(found) == [("first", "a1"), ("second", "b1"), ("third", "c1")]
    assert [award.how for award in found.awards] == ["rank", "moved_up", "moved_up"]
    assert ("second", "a2", "limit") in [(each.item, each.work_code, each.why) for each in found.missed]


def test_a_freed_place_may_go_to_nobody():
    items = ladder(100, 50, 20, freed="nobody")
    found = given(items, played(of_pairs(a1=90, a2=80, b1=70, c1=60)), limits=[limit("wins")])
    assert pairs(found) == [("first", "a1"), ("third", "b1")]


def test_who_moves_up_leaves_its_own_place_to_the_next():
    students = condition("student")
    field = [
        replace(each, facts=frozenset({"student"} if each.work_code != "a" else ())) for each in scored(a=90, b=80, c=70, d=60)
    ]
    found = given(ladder(100, 50, who=[students]), played(field))
    assert pairs(found) == [("first", "b"), ("second", "c")]
    assert [(each.work_code, each.why, each.about) for each in found.missed] == [
        ("a", "condition", ("student",)),
        ("b", "moved_up", ()),
    ]


def test_a_prize_for_another_circle_is_no_rung_of_the_ladder():
    students = item("student", to_rank(1), who=[condition("student")])
    field = [replace(each, facts=frozenset({"student"} if each.work_code == "b" else ())) for each in scored(a=90, b=80)]
    assert pairs(given([students, *ladder(100, 50)], played(field))) == [("student", "b"), ("first", "a"), ("second", "b")]


def test_a_prize_for_those_who_are_not_something():
    outsiders = item("outsider", to_rank(1), who=[condition("staff", effect="exclude")])
    field = [replace(each, facts=frozenset({"staff"} if each.work_code == "a" else ())) for each in scored(a=90, b=80)]
    assert pairs(given([outsiders], played(field))) == [("outsider", "b")]


def test_a_freed_place_for_which_two_are_next_is_asked_about():
    field = [replace(each, facts=frozenset({"student"} if each.work_code != "a" else ())) for each in scored(a=90, b=80, c=80)]
    items = [item("first", to_rank(1), who=[condition("student")])]
    asked = given(items, played(field))
    assert ([(ask.step, ask.about, ask.at_most) for ask in asked.asks], pairs(asked)) == (
        [("rewards/first/freed", ("b", "c"), 1)],
        [],
    )
    assert pairs(given(items, played(field), acts=Acts(chosen={"rewards/first/freed": ("c",)}))) == [("first", "c")]


# --- Exclusions and limits ------------------------------------------------------------------------------------------------


def test_a_reward_that_excludes_another_holds_both_ways():
    items = [item("first", to_rank(1)), item("mention", to_rank(1, 2), not_with=["first"], freed="nobody")]
    assert pairs(given(items, played(scored(a=90, b=80)))) == [("first", "a"), ("mention", "b")]
    items = [item("first", to_rank(1), not_with=["mention"]), item("mention", to_rank(1, 2), freed="nobody")]
    assert pairs(given(items, played(scored(a=90, b=80)))) == [("first", "a"), ("mention", "b")]


def test_rewards_of_two_rounds_are_held_by_one_proposal():
    early = [replace(each, proposal="p") for each in scored(x1=50)]
    late = [replace(each, proposal="p") for each in scored(x2=60)]
    items = [item("final", to_rank(1)), item("early", to_rank(1, of="first"), not_with=["final"])]
    found = given(items, played(late), played(early, of="first"))
    assert (pairs(found), [each.why for each in found.missed]) == ([("final", "x2")], ["not_with"])


@pytest.mark.parametrize(
    ("excess", "winners"),
    [
        ("keep_first", [("first", "a1"), ("second", "b1"), ("third", "c1")]),
        ("keep_last", [("first", "a2"), ("second", "b1"), ("third", "c1")]),
        ("disqualify_all", [("first", "b1"), ("second", "c1")]),
    ],
)
def test_limits_that_look_at_arrival(excess, winners):
    assert pairs(given(THREE, played(of_pairs(a1=90, a2=80, b1=70, c1=60)), limits=[limit("wins", excess=excess)])) == winners


def test_one_win_for_each_answer_and_for_each_group_of_the_jury():
    field = [
        replace(each, answers={"topic": ("rail" if each.work_code in "ab" else "road",)}) for each in scored(a=90, b=80, c=70)
    ]
    of_answer = limit("wins", {"kind": "same_answer", "question": "topic"})
    assert pairs(given(ladder(100, 50), played(field), limits=[of_answer])) == [("first", "a"), ("second", "c")]

    of_jury = limit("wins", {"kind": "named_by_jury", "jury": "jury"})
    asked = given(ladder(100, 50), played(field), limits=[of_jury])
    assert ([ask.step for ask in asked.asks], pairs(asked)) == (["limits/limit"], [("first", "a"), ("second", "b")])
    named = Acts(groups={"limits/limit": {"a": "one", "b": "one", "c": "two"}})
    assert pairs(given(ladder(100, 50), played(field), limits=[of_jury], acts=named)) == [("first", "a"), ("second", "c")]


def test_wins_elsewhere_in_the_call_count_and_refunds_do_not():
    call = limit("wins", per="call")
    used = Acts(used={"limit": {"s-a": 1}})
    assert pairs(given(ladder(100), played(scored(a=90, b=80)), limits=[call], acts=used)) == [("first", "b")]
    items = [item("costs", {"kind": "entered", "round": "final"}, kind="refund"), *ladder(100)]
    found = given(items, played(scored(a=90, b=80)), limits=[limit("wins")])
    assert pairs(found) == [("costs", "a"), ("costs", "b"), ("first", "a")]


def test_a_limit_that_lets_in_one_of_two_equals_is_asked_about():
    field = of_pairs(a1=90, a2=90)
    asked = given(ladder(100), played(field), limits=[limit("wins")])
    assert ([(ask.step, ask.about) for ask in asked.asks], pairs(asked)) == ([("rewards/first/limit", ("a1", "a2"))], [])
    found = given(ladder(100), played(field), limits=[limit("wins")], acts=Acts(chosen={"rewards/first/limit": ("a2", "a1")}))
    assert pairs(found) == [("first", "a2")]


# --- To others than ranks -------------------------------------------------------------------------------------------------


def test_everyone_who_advanced_or_entered():
    items = [item("fee", {"kind": "advanced", "round": "final"}), item("thanks", {"kind": "entered", "round": "final"})]
    field = [replace(each, barred="inadmissible" if each.work_code == "d" else None) for each in scored(a=90, b=80, c=70, d=60)]
    ranking = rank(POINTS, field, outs={"d": Out("inadmissible")})
    advanced = advance(advancing(top(2)), ranking, field)
    found = given(items, Played("final", field, EVERYTHING, ranking, advanced))
    assert pairs(found) == [("fee", "a"), ("fee", "b"), ("thanks", "a"), ("thanks", "b"), ("thanks", "c")]


# --- Lots -----------------------------------------------------------------------------------------------------------------


def test_a_result_is_plain_data():
    found = given(THREE, played(of_pairs(a1=90, a2=80)), limits=[limit("wins")])
    assert found.as_json()["awards"][0]["work_code"] == "a1"
    assert found.as_json()["missed"][0]["about"] == ["limit"]
