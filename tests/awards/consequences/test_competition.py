"""Whole competitions: rounds with lots and windows, who comes to the next, rewards and money at the end."""

from dataclasses import replace

import pytest

from awards.consequences.competition import coming_to, settle
from evaluation.methods.entries import Acts, Entry
from evaluation.methods.scopes import lots_that_count
from tests.awards.consequences.ladders import POINTS, SEVENTY, ladder_of_two_rounds, play
from tests.evaluation.methods.entering import entry, ranks, scored
from tests.factories.rules import (
    advancing_piece,
    agreed_order,
    criterion,
    document,
    fixed,
    hurdle,
    item,
    joint_call,
    judging_piece,
    limit,
    lot,
    numbers,
    part,
    pool,
    rewards_piece,
    stage,
    take,
    to_rank,
    top,
)

# --- Two rounds -----------------------------------------------------------------------------------------------------------


def test_two_rounds_are_played_to_the_money():
    made = ladder_of_two_rounds()
    sift = play(made, [replace(each, proposal=f"p-{each.work_code}") for each in scored(a=90, b=80, c=75, d=60)])
    coming = coming_to(made.rules, made.rules.rounds[1], {"sift": sift})
    assert coming == {"p-a": (), "p-b": ()}

    final = play(made, [replace(each, proposal=f"p-{each.work_code[0]}") for each in scored(b2=95, a2=85)], 1)
    outcome = settle(made.rules, [sift, final])
    assert [(each.award.item, each.award.holder, each.amount) for each in outcome.paid.payments] == [
        ("costs", "p-a", 500),
        ("costs", "p-b", 500),
        ("first", "p-b", 1000),
        ("second", "p-a", 400),
    ]
    assert (outcome.asks, outcome.paid.total("EUR")) == ((), 2400)


def test_three_consequences_in_three_places():
    """Below a minimum: out. Below a hurdle: not advanced. Below a bar: not paid."""
    minimum = judging_piece(part(criteria=[criterion("a", numbers("100"), minimum="50")]))
    bar = hurdle("minimum_score", "bar", score="80")
    first = stage("final", judging=minimum, advancing=advancing_piece(take("all"), hurdles=[SEVENTY]))
    made = document(first, rewards=rewards_piece(item("prize", to_rank(1, 4), fixed(10), bars=[bar])))
    found = play(made, scored(paid=90, unpaid=75, behind=60, out=40))
    result = found.of()

    assert ranks(result.ranking) == {"paid": 1, "unpaid": 2, "behind": 3, "out": None}
    assert result.advanced is not None
    assert result.advanced.work_codes == ("paid", "unpaid")
    assert [(each.award.work_code, each.amount) for each in settle(made.rules, [found]).paid.payments] == [("paid", 10)]


def test_nobody_passing_and_a_single_entry_are_proper_outcomes():
    made = ladder_of_two_rounds()
    nobody = play(made, scored(a=10, b=20))
    assert (coming_to(made.rules, made.rules.rounds[1], {"sift": nobody}), nobody.asks) == ({}, ())
    assert settle(made.rules, [nobody, play(made, [], 1)]).paid.payments == ()
    alone = play(made, scored(a=90))
    assert coming_to(made.rules, made.rules.rounds[1], {"sift": alone}) == {"a": ()}


# --- Rounds that join -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("joins", "expected"), [("any", {"a", "b", "c"}), ("all", {"b"})])
def test_a_round_may_follow_any_or_all_of_several(joins, expected):
    two = [stage(key, judging=POINTS, advancing=advancing_piece(top(2))) for key in ("one", "two")]
    made = document(*two, stage("final", follows=["one", "two"], joins=joins))
    played = {"one": play(made, scored(a=90, b=80, c=70)), "two": play(made, scored(a=70, b=80, c=90), 1)}
    assert set(coming_to(made.rules, made.rules.rounds[2], played)) == expected


# --- Lots and windows -----------------------------------------------------------------------------------------------------

LOTS = [lot("energy"), lot("heat", "energy"), lot("water")]


