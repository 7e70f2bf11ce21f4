"""From marks to a total: scales, the rule over the jurors, knock-outs, minimums, methods and bonuses."""

from fractions import Fraction
from typing import Any

import pytest

from evaluation.methods.entries import Card, Entry
from evaluation.methods.numbers import as_shown, in_words_beside, rounded, shown_text
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import MarkRefused, StillOpenError, UndefinedError
from evaluation.methods.results import Standing
from tests.evaluation.methods.entering import cards, entry, totals
from tests.factories.rules import MEAN, SINGLE, criterion, judging, numbers, only_if, part, points, trimmed

LATER = {"kind": "announced_later", "by": None}


def standing(main: dict[str, Any], *marks: dict[str, str | None], **further: Any) -> Standing:
    [found] = rank(judging(main), [entry("X", *marks, **further)]).standings
    return found


def total(main: dict[str, Any], *marks: dict[str, str | None], **further: Any) -> str | None:
    found = standing(main, *marks, **further).total
    return None if found is None else str(found)


def two(**further: Any) -> list[dict[str, Any]]:
    return [criterion("a", weight="40", **further), criterion("b", weight="60", **further)]


# --- Methods ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        # By hand: 8/10 of 40 and 5/10 of 60; 8 x 0.4 + 5 x 0.6; 8 x 40 + 5 x 60; 8 + 5.
        ("weighted_share", "62"),
        ("weighted_mean", "31/5"),
        ("weighted_sum", "620"),
        ("sum_of_points", "13"),
    ],
)
def test_each_method_comes_to_its_total(method, expected):
    weights = two() if method != "sum_of_points" else [criterion("a"), criterion("b")]
    assert total(part(criteria=weights, aggregation=points(method)), {"a": "8", "b": "5"}) == expected


def test_equal_weights_weigh_one_each():
    main = part(criteria=[criterion("a"), criterion("b")], aggregation=points("weighted_mean"), weights="equal")
    assert total(main, {"a": "8", "b": "5"}) == "13/2"


def test_in_an_order_of_importance_the_first_of_three_weighs_three():
    ordered = [criterion("a", weight="2"), criterion("b", weight="1"), criterion("c", weight="3")]
    main = part(criteria=ordered, aggregation=points("weighted_sum"), weights="order")
    # By hand: b is first of three, a second, c last: 1 x 2 + 1 x 3 + 1 x 1, then b alone.
    assert total(main, {"a": "1", "b": "1", "c": "1"}) == "6"
    assert total(main, {"a": "0", "b": "1", "c": "0"}) == "3"


def test_a_share_of_a_scale_from_one_gives_20_for_the_worst_mark():
    scale = numbers("5", lowest="1", step="1")
    assert total(part(criteria=[criterion("a", scale, "100")], aggregation=points("weighted_share")), {"a": "1"}) == "20"


def test_a_share_needs_a_highest_mark():
    main = part(criteria=[criterion("a", numbers(None), "100")], aggregation=points("weighted_share"))
    with pytest.raises(UndefinedError):
        total(main, {"a": "1"})


# --- Over the jurors ----------------------------------------------------------------------------------------------------

FIVE = [{"a": str(a), "b": str(b)} for a, b in [(10, 0), (0, 10), (9, 2), (3, 3), (8, 1)]]


@pytest.mark.parametrize(("first", "expected"), [("total", "29/3"), ("criterion", "26/3")])
def test_the_order_of_averaging_matters_without_extremes(first, expected):
    main = part(criteria=[criterion("a"), criterion("b")], aggregation=points(over=trimmed(), first=first))
    assert total(main, *FIVE) == expected


def test_the_order_of_averaging_does_not_matter_to_a_mean():
    found = {
        first: total(part(criteria=[criterion("a"), criterion("b")], aggregation=points(first=first)), *FIVE)
        for first in ("total", "criterion")
    }
    assert found == {"total": "46/5", "criterion": "46/5"}


@pytest.mark.parametrize(("yes", "expected"), [(2, "5"), (3, "20")])
def test_a_majority_is_strictly_more_than_half(yes, expected):
    stem = criterion("stem", {"kind": "yes_no", "points": "15"}, over_jurors={"kind": "majority"})
    marks = [{"a": "5", "stem": "yes" if juror < yes else "no"} for juror in range(5)]
    assert total(part(criteria=[criterion("a"), stem], aggregation=points()), *marks) == expected


def test_jurors_who_should_agree_and_do_not_are_asked():
    main = part(criteria=[criterion("a")], aggregation=points(over={"kind": "agreed"}))
    ranking = rank(judging(main), [entry("X", {"a": "4"}, {"a": "5"}), entry("Y", {"a": "3"}, {"a": "3"})])

    [ask] = ranking.asks
    assert (ask.step, ask.who, ask.jury, ask.about, ask.wants) == ("marks/main", "jury", "jury", ("X",), "marks")
    assert (ranking.of("X").rank, ranking.of("X").out, ranking.of("Y").rank) == (None, None, 1)


