"""The most money that rules promise, and the claims of it that real notices make."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from challenges.rules.promised import Promised, most_promised
from challenges.rules.reading import Reading, read
from tests.challenges.rules.documents import GONE, Data, at, changed, codes, read_changed, whole
from tests.challenges.rules.mistakes import ITEMS, ROUNDS, euro

FIRST = at(whole(), f"{ITEMS}[0]")
PRIZE = {**FIRST, "bars": [], "pool": None, "paid_in": None, "per": "challenge"}


AFTER_TRIAL = (f"{ROUNDS}[2].follows", ["trial"])


def to(kind: str, of: str) -> tuple[str, Any]:
    """Return the change by which the first prize is for everybody in a round."""
    return f"{ITEMS}[0]", {**PRIZE, "to": {"kind": kind, "round": of}}


def promised(*changes: tuple[str, Any]) -> Promised:
    document = read_changed(*changes).document
    assert document is not None
    return most_promised(document, "EUR")


def prizes(terms: list[Fraction | int], stated: int, currency: str) -> Data:
    """Return the whole document with these prizes by rank and no other rewards."""
    items = [
        {
            **PRIZE,
            "key": f"rank-{rank}",
            "to": {**FIRST["to"], "first": rank, "last": rank},
            "each": {"kind": "fixed", "sum": euro(str(sum_), currency)},
        }
        for rank, sum_ in enumerate(terms, start=1)
    ]
    data = changed(whole(), ITEMS, items)
    return changed(data, "rules.rewards.stated_total", euro(str(stated), currency))


@pytest.mark.parametrize(
    ("changes", "amount", "is_whole"),
    [
        # One prize in the one lot that has no parts, and at most five times 9,000 out of a pool of 30,000.
        ((), 50_000, True),
        (((f"{ITEMS}[1].count.at_most", 2),), 38_000, True),
        (((f"{ITEMS}[1].count.at_most", None),), 50_000, True),
        (((f"{ITEMS}[1].each.at_most", None),), 50_000, True),
        (((f"{ITEMS}[0].to.last", 5),), 120_000, True),
        (((f"{ITEMS}[0].per", "challenge"), (f"{ITEMS}[0].to.last", 2)), 70_000, True),
        (((f"{ITEMS}[0]", PRIZE), ("rules.rewards.pools[0].total.amount", GONE)), 65_000, True),
        (((f"{ITEMS}[0].each", GONE),), 30_000 + 90_000, True),
        (((f"{ITEMS}[0]", {**PRIZE, "to": {"kind": "entered", "round": "concept"}}),), 30_000, False),
        (((f"{ITEMS}[0]", {**PRIZE, "to": {"kind": "advanced", "round": "trial"}}),), 80_000 + 30_000, True),
        (((f"{ITEMS}[0]", {**PRIZE, "to": {"kind": "advanced", "round": "concept"}}),), 30_000, False),
        ((to("advanced", "poll"),), 30_000, False),
        ((to("advanced", "poll"), AFTER_TRIAL), 80_000 + 30_000, True),
        ((to("entered", "poll"), AFTER_TRIAL), 80_000 + 30_000, True),
        # Into the final come those alone who went on from both.
        ((to("entered", "final"),), 80_000 + 30_000, True),
        ((to("entered", "final"), (f"{ROUNDS}[3].joins", "any")), 30_000, False),
        ((to("advanced", "poll"), AFTER_TRIAL, (f"{ROUNDS}[1].advancing.per", "challenge")), 30_000, False),
        ((to("advanced", "poll"), AFTER_TRIAL, (f"{ROUNDS}[1].follows", ["poll"])), 80_000 + 30_000, True),
        ((to("advanced", "poll"), (f"{ROUNDS}[2].follows", ["poll"])), 30_000, False),
        (((f"{ITEMS}[0].each.sum.currency", "PLN"),), 30_000, True),
        ((("rules.rewards", GONE),), 0, False),
        (((f"{ITEMS}[0].pool", GONE),), 30_000, False),
    ],
)
def test_the_most_is_counted_reward_by_reward(changes: tuple[tuple[str, Any], ...], amount: int, is_whole: bool) -> None:
    assert promised(*changes) == Promised(Fraction(amount), is_whole)


def test_what_advances_is_counted_by_takes() -> None:
    takes = [
        {"kind": "named", "key": "named", "lots": [], "count": 2},
        {"kind": "up_to", "key": "up_to", "lots": [], "at_least": 1, "at_most": 3, "at_line": "all"},
    ]
    to = {**PRIZE, "to": {"kind": "advanced", "round": "trial"}}

    assert promised((f"{ROUNDS}[1].advancing.takes", takes), (f"{ITEMS}[0]", to)).amount == 5 * 20_000 + 30_000


# The first round as one window of its own, judged together with no other.
ONE_WINDOW = (
    (f"{ROUNDS}[0].intake.more_later", False),
    (f"{ROUNDS}[0].intake.call_windows", []),
    (f"{ROUNDS}[0].judging.windows", "together"),
)


def windows(*keys: str) -> list[Data]:
    return [{**at(whole(), f"{ROUNDS}[0].intake.windows[0]"), "key": key} for key in keys]


@pytest.mark.parametrize(
    ("changes", "times"),
    [
        ((), 1),
        (((f"{ROUNDS}[0].intake.windows", windows("a", "b", "c")),), 1),
        (((f"{ROUNDS}[0].judging.windows", "each"),), 1),
        (((f"{ROUNDS}[0].judging.windows", "each"), (f"{ROUNDS}[0].intake.windows", windows("a", "b", "c"))), 3),
        (((f"{ROUNDS}[0].judging.windows", "each"), (f"{ROUNDS}[0].intake.call_windows", ["x", "y"])), 3),
    ],
)
def test_what_is_judged_in_each_window_is_given_in_each(changes: tuple[tuple[str, Any], ...], times: int) -> None:
    prize = {**PRIZE, "to": {**FIRST["to"], "round": "concept", "last": 1}}

    assert promised((ITEMS, [prize]), *ONE_WINDOW, *changes) == Promised(Fraction(20_000) * times)


def test_how_often_it_is_given_has_no_bound_where_windows_may_be_added() -> None:
    prize = {**PRIZE, "to": {**FIRST["to"], "round": "concept", "last": 1}}
    more = ((f"{ROUNDS}[0].judging.windows", "each"), (f"{ROUNDS}[0].intake.more_later", True))

    assert not promised((ITEMS, [prize]), *more).is_whole


def test_a_later_round_is_judged_in_the_windows_of_the_first() -> None:
    prize = {**PRIZE, "to": {**FIRST["to"], "round": "trial", "last": 1}}
    each = ((f"{ROUNDS}[1].judging.windows", "each"), (f"{ROUNDS}[0].intake.windows", windows("a", "b")))

    assert promised((ITEMS, [prize]), *ONE_WINDOW, *each).amount == 40_000


def test_what_goes_to_those_who_advance_in_each_lot_is_counted_once_for_each() -> None:
    lots = [{"key": key, "title": {"en": key}, "within": None} for key in ("north", "south", "west")]
    per_lot = (("rules.lots", lots), (f"{ROUNDS}[1].advancing.per", "lot"))
    take = {"kind": "named", "key": "named", "lots": [], "count": 2}
    prize = {**PRIZE, "per": "lot", "lots": [], "to": {"kind": "advanced", "round": "trial"}}
    given = ((ITEMS, [prize]), (f"{ROUNDS}[1].advancing.takes", [take]))

    assert promised(*given, *per_lot).amount == 6 * 20_000
    assert promised(*given, *per_lot, (f"{ITEMS}[0].lots", ["north", "west"])).amount == 4 * 20_000


@pytest.mark.parametrize("member", ["to", "to.round", "per", "count"])
def test_what_a_draft_does_not_say_is_not_counted(member: str) -> None:
    assert isinstance(promised((f"{ITEMS}[1].{member}", GONE)), Promised)


def warned(reading: Reading) -> bool:
    return "money.stated_total" in codes(reading)


@pytest.mark.parametrize(("stated", "is_warned"), [(37_500, False), (37_501, True), (37_499, True)])
def test_a_claim_is_compared_to_the_cent(stated: int, is_warned: bool) -> None:
    assert warned(read(prizes([25_000, 12_500], stated, "EUR"))) == is_warned


def test_sums_that_real_notices_claim_are_those_of_their_prizes(shared_file: Callable[[str], Path]) -> None:
    checks = json.loads(shared_file("data/calls/calls.json").read_text(encoding="utf-8"))["prize_sum_checks"]
    plain = [check for check in checks if check["match"] and all(isinstance(term, int) for term in check["terms"])]

    for check in plain:
        assert not warned(read(prizes(check["terms"], check["stated"], check["currency"]))), check["call"]
        assert warned(read(prizes(check["terms"], check["stated"] + 1, check["currency"]))), check["call"]
    assert len(plain) >= 6