def in_lots(*those: tuple[str, int, tuple[str, ...]]) -> list[Entry]:
    return [entry(code, {"a": str(mark)}, lots=lots, arrival=place) for place, (code, mark, lots) in enumerate(those)]


FIELD = in_lots(("a", 90, ("energy",)), ("b", 80, ("heat",)), ("c", 70, ("water",)), ("d", 60, ("water", "heat")))


@pytest.mark.parametrize(
    ("further", "lots"),
    [
        ({}, (None, "water")),
        ({"advancing": advancing_piece(top(1), per="lot")}, ("energy", "heat", "water", None)),
        ({"advancing": advancing_piece(top(1))}, (None, "water")),
    ],
)
def test_a_round_is_ranked_where_something_follows(further, lots):
    prizes = rewards_piece(item("grand", to_rank(1)), item("water", to_rank(1), lots=["water"]))
    made = document(stage("final", judging=POINTS, **further), rewards=prizes, lots=LOTS)
    assert lots_that_count(made.rules, made.rules.rounds[0]) == lots


def test_where_nothing_follows_each_lot_has_its_ranking():
    made = document(stage("final", judging=POINTS), lots=LOTS)
    assert lots_that_count(made.rules, made.rules.rounds[0]) == ("energy", "heat", "water")
    alone = document(stage("final", judging=POINTS))
    assert lots_that_count(alone.rules, alone.rules.rounds[0]) == (None,)


def test_the_best_of_each_lot_goes_on_with_the_lot():
    made = document(
        stage("sift", judging=POINTS, advancing=advancing_piece(top(1), per="lot")), stage("final", follows=["sift"]), lots=LOTS
    )
    found = play(made, FIELD)
    assert {each.scope.lot: each.advanced.work_codes for each in found.played if each.advanced} == {
        "energy": ("a",),
        "heat": ("b",),
        "water": ("c",),
    }
    assert coming_to(made.rules, made.rules.rounds[1], {"sift": found}) == {"a": ("energy",), "b": ("heat",), "c": ("water",)}


def test_each_entry_has_one_standing_in_each_of_its_lots():
    made = document(stage("final", judging=POINTS, advancing=advancing_piece(top(1), per="lot")), lots=LOTS)
    found = play(made, FIELD)
    standings = [(each.work_code, each.lot) for played in found.played for each in played.ranking.standings]
    assert len(standings) == len(set(standings))
    assert set(standings) == {
        ("a", "energy"),
        ("b", "energy"),
        ("d", "energy"),
        ("b", "heat"),
        ("d", "heat"),
        ("c", "water"),
        ("d", "water"),
    }


def test_who_advanced_in_lots_is_seen_from_the_challenge_and_the_other_way_round():
    fee = {"kind": "advanced", "round": "sift"}
    per_lot = document(
        stage("sift", judging=POINTS, advancing=advancing_piece(top(1), per="lot")),
        rewards=rewards_piece(item("fee", fee)),
        lots=LOTS,
    )
    found = settle(per_lot.rules, [play(per_lot, FIELD)])
    assert [award.work_code for award in found.rewarded.awards] == ["a", "b", "c"]

    whole = document(
        stage("sift", judging=POINTS, advancing=advancing_piece(top(3))),
        rewards=rewards_piece(item("fee", fee, per="lot")),
        lots=LOTS,
    )
    found = settle(whole.rules, [play(whole, FIELD)])
    assert [(award.work_code, award.lot) for award in found.rewarded.awards] == [
        ("a", "energy"),
        ("b", "energy"),
        ("b", "heat"),
        ("c", "water"),
    ]


