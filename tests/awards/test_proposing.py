from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from awards.proposing import Ranked, departures, overdrawn, proposed_outcomes, ranked_entries


def passed(code: str, rank: int) -> Ranked:
    return Ranked(code, rank, Decimal(100 - rank), True)


def failed(code: str) -> Ranked:
    return Ranked(code, None, Decimal(30), False)


def outcomes(entries: list[Ranked], *, limit: int | None, last: bool = False) -> dict[str, tuple[str | None, str]]:
    found = proposed_outcomes(entries, limit=limit, is_last_round=last)
    return {code: (proposal.outcome, str(proposal.rule)) for code, proposal in found.items()}


def test_the_best_advance_up_to_the_limit() -> None:
    entries = [passed("A", 1), passed("B", 2), passed("C", 3), failed("D")]

    assert outcomes(entries, limit=2) == {
        "A": ("advanced", "within_limit"),
        "B": ("advanced", "within_limit"),
        "C": ("not_advanced", "no_place_left"),
        "D": ("not_advanced", "below_threshold"),
    }


def test_in_the_last_round_the_best_win_and_the_next_are_reserves() -> None:
    entries = [passed("A", 1), passed("B", 2), failed("C"), Ranked("D", None, None, False)]

    assert outcomes(entries, limit=1, last=True) == {
        "A": ("winner", "within_limit"),
        "B": ("reserve", "no_place_left"),
        "C": ("not_advanced", "below_threshold"),
        "D": ("not_advanced", "not_ranked"),
    }


def test_a_tie_across_the_line_waits_for_a_person_and_nobody_behind_it_moves_up() -> None:
    entries = [passed("A", 1), passed("B", 2), passed("C", 2), passed("D", 4)]

    assert outcomes(entries, limit=2) == {
        "A": ("advanced", "within_limit"),
        "B": (None, "tie"),
        "C": (None, "tie"),
        "D": ("not_advanced", "no_place_left"),
    }


def test_a_tie_within_the_line_needs_nobody() -> None:
    assert outcomes([passed("A", 1), passed("B", 1), passed("C", 3)], limit=2)["B"] == ("advanced", "within_limit")


def test_nobody_passed_is_a_proper_outcome() -> None:
    assert outcomes([failed("A"), failed("B")], limit=3) == {
        "A": ("not_advanced", "below_threshold"),
        "B": ("not_advanced", "below_threshold"),
    }
    assert outcomes([], limit=3) == {}


def test_without_a_limit_everybody_who_passed_advances() -> None:
    assert [outcome for outcome, _rule in outcomes([passed("A", 1), passed("B", 2)], limit=None).values()] == ["advanced"] * 2


@pytest.mark.parametrize(
    ("given_outcomes", "too_many", "unfit"),
    [
        ({"A": "winner", "B": "not_advanced", "C": "not_advanced"}, 0, []),
        ({"A": "winner", "B": "winner", "C": "not_advanced"}, 1, []),
        ({"A": "not_advanced", "B": "not_advanced", "C": "winner"}, 0, ["C"]),
    ],
)
def test_limit_and_thresholds_bind_also_those_who_depart(given_outcomes: dict[str, str], too_many: int, unfit: list[str]) -> None:
    assert overdrawn([passed("A", 1), passed("B", 2), failed("C")], given_outcomes, limit=1) == (too_many, unfit)


def test_a_departure_is_whatever_the_rules_did_not_propose() -> None:
    proposed = proposed_outcomes([passed("A", 1), passed("B", 2)], limit=1, is_last_round=True)

    assert departures(proposed, {"A": "winner", "B": "reserve"}) == []
    assert departures(proposed, {"A": "reserve", "B": "winner"}) == ["A", "B"]


def rankings() -> Iterator[list[Ranked]]:
    """Yield standings with up to four shared ranks of up to three entries, with gaps as evaluation.ranking leaves: 1, 1, 3."""
    for groups in range(5):
        for sizes in product((1, 2, 3), repeat=groups):
            entries: list[Ranked] = []
            for size in sizes:
                entries += [passed(f"P{len(entries)}-{number}", len(entries) + 1) for number in range(size)]
            yield [*entries, failed("F1"), failed("F2")]


def test_no_ranking_ever_gives_more_places_than_there_are() -> None:
    for entries, limit, last in product(rankings(), range(9), (False, True)):
        found = proposed_outcomes(entries, limit=limit, is_last_round=last)
        best = [code for code, proposal in found.items() if proposal.outcome in {"advanced", "winner"}]
        tied = [code for code, proposal in found.items() if proposal.outcome is None]

        assert list(found) == [entry.work_code for entry in entries]
        assert len(best) <= limit
        assert not any(code.startswith("F") for code in [*best, *tied])
        # A tie stops the rule only where the tied would overflow the places that are left.
        assert not tied or len(best) < limit < len(best) + len(tied)


def test_an_entry_that_waits_for_people_is_open_and_one_that_is_out_is_not() -> None:
    waiting = {"work_code": "A", "rank": None, "points": None, "meets_thresholds": False, "is_scored": False, "out": None}
    out = {**waiting, "work_code": "B", "out": {"why": "not_scored", "part": "main", "about": None}}
    of_format_1 = {key: value for key, value in waiting.items() if key != "out"}
    assert [each.is_open for each in ranked_entries({"entries": [waiting, out, of_format_1]})] == [True, False, False]