def test_fewer_cards_than_are_left_out_are_asked_about():
    main = part(criteria=[criterion("a")], aggregation=points(over=trimmed()))
    ranking = rank(judging(main), [entry("X", {"a": "4"}, {"a": "5"})])
    assert [(ask.step, ask.about) for ask in ranking.asks] == [("marks/main", ("X",))]


# --- Cards that count ---------------------------------------------------------------------------------------------------


def test_a_card_with_a_mark_missing_counts_nowhere():
    main = part(criteria=[criterion("a"), criterion("b")], aggregation=points())
    assert total(main, {"a": "4", "b": "4"}, {"a": "10", "b": None}, {"a": "10"}) == "8"


def test_too_few_whole_cards_are_not_scored_and_never_zero():
    main = part(criteria=[criterion("a")], aggregation=points(), scorecards_per_entry=2)
    found = standing(main, {"a": "4"})
    assert (found.total, found.rank, found.out.why) == (None, None, "not_scored")


def test_a_recused_juror_equals_one_never_assigned():
    main = part(criteria=[criterion("a")], aggregation=points())
    recused = Entry("X", cards={"main": (*cards({"a": "4"}), Card("r2", {"a": "10"}, is_recused=True))})
    never = Entry("X", cards={"main": cards({"a": "4"})})
    assert rank(judging(main), [recused]) == rank(judging(main), [never])


@pytest.mark.parametrize("mark", ["11", "-1", "0.5", "1e1", " 7", "7.0", "seven", "", "٣"])
def test_a_mark_that_the_scale_does_not_know_is_refused(mark):
    main = part(criteria=[criterion("a", numbers("10", step="1"))], aggregation=points())
    with pytest.raises(MarkRefused, match=r"^A: "):
        total(main, {"a": mark})


def test_steps_are_counted_from_the_lowest_mark():
    main = part(criteria=[criterion("a", numbers("5", lowest="0.5", step="1.5"))], aggregation=points())
    assert total(main, {"a": "3.5"}) == "7/2"
    with pytest.raises(MarkRefused):
        total(main, {"a": "3"})


@pytest.mark.parametrize(("scale", "mark"), [({"kind": "yes_no", "points": "5"}, "1"), ({"kind": "pass_fail"}, "yes")])
def test_either_or_has_its_own_words(scale, mark):
    with pytest.raises(MarkRefused):
        total(part(criteria=[criterion("a", scale)], aggregation=points()), {"a": mark})


@pytest.mark.parametrize("members", [{"scale": LATER}, {"minimum": LATER}])
def test_what_is_announced_later_stops_the_computation(members):
    main = part(criteria=[{**criterion("a"), **members}], aggregation=points())
    with pytest.raises(StillOpenError):
        total(main, {"a": "5"})


# --- Knock-outs and minimums --------------------------------------------------------------------------------------------


def test_a_minimum_is_on_the_value_of_the_jury():
    # 3, 5, 5 against 4: the mean 13/3 passes; one juror alone would not.
    main = part(criteria=[criterion("a", minimum="4")], aggregation=points())
    found = standing(main, {"a": "3"}, {"a": "5"}, {"a": "5"})
    assert (found.out, found.total) == (None, Fraction(13, 3))


def test_a_minimum_is_compared_unrounded_and_the_total_is_kept():
    main = part(criteria=[criterion("a", minimum="7")], aggregation=points(shown_decimals=0, rounding="half_even"))
    found = standing(main, {"a": "7"}, {"a": "7"}, {"a": "6"})
    assert (found.out.why, found.out.about, found.total) == ("below_minimum", "a", Fraction(20, 3))
    assert shown_text(found.total, found.parts[0].shown) == "7"


@pytest.mark.parametrize(
    ("over", "marks", "is_out"),
    [
        (None, ["pass", "pass", "fail"], True),
        (None, ["pass", "pass", "pass"], False),
        ({"kind": "majority"}, ["pass", "pass", "fail"], False),
        ({"kind": "majority"}, ["pass", "fail", "fail"], True),
    ],
)
def test_one_fail_is_enough_unless_the_criterion_says_otherwise(over, marks, is_out):
    knock_out = criterion("legal", {"kind": "pass_fail"}, over_jurors=over)
    found = standing(part(criteria=[criterion("a"), knock_out], aggregation=points()), *({"a": "5", "legal": m} for m in marks))
    assert (found.out is not None) == is_out
    assert found.total == 5