def test_an_expert_prize_in_each_category_and_an_audience_prize_from_the_top_twelve():
    """Challenge 1112."""
    most = hurdle("most_ballots", "twelve", places=12)
    prizes = rewards_piece(item("expert", to_rank(1), per="lot"), item("audience", to_rank(1), bars=[most]))
    made = document(stage("final", judging=POINTS), rewards=prizes, lots=[lot("one"), lot("two")])
    field = [
        entry(f"e{n:02}", {"a": str(90 - n)}, lots=("one" if n % 2 else "two",), ballots={"crowd": {"1": n}}) for n in range(14)
    ]
    found = settle(made.rules, [play(made, field)])
    # The best two have fewest ballots: e00 and e01 win their categories, and e02 is the best of the other twelve.
    assert [(award.item, award.work_code) for award in found.rewarded.awards] == [
        ("expert", "e01"),
        ("expert", "e00"),
        ("audience", "e02"),
    ]


def test_windows_that_are_judged_apart_have_their_own_winners():
    each = judging_piece(part(criteria=[criterion("a", numbers("100"))]), windows="each")
    made = document(stage("final", judging=each), rewards=rewards_piece(item("grant", to_rank(1), fixed(30))))
    field = [
        entry(code, {"a": str(mark)}, window=window) for code, mark, window in (("a", 9, "w1"), ("b", 5, "w2"), ("c", 7, "w1"))
    ]
    found = settle(made.rules, [play(made, field)])
    assert [(each.award.work_code, each.award.window, each.amount) for each in found.paid.payments] == [
        ("a", "w1", 30),
        ("b", "w2", 30),
    ]


# --- Limits ---------------------------------------------------------------------------------------------------------------


def test_one_advance_over_all_lots_is_counted_from_lot_to_lot():
    made = document(
        stage("sift", judging=POINTS, advancing=advancing_piece(top(1), per="lot")),
        lots=[lot("water"), lot("air")],
        limits=[limit("advances")],
    )
    field = [replace(each, supplier="s") for each in in_lots(("a", 90, ("water",)), ("b", 80, ("air",)))]
    found = play(made, field)
    assert [each.advanced.work_codes for each in found.played if each.advanced] == [("a",), ()]


def test_too_few_entries_cancel_and_a_capacity_shuts_out_in_every_lot():
    few = limit("admissible_entries", "everyone", None, key="few", at_least=5, excess=None, shortfall="cancelled")
    capacity = limit("admissible_entries", "everyone", 3, key="many", excess="keep_first")
    made = document(
        stage("final", judging=POINTS, advancing=advancing_piece(top(1), per="lot")), lots=LOTS, limits=[few, capacity]
    )
    found = play(made, FIELD)
    assert found.is_cancelled
    assert found.of("water").ranking.of("d").out is not None
    assert found.of("heat").ranking.of("d").out is not None


def test_a_call_adds_its_limits_and_its_pools():
    call = joint_call([limit("wins", key="one", per="call")], [pool("shared", 1200, {"kind": "cap_only"}, per="call")])
    prizes = rewards_piece(
        item("first", to_rank(1), fixed(1000), pool="shared"), item("second", to_rank(2), fixed(400), pool="shared")
    )
    made = document(stage("final", judging=POINTS), rewards=prizes, call=call)
    field = [replace(each, supplier=each.work_code[0]) for each in scored(a1=90, a2=80, b1=70)]
    outcome = settle(made.rules, [play(made, field)], call=made.call)
    assert [(each.award.work_code, each.amount) for each in outcome.paid.payments] == [("a1", 1000), ("b1", None)]
    assert [(ask.step, ask.about) for ask in outcome.asks] == [("rewards/second", ("b1",))]


def test_questions_of_a_round_are_told_once():
    ordered = judging_piece(part(aggregation=agreed_order()))
    made = document(
        stage("final", judging=ordered, advancing=advancing_piece(top(1))), rewards=rewards_piece(item("first", to_rank(1)))
    )
    assert [ask.step for ask in play(made, [Entry("a"), Entry("b")]).asks] == ["order/main"]
    found = play(made, [Entry("a"), Entry("b")], acts=Acts(chosen={"order/main": ("b", "a")}))
    assert settle(made.rules, [found]).rewarded.awards[0].work_code == "b"


# --- In words -------------------------------------------------------------------------------------------------------------
