"""A ranking in words: every number leads to the next, in both languages."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from challenges.rules.judging import Judging
from evaluation.methods.entries import Acts, Card, Entry
from evaluation.methods.explaining import explain, explain_tie
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import MarkRefused
from evaluation.methods.so_far import sum_so_far
from evaluation.methods.telling import Said
from tests.evaluation.methods.entering import cards, entry, scored
from tests.factories.rules import (
    SUM,
    agreed_order,
    ballots,
    by_rank,
    criterion,
    judging,
    jury_decides,
    numbers,
    only_if,
    part,
    places,
    points,
    shares,
    tie,
    trimmed,
)

SHARE = points("weighted_share")


def weighed(**further: Any) -> Judging:
    criteria = [criterion("value", numbers("5"), "40"), criterion("cost", numbers("10"), "60")]
    return judging(part(criteria=criteria, aggregation={**SHARE, **further}))


def every(said: tuple[Said, ...]) -> Iterator[Said]:
    for each in said:
        yield each
        yield from every(each.below)


def words(rules: Judging, entries: list[Entry], code: str, **further: Any) -> list[str]:
    return [said.words for said in every(explain(rules, rank(rules, entries), code, **further))]


def test_the_arithmetic_of_a_weighted_share():
    assert words(weighed(), [entry("X", {"value": "4", "cost": "5"})], "X") == [
        "Part 1: 62",
        "Value: 4 of 5 × 40 = 32",
        "Cost: 5 of 10 × 60 = 30",
        "Total: 62.",
        "Rank 1 of 1.",
    ]


def test_several_jurors_are_told_with_their_mean_or_left_out():
    entries = [entry("X", {"value": "4", "cost": "5"}, {"value": "5", "cost": "5"})]
    assert "The jurors gave 4; 5 (mean of the jurors: 4.5)" in words(weighed(), entries, "X")
    assert not [each for each in words(weighed(), entries, "X", with_cards=False) if each.startswith("The jurors")]


def test_in_polish_with_a_comma():
    entries = [entry("X", {"value": "4", "cost": "5"}, {"value": "5", "cost": "5"})]
    with translation.override("pl"):
        assert "Value: 4,5 z 5 × 40 = 36" in words(weighed(), entries, "X")


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("weighted_mean", "A: 8 × 40 of 100 = 3.2"),
        ("weighted_sum", "A: 8 × 40 = 320"),
        ("sum_of_points", "A: 8 of 10"),
    ],
)
def test_each_method_has_its_arithmetic(method, expected):
    weights = (None, None) if method == "sum_of_points" else ("40", "60")
    rules = judging(
        part(criteria=[criterion(key, weight=w) for key, w in zip("ab", weights, strict=True)], aggregation=points(method))
    )
    assert expected in words(rules, [entry("X", {"a": "8", "b": "5"})], "X")


def test_left_out_weights_are_named():
    wide = criterion("b", weight="60", only_if=only_if("kind", "wide"), otherwise="left_out")
    rules = judging(part(criteria=[criterion("a", weight="40"), wide], aggregation=SHARE))
    assert "A: 8 of 10 × 40 of 40 × 100 = 80" in words(rules, [entry("X", {"a": "8"})], "X")


def test_what_counts_as_zero_is_named():
    wide = criterion("b", weight="60", only_if=only_if("kind", "wide"), otherwise="zero")
    rules = judging(part(criteria=[criterion("a", weight="40"), wide], aggregation=SHARE))
    assert "B: does not apply to this entry and counts as 0" in words(rules, [entry("X", {"a": "8"})], "X")


def test_a_bonus_is_told_last():
    criteria = [criterion("a", weight="100"), criterion("extra", bonus="points"), criterion("more", bonus="percent_of_total")]
    rules = judging(part(criteria=criteria, aggregation=SHARE))
    told = words(rules, [entry("X", {"a": "5", "extra": "4", "more": "10"})], "X")
    assert [each for each in told if each[:2] in {"Ex", "Mo", "To"}] == [
        "Extra: 4 on top",
        "More: 10% of 54 = 5.4",
        "Total: 59.4.",
    ]


def test_without_extremes_each_jurors_total_is_told():
    rules = judging(part(criteria=[criterion("a"), criterion("b")], aggregation=points(over=trimmed())))
    told = words(rules, [entry("X", *({"a": a, "b": b} for a, b in ("12", "34", "56")))], "X")
    assert [each for each in told if each.startswith("Juror")] == ["Juror 1: 3", "Juror 2: 7", "Juror 3: 11"]
    assert "The jurors gave 3; 7; 11 (mean without extremes: 7)" in told


def test_places_ballots_orders_and_acts_have_words():
    rules = judging(part(criteria=[criterion("a", numbers("100"))], aggregation=places()))
    assert "Places with the jurors: 1 (mean of the jurors' places: 1)" in words(rules, scored(x=5, y=4), "x")
    assert "Total of places: 1." in words(rules, scored(x=5, y=4), "x")

    voted = [Entry("x", ballots={"main": {"1": 3}}), Entry("y", ballots={"main": {"1": 1}})]
    assert "3 votes" in words(judging(part(aggregation=ballots(percent_of="valid"))), voted, "x")
    starred = [Entry("x", ballots={"main": {"5": 1, "4": 1}})]
    assert "9 stars on 2 ballots" in words(judging(part(aggregation=ballots("mean_of_stars"))), starred, "x")

    rules = judging(part(aggregation=agreed_order()))
    ranking = rank(rules, [Entry("x"), Entry("y")], acts=Acts(chosen={"order/main": ("y", "x")}))
    assert "Part 1: place 2 in the order that was agreed" in [said.words for said in explain(rules, ranking, "x")]

    measured = [Entry("x", by_act={"main": "40.5"})]
    assert "Part 1: 40.5, entered by an act" in words(judging(part(criteria=[criterion("a")])), measured, "x")


def test_parts_are_told_with_what_they_add():
    combine = shares(("x", "70", {"kind": "percent_of_maximum"}), ("y", "30", by_rank()))
    rules = judging(part("x", [criterion("a")]), part("y", [criterion("a")]), combine=combine)
    entries = [Entry(code, cards={"x": cards({"a": mark}), "y": cards({"a": mark})}) for code, mark in (("p", "8"), ("q", "5"))]
    told = words(rules, entries, "q")
    assert "Part 1: 5; share of the highest possible: 0.5 × 70 = 35" in told
    assert "Part 2: 5; worth of the place: 0.5 × 30 = 15" in told

    added = judging(part("x", [criterion("a")]), part("y", [criterion("a")]), combine=SUM)
    assert "Part 2: 5 is added" in words(added, entries, "q")


def test_why_an_entry_is_out():
    rules = judging(part(criteria=[criterion("a", minimum="7"), criterion("legal", {"kind": "pass_fail"})]))
    below = [entry("X", *({"a": a, "legal": "pass"} for a in "776"))]
    assert words(rules, below, "X")[-1] == "Out: A has 6.6667 of at least 7."
    assert words(rules, [entry("X", {"a": "9", "legal": "fail"})], "X")[-1] == "Out: failed in Legal."
    assert words(rules, [entry("X")], "X") == ["Not scored: there are not enough whole scorecards or ballots."]


def test_a_tie_is_told_rule_by_rule():
    main = part(criteria=[criterion("a"), criterion("b")])
    rules = judging(main, ties=[tie("criterion", part="main", criterion="b"), tie("shared_rank")])
    ranking = rank(rules, [entry(code, {"a": a, "b": b}) for code, a, b in (("x", "4", "6"), ("y", "5", "5"), ("z", "5", "5"))])
    [said] = [explain_tie(rules, each) for each in ranking.ties]
    assert [each.words for each in every((said,))] == [
        "Equal totals: x, y, z",
        "higher mark in a criterion (B): x, then y, z",
        "y, z share a rank",
    ]
    assert words(rules, [entry("x", {"a": "5", "b": "5"}), entry("y", {"a": "5", "b": "5"})], "y")[-1] == "Shares rank 1 of 2."


def test_who_waits_for_people_is_told_so():
    rules = judging(part(aggregation=agreed_order()))
    assert words(rules, [Entry("x")], "x") == ["No rank yet: people must decide first."]
    rolling = judging(part(criteria=[criterion("a")]), windows="one_by_one")
    assert words(rolling, scored(x=5), "x")[-1] == "Judged as it came, without a rank."


def test_an_explanation_is_plain_data_and_its_criteria_add_up():
    rules = judging(part(criteria=[criterion("a", weight="33.3"), criterion("b", weight="66.7")], aggregation=SHARE))
    entries = [entry("X", {"a": "3", "b": "7"}, {"a": "4", "b": "8"}, {"a": "4", "b": "9"})]
    ranking = rank(rules, entries)
    [main, *_rest] = explain(rules, ranking, "X")
    assert sum((said.value or 0 for said in main.below), Fraction()) == ranking.of("X").total
    assert json.loads(json.dumps(main.as_json()))["value"] == str(ranking.of("X").total)


def test_a_ranking_is_plain_data_and_can_be_computed_again_from_it():
    rules = judging(part(criteria=[criterion("a")]), ties=[jury_decides()])
    entries = [
        Entry(
            "x",
            1,
            "s",
            lots=("one",),
            facts=frozenset({"student"}),
            answers={"kind": ("wide",)},
            attended=frozenset({"talk"}),
            cards={"main": (Card("r1", {"a": "5"}), Card("r2", {"a": None}, is_recused=True))},
            ballots={"main": {"5": 2}},
        ),
        entry("y", {"a": "5"}),
    ]
    acts = Acts(chosen={"ties/jury-decides": ("y", "x")}, withheld=frozenset({"rewards/first"}), used={"one": {"s": 1}})
    stored = json.loads(json.dumps({"entries": [each.as_json() for each in entries], "acts": acts.as_json()}))
    again = [Entry.from_json(each) for each in stored["entries"]]

    assert (again, Acts.from_json(stored["acts"])) == (entries, acts)
    published = json.loads(json.dumps(rank(rules, entries, acts=acts).as_json()))
    assert rank(rules, again, acts=Acts.from_json(stored["acts"])).as_json() == published
    assert [(each["work_code"], each["rank"], each["total_exact"]) for each in published["entries"]] == [
        ("y", 1, "5"),
        ("x", 2, "5"),
    ]
    assert published["methods"] == ["sum_of_points/1"]


# --- One card while it is filled in ---------------------------------------------------------------------------------------


def test_the_sum_so_far_counts_what_is_marked():
    [main] = weighed().parts
    found = sum_so_far(main, {"value": "4", "cost": None}, Entry("X"))
    assert (found.total, found.most, found.missing, found.lines) == (
        Fraction(32),
        Fraction(100),
        ("cost",),
        ("Value: 4 of 5 × 40 = 32",),
    )
    assert found.words == "32 of 100 so far. 1 criterion is not marked."


def test_a_whole_card_is_what_the_ranking_takes():
    [main] = weighed().parts
    marks = {"value": "4", "cost": "5"}
    found = sum_so_far(main, marks, Entry("X"))
    assert (found.total, found.words) == (rank(weighed(), [entry("X", marks)]).of("X").total, "62 of 100 in all.")
    assert json.loads(json.dumps(found.as_json()))["total"] == "62"


def test_the_sum_so_far_knows_what_applies_fails_and_is_on_top():
    criteria = [
        criterion("a", weight="100"),
        criterion("b", only_if=only_if("kind", "wide"), otherwise="left_out", weight="0"),
        criterion("legal", {"kind": "pass_fail"}),
        criterion("more", bonus="percent_of_total"),
    ]
    [main] = judging(part(criteria=criteria, aggregation=SHARE)).parts
    found = sum_so_far(main, {"a": "5", "legal": "fail", "more": "10"}, Entry("X"))
    assert (found.total, found.missing, found.failed) == (Fraction(55), (), ("legal",))
    assert found.lines[-1] == "More: 10% on top"


def test_without_an_upper_bound_nothing_is_promised():
    [main] = judging(part(criteria=[criterion("a", numbers(None))])).parts
    assert sum_so_far(main, {"a": "5"}, Entry("X")).words == "5 in all."


def test_a_part_without_totals_has_no_sum():
    [main] = judging(part(criteria=[criterion("a")], aggregation=agreed_order())).parts
    found = sum_so_far(main, {}, Entry("X"))
    assert (found.total, found.missing, found.words) == (None, ("a",), "1 criterion is not marked.")


def test_a_mark_outside_the_scale_is_refused_at_once():
    [main] = weighed().parts
    with pytest.raises(MarkRefused):
        sum_so_far(main, {"value": "6"}, Entry("X"))
