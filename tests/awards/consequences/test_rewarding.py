"""Rewards in listed order: ranks shared, bars, exclusions, limits, freed places."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from awards.consequences.advancing import advance
from awards.consequences.rewarding import Played, Rewarded, reward
from challenges.rules.judging import Judging
from challenges.rules.participation import Limit, Lot
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.hearing import Out
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import ActRefused
from evaluation.methods.scopes import EVERYTHING, Scope
from tests.evaluation.methods.entering import scored, table
from tests.evaluation.methods.test_published_tables import FIRST, RTTT_1, applications, applied
from tests.factories.rules import (
    Piece,
    advancing,
    ballots,
    condition,
    criterion,
    hurdle,
    item,
    judging,
    limit,
    numbers,
    part,
    rewards,
    text,
    to_rank,
    top,
)

POINTS = judging(part(criteria=[criterion("a", numbers("100"))]))


def played(
    entries: Sequence[Entry],
    rules: Judging = POINTS,
    of: str = "final",
    scope: Scope = EVERYTHING,
    takes: Iterable[Piece] = (),
) -> Played:
    ranking = rank(rules, entries, scope=scope)
    advanced = advance(advancing(*takes), ranking, entries, scope=scope) if takes else None
    return Played(of, entries, scope, ranking, advanced)


def given(items: Sequence[Piece], *rounds: Played, limits: Sequence[Piece] = (), acts: Acts = NO_ACTS) -> Rewarded:
    counting = [Limit.model_validate(each) for each in limits]
    return reward(rewards(*items).items, rounds, limits=counting, acts=acts)


def pairs(found: Rewarded) -> list[tuple[str, str]]:
    return [(award.item, award.work_code) for award in found.awards]


def ladder(*sums: int, **further: Any) -> list[Piece]:
    names = ("first", "second", "third", "fourth")
    return [
        item(
            name, to_rank(place), {"kind": "fixed", "sum": {"amount": str(amount), "currency": "EUR", "tax": "gross"}}, **further
        )
        for place, (name, amount) in enumerate(zip(names, sums, strict=False), start=1)
    ]


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


def of_pairs(**totals: int) -> list[Entry]:
    return [replace(each, supplier=each.work_code[0]) for each in scored(**totals)]


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


def chosen(count: Piece | None = None, **further: Any) -> Piece:
    to = {"kind": "chosen", "round": "final", "by": "jury"}
    return item("special", to, count=count or {"at_least": 1, "at_most": 2}, **further)


def test_who_is_chosen_is_asked_of_the_jury():
    asked = given([chosen()], played(scored(a=90, b=80, c=70)))
    [ask] = asked.asks
    assert (ask.step, ask.who, ask.jury, ask.about, ask.at_least, ask.at_most) == (
        "rewards/special",
        "jury",
        "jury",
        ("a", "b", "c"),
        1,
        2,
    )
    acts = Acts(chosen={"rewards/special": ("c", "a")})
    assert pairs(given([chosen()], played(scored(a=90, b=80, c=70)), acts=acts)) == [("special", "c"), ("special", "a")]


@pytest.mark.parametrize("codes", [(), ("a", "b", "c")])
def test_fewer_or_more_than_may_be_chosen_are_refused(codes):
    with pytest.raises(ActRefused):
        given([chosen()], played(scored(a=90, b=80, c=70)), acts=Acts(chosen={"rewards/special": codes}))


def test_who_is_excluded_cannot_be_chosen():
    """Open Data challenge 896: an honourable mention is for those without another award."""
    items = [*ladder(100), chosen(not_with=["first"])]
    asked = given(items, played(scored(a=90, b=80)))
    assert [ask.about for ask in asked.asks] == [("b",)]
    found = given(items, played(scored(a=90, b=80)), acts=Acts(chosen={"rewards/special": ("a", "b")}))
    assert pairs(found) == [("first", "a"), ("special", "b")]


def test_what_may_be_withheld_and_what_may_not():
    acts = Acts(withheld=frozenset({"rewards/first"}))
    assert pairs(given(ladder(100, may_be_withheld=True), played(scored(a=90)), acts=acts)) == []
    with pytest.raises(ActRefused):
        given(ladder(100), played(scored(a=90)), acts=acts)


def test_licences_of_illinois_are_drawn_with_reserves():
    illinois = table("illinois")
    field = scored(**{f"G{number:03}": 100 for number in range(illinois["tied_later"])})
    to = {"kind": "lot", "round": "final", "seed": "drawn in public", "reserves": 5}
    items = [item("licence", to, count={"at_least": illinois["licences"], "at_most": illinois["licences"]})]
    assert [ask.wants for ask in given(items, played(field)).asks] == ["seed"]
    acts = Acts(seeds={"rewards/licence": "4711"})
    found = given(items, played(field), acts=acts)
    assert (len(found.awards), len(found.reserves["rewards/licence"])) == (illinois["licences"], 5)
    assert found == given(items, played(list(reversed(field))), acts=acts)
    assert pairs(given(items, played(scored(a=1)))) == [("licence", "a")]


def test_a_draw_passes_over_whom_a_limit_stops():
    to = {"kind": "lot", "round": "final", "seed": "drawn in public", "reserves": None}
    items = [item("licence", to, count={"at_least": 2, "at_most": 2})]
    acts = Acts(seeds={"rewards/licence": "4711"})
    found = given(items, played(of_pairs(a1=1, a2=1, b1=1)), limits=[limit("wins")], acts=acts)
    assert {code[0] for _item, code in pairs(found)} == {"a", "b"}


# --- Lots -----------------------------------------------------------------------------------------------------------------

LOTS = [Lot.model_validate({"key": key, "title": text(key), "within": None}) for key in ("one", "two")]


def in_lots() -> list[Played]:
    field = [replace(each, lots=("one",) if each.work_code in "ab" else ("two",)) for each in scored(a=90, b=80, c=70)]
    return [played(field, scope=Scope.of(LOTS, lot)) for lot in (None, "one", "two")]


def test_a_prize_is_given_in_each_lot_in_one_lot_or_once():
    items = [item("each", to_rank(1), per="lot"), item("two", to_rank(1), lots=["two"]), item("grand", to_rank(1))]
    found = given(items, *in_lots())
    assert [(award.item, award.work_code, award.lot) for award in found.awards] == [
        ("each", "a", "one"),
        ("each", "c", "two"),
        ("two", "c", "two"),
        ("grand", "a", None),
    ]


def test_a_prize_is_withheld_in_one_lot_alone():
    acts = Acts(withheld=frozenset({"rewards/each@two"}))
    found = given([item("each", to_rank(1), per="lot", may_be_withheld=True)], *in_lots(), acts=acts)
    assert [(award.work_code, award.lot) for award in found.awards] == [("a", "one")]


def test_a_result_is_plain_data():
    found = given(THREE, played(of_pairs(a1=90, a2=80)), limits=[limit("wins")])
    assert found.as_json()["awards"][0]["work_code"] == "a1"
    assert found.as_json()["missed"][0]["about"] == ["limit"]
