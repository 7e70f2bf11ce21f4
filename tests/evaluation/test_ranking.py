"""The rule of record against sums done by hand, and against what must hold for any marks."""

import json
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from challenges.versioning import digest
from evaluation.ranking import as_json, rank, recompute, shown

KEYS = ("benefit", "quality", "cost")


def rules(**changes: Any) -> dict[str, Any]:
    weights = changes.pop("weights", ("50", "30", "20"))
    thresholds = changes.pop("thresholds", ("0", "0", "0"))
    return {
        "scale_max": 5,
        "threshold": "0",
        "minimum_scorecards": 1,
        "tie_break": ["heaviest_criterion", "earlier_submission"],
        "criteria": [
            {"key": key, "weight": weight, "threshold": least}
            for key, weight, least in zip(KEYS, weights, thresholds, strict=True)
        ],
        **changes,
    }


def card(work_code: str, *marks: int | None, state: str = "locked") -> dict[str, Any]:
    given_marks = {key: None if mark is None else str(mark) for key, mark in zip(KEYS, marks, strict=True)}
    return {"work_code": work_code, "state": state, "marks": given_marks}


def entries(*codes: str) -> list[dict[str, Any]]:
    return [{"work_code": code, "arrival": place} for place, code in enumerate(codes, start=1)]


def places(ranking: Any) -> list[tuple[str, int | None]]:
    return [(standing.work_code, standing.rank) for standing in ranking.standings]


def test_points_are_the_weighted_share_of_100_and_the_mean_over_jurors():
    # By hand: (4/5*50 + 3/5*30 + 5/5*20) = 78; (3/5*50 + 3/5*30 + 2/5*20) = 56; (5/5*50 + 2/5*30 + 3/5*20) = 74; mean 208/3.
    [standing] = rank(rules(), [card("A", 4, 3, 5), card("A", 3, 3, 2), card("A", 5, 2, 3)], entries("A")).standings
    assert standing.points == Fraction(208, 3)
    assert standing.criteria == {"benefit": Fraction(4), "quality": Fraction(8, 3), "cost": Fraction(10, 3)}
    assert shown(standing.points) == Decimal("69.3333")


def test_a_missing_mark_is_not_scored_and_never_zero():
    whole, partly = card("A", 4, 4, 4), card("A", 5, None, 5)
    [standing] = rank(rules(), [whole, partly], entries("A")).standings
    assert (standing.scorecards, standing.points) == (1, Fraction(80))
    [standing] = rank(rules(), [partly], entries("A")).standings
    assert (standing.is_scored, standing.points, standing.rank, standing.meets_thresholds) == (False, None, None, False)


def test_too_few_scorecards_are_not_scored():
    [standing] = rank(rules(minimum_scorecards=2), [card("A", 5, 5, 5)], entries("A")).standings
    assert (standing.scorecards, standing.points) == (1, None)


@pytest.mark.parametrize("state", ["recused", "assigned", "draft"])
def test_only_cards_that_were_handed_in_count(state):
    [standing] = rank(rules(), [card("A", 4, 4, 4), card("A", 0, 0, 0, state=state)], entries("A")).standings
    assert standing.points == 80


def test_thresholds_are_on_panel_means_and_exact():
    # Means of thirds: 8/3 is below 2.67 and above 2.66, whatever two decimals say.
    cards = [card("A", 3, 5, 5), card("A", 3, 5, 5), card("A", 2, 5, 5)]
    assert rank(rules(thresholds=("2.66", "0", "0")), cards, entries("A")).standings[0].missed == ()
    assert rank(rules(thresholds=("2.67", "0", "0")), cards, entries("A")).standings[0].missed == ("benefit",)


def test_an_entry_below_a_threshold_has_points_but_no_rank():
    ranking = rank(rules(thresholds=("3", "0", "0")), [card("A", 2, 5, 5), card("B", 3, 1, 1)], entries("A", "B"))
    assert places(ranking) == [("B", 1), ("A", None)]
    assert ranking.standings[1].points == 70


def test_nobody_passed_is_an_outcome():
    ranking = rank(rules(threshold="90"), [card("A", 4, 4, 4), card("B", 3, 3, 3)], entries("A", "B"))
    assert ranking.nobody_passed
    assert places(ranking) == [("A", None), ("B", None)]
    assert ranking.standings[0].missed == ("points",)


def test_the_round_threshold_is_met_when_reached_exactly():
    assert rank(rules(threshold="80"), [card("A", 4, 4, 4)], entries("A")).standings[0].meets_thresholds


def test_a_tie_is_broken_by_the_heaviest_criterion():
    # By hand: 3/5*50 + 4/5*30 + 5/5*20 = 74 = 4/5*50 + 3/5*30 + 4/5*20.
    cards = [card("A", 3, 4, 5), card("B", 4, 3, 4)]
    ranking = rank(rules(), cards, entries("A", "B"))
    assert ranking.standings[0].points == ranking.standings[1].points == 74
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert ranking.ties[0].broken_by == ("heaviest_criterion",)