# --- Criteria that do not apply -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "otherwise", "expected"),
    [
        ("weighted_share", "left_out", "100"),
        ("weighted_share", "zero", "40"),
        ("weighted_mean", "left_out", "10"),
        ("weighted_mean", "zero", "4"),
        ("weighted_sum", "left_out", "400"),
        ("weighted_sum", "zero", "400"),
    ],
)
def test_what_does_not_apply_is_zero_or_left_out_of_the_weights(method, otherwise, expected):
    wide = criterion("b", weight="60", only_if=only_if("kind", "wide"), otherwise=otherwise)
    main = part(criteria=[criterion("a", weight="40"), wide], aggregation=points(method))
    assert total(main, {"a": "10"}, answers={"kind": ("narrow",)}) == expected
    assert total(main, {"a": "10", "b": "10"}, answers={"kind": ("wide",)}) == (
        "1000" if method == "weighted_sum" else expected_whole(method)
    )


def expected_whole(method: str) -> str:
    return {"weighted_share": "100", "weighted_mean": "10"}[method]


def test_a_mean_over_no_weights_is_no_total():
    only = criterion("a", weight="100", only_if=only_if("kind", "wide"), otherwise="left_out")
    found = standing(part(criteria=[only], aggregation=points("weighted_mean")), {}, answers={"kind": ("narrow",)})
    assert (found.total, found.out.why) == (None, "not_scored")


# --- Bonuses ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mark", "expected"), [("5", "105"), ("1", "21")])
def test_a_bonus_of_five_percent_is_of_the_total_not_five_points(mark, expected):
    # Challenge.gov 1137: 1 to 5 times 40, 30, 10, 20; 5 % of a total of 20 is 1.
    weighed = [
        criterion(key, numbers("5", lowest="1"), weight) for key, weight in zip("abcd", ("40", "30", "10", "20"), strict=True)
    ]
    bonus = criterion("bonus", numbers("5"), bonus="percent_of_total")
    main = part(criteria=[*weighed, bonus], aggregation=points("weighted_share"))
    assert total(main, {**dict.fromkeys("abcd", mark), "bonus": "5"}) == expected


def test_points_on_top_come_before_the_percentage():
    extra = criterion("extra", {"kind": "yes_no", "points": "5"}, bonus="points")
    percent = criterion("percent", numbers("10"), bonus="percent_of_total")
    main = part(criteria=[percent, criterion("a", weight="100"), extra], aggregation=points("weighted_share"))
    # By hand: 50 + 5, and a tenth of that.
    assert total(main, {"a": "5", "extra": "yes", "percent": "10"}) == "121/2"


def test_three_judges_and_a_machine():
    # Challenge.gov 1228: 6 + 6 + 8 points, mean of three judges, added to the points of a run.
    judges = part("judges", [criterion("a", numbers("6")), criterion("b", numbers("6")), criterion("c", numbers("8"))], points())
    run = criterion("run", numbers(None, None))
    machine = part("machine", [run], points(over=SINGLE), jury="machine")
    rules = judging(judges, machine, combine={"kind": "sum"})
    found = rank(
        rules,
        [Entry("X", cards={"judges": cards(*({"a": "6", "b": "5", "c": c} for c in "878")), "machine": cards({"run": "40.5"})})],
    )
    assert totals(found) == {"X": str(Fraction("40.5") + 11 + Fraction(23, 3))}


def test_a_number_entered_by_an_act_stands_for_the_part():
    judges = part("judges", [criterion("a")], points(over=MEAN))
    machine = part("machine", [criterion("run", numbers(None, None))], points(over=SINGLE), jury="machine")
    rules = judging(judges, machine, combine={"kind": "sum"})
    [found] = rank(rules, [Entry("X", cards={"judges": cards({"a": "4"})}, by_act={"machine": "40.5"})]).standings
    assert (found.total, found.parts[1].as_json()["is_by_act"]) == (Fraction("44.5"), True)


# --- Shown --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rounding", "expected"), [("half_even", ["2", "4", "-2"]), ("half_up", ["3", "4", "-3"]), ("down", ["2", "3", "-2"])]
)
def test_halves_go_as_the_rules_say(rounding, expected):
    assert [str(rounded(Fraction(number), 0, rounding)) for number in ("5/2", "7/2", "-5/2")] == expected


def test_numbers_have_as_many_places_as_they_need():
    assert [str(as_shown(Fraction(n))) for n in ("27", "62.5", "250/3", "0.000000000001")] == [
        "27",
        "62.5",
        "83.3333",
        "1E-12",
    ]
    assert shown_text(Fraction("0.000000000001")) == "0.000000000001"


def test_a_number_just_below_its_bar_is_seen_to_be_below():
    assert in_words_beside(Fraction(20, 3), Fraction(7)) == "6.6667"
    assert in_words_beside(Fraction("6.99996"), Fraction(7)) == "6.99996"
    # 6.9999992...: with five places it would still be shown as 7.
    assert in_words_beside(Fraction(69999999, 10000001), Fraction(7)) == "6.999999"