def test_then_by_the_earlier_submission():
    ranking = rank(rules(), [card("A", 4, 3, 5), card("B", 4, 3, 5)], entries("B", "A"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert ranking.ties[0].broken_by == ("earlier_submission",)


def test_without_a_rule_ties_share_a_rank_and_leave_a_gap():
    cards = [card("C", 1, 1, 1), card("B", 5, 5, 5), card("A", 5, 5, 5)]
    ranking = rank(rules(tie_break=[]), cards, entries("C", "B", "A"))
    assert places(ranking) == [("A", 1), ("B", 1), ("C", 3)]
    assert (ranking.ties[0].remains, ranking.ties[0].broken_by) == (True, ())


def test_equal_arrivals_stay_tied():
    same = [{"work_code": "A", "arrival": 1}, {"work_code": "B", "arrival": 1}]
    assert places(rank(rules(), [card("A", 4, 4, 4), card("B", 4, 4, 4)], same)) == [("A", 1), ("B", 1)]


def test_several_heaviest_criteria_are_asked_in_their_published_order():
    even = rules(weights=("40", "40", "20"), tie_break=["heaviest_criterion"])
    assert places(rank(even, [card("A", 3, 5, 4), card("B", 5, 3, 4)], entries("A", "B"))) == [("B", 1), ("A", 2)]


def test_an_unknown_tie_break_is_an_error_and_not_a_silent_tie():
    with pytest.raises(KeyError):
        rank(rules(tie_break=["by_lot"]), [card("A", 1, 1, 1)], entries("A"))


@pytest.mark.parametrize(
    ("number", "text"), [(Fraction(1, 8), "0.12"), (Fraction(3, 8), "0.38"), (Fraction(2, 3), "0.67"), (Fraction(80), "80.00")]
)
def test_rounding_is_half_to_even_and_for_display_only(number, text):
    assert str(shown(number, 2)) == text


# How long an example takes tells about the machine, not about the rule.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(min_value=0, max_value=2**32)
marks = st.integers(min_value=0, max_value=5)
fields_of_cards = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D"]), st.lists(st.tuples(marks, marks, marks), min_size=1, max_size=4), min_size=1
)


def cards_of(field: dict[str, list[tuple[int, int, int]]]) -> list[dict[str, Any]]:
    return [card(code, *three) for code, cards in field.items() for three in cards]


def outcome(ranking: Any) -> list[tuple[str, int | None, Fraction | None]]:
    return [(standing.work_code, standing.rank, standing.points) for standing in ranking.standings]


@given(fields_of_cards, seeds)
@unhurried
def test_the_order_of_cards_and_entries_changes_nothing(field, seed):
    random = Random(seed)  # noqa: S311 - shuffles, keeps no secret
    cards, listed = cards_of(field), entries(*field)
    straight = outcome(rank(rules(), cards, listed))
    random.shuffle(cards)
    random.shuffle(listed)
    assert outcome(rank(rules(), cards, listed)) == straight


@given(fields_of_cards, st.integers(min_value=0, max_value=2))
@unhurried
def test_a_better_mark_never_makes_an_entry_worse(field, criterion):
    code = min(field)
    before = next(s for s in rank(rules(), cards_of(field), entries(*field)).standings if s.work_code == code)
    better = list(field[code][0])
    better[criterion] = min(5, better[criterion] + 1)
    raised = {**field, code: [tuple(better), *field[code][1:]]}
    after = next(s for s in rank(rules(), cards_of(raised), entries(*field)).standings if s.work_code == code)
    assert after.points >= before.points
    assert after.rank <= before.rank


@given(fields_of_cards, st.integers(min_value=1, max_value=40))
@unhurried
def test_weights_count_by_their_proportion(field, factor):
    scaled = rules(weights=tuple(str(int(weight) * factor) for weight in ("50", "30", "20")))
    cards, listed = cards_of(field), entries(*field)
    assert outcome(rank(scaled, cards, listed)) == outcome(rank(rules(), cards, listed))


@given(st.lists(st.tuples(marks, marks, marks), min_size=1, max_size=7), seeds)
@unhurried
def test_equal_marks_are_an_exact_tie_however_they_are_spread(three, seed):
    shuffled = three[:]
    Random(seed).shuffle(shuffled)  # noqa: S311 - shuffles, keeps no secret
    ranking = rank(rules(tie_break=[]), cards_of({"A": three, "B": shuffled}), entries("A", "B"))
    assert places(ranking) == [("A", 1), ("B", 1)]


@given(fields_of_cards)
@unhurried
def test_ranks_are_one_more_than_the_number_of_better_entries(field):
    standings = rank(rules(tie_break=[]), cards_of(field), entries(*field)).standings
    for standing in standings:
        assert standing.rank == 1 + sum(other.points > standing.points for other in standings)


def content() -> dict[str, Any]:
    data = {"rules": rules(), "scorecards": [card("A", 4, 3, 5), card("B", 1, 2, 3)], "entries": entries("A", "B")}
    return {**data, **recompute(data)}


def test_what_is_published_leads_to_itself(tmp_path, capsys):
    file = tmp_path / "ranking.json"
    file.write_text(json.dumps({"content": content(), "sha256": digest(content())}))
    call_command("recompute_ranking", str(file))
    assert "   1  A  78.0000" in capsys.readouterr().out


def test_a_changed_mark_is_found_out(tmp_path):
    changed = content()
    changed["scorecards"][1]["marks"]["benefit"] = "5"
    (tmp_path / "ranking.json").write_text(json.dumps(changed))
    with pytest.raises(CommandError, match="not the one"):
        call_command("recompute_ranking", str(tmp_path / "ranking.json"))


@pytest.mark.parametrize(
    ("text", "words"), [("{", "cannot be read"), ("{}", "lacks"), ('{"content": {}, "sha256": "0"}', "does not have the hash")]
)
def test_a_file_that_is_no_ranking_is_named(tmp_path, text, words):
    (tmp_path / "ranking.json").write_text(text)
    with pytest.raises(CommandError, match=words):
        call_command("recompute_ranking", str(tmp_path / "ranking.json"))


def test_json_states_rounded_and_exact_points():
    [first] = as_json(rank(rules(), [card("A", 4, 3, 5), card("A", 3, 3, 2), card("A", 5, 2, 3)], entries("A")))["entries"]
    assert (first["points"], first["points_exact"], first["rank"]) == ("69.3333", "208/3", 1)
