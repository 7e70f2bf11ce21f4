"""Money: ranks shared, pools divided, bounds, instalments; never more than was promised."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from awards.consequences.dividing import even_shares
from awards.consequences.paying import Paid, pay
from awards.consequences.rewarding import reward
from challenges.rules.rewards import Pool
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.refusals import ActRefused
from tests.awards.consequences.rewarding import in_lots, ladder, played
from tests.evaluation.methods.entering import scored
from tests.factories.rules import Piece, fixed, item, money, pool, rewards, text, to_rank

SPLIT: Piece = {"kind": "split_places", "remainder": "stays"}
EVEN: Piece = {"kind": "even", "among_at_most": 50, "remainder": "stays"}


def from_pool(at_least: int | None = None, at_most: int | None = None, kind: str = "from_pool") -> Piece:
    bounds = {"at_least": at_least, "at_most": at_most}
    return {"kind": kind, **{name: None if bound is None else money(bound) for name, bound in bounds.items()}}


def paid(
    items: Sequence[Piece],
    entries: Sequence[Entry],
    pools: Sequence[Piece] = (),
    acts: Acts = NO_ACTS,
    call: Sequence[Piece] = (),
) -> Paid:
    rules, rounds = rewards(*items, pools=pools), [played(entries)]
    awards = reward(rules.items, rounds, acts=acts).awards
    return pay(rules, awards, rounds, acts=acts, call_pools=[Pool.model_validate(each) for each in call])


def sums(found: Paid) -> dict[tuple[str, str], Any]:
    return {(each.award.item, each.award.work_code): each.as_json()["amount"] for each in found.payments}


# --- Fixed sums and ranks shared ------------------------------------------------------------------------------------------


def test_two_on_rank_one_share_the_sums_of_their_places_or_get_each_in_full():
    field = scored(a=90, b=90, c=80, d=70)
    assert sums(paid(ladder(100, 51, 20, when_shared=SPLIT), field)) == {
        ("first", "a"): "75.5",
        ("first", "b"): "75.5",
        ("third", "c"): "20",
    }
    assert sums(paid(ladder(100, 51, 20), field)) == {("first", "a"): "100", ("first", "b"): "100", ("third", "c"): "20"}


def test_how_a_shared_sum_came_about_is_said():
    [first, *_others] = paid(ladder(100, 51, 20, when_shared=SPLIT), scored(a=90, b=90)).payments
    assert first.because == "the sums of places 1 to 2, 151 in all, shared by 2"


@pytest.mark.parametrize(("remainder", "first"), [("stays", "23.66"), ("first_ranked", "23.68")])
def test_the_last_cents_of_shared_places(remainder, first):
    # Three share 51 + 20: 23.66 each, and two cents are left.
    found = sums(paid(ladder(100, 51, 20, when_shared={**SPLIT, "remainder": remainder}), scored(a=90, b=80, c=80, d=80)))
    assert found == {("first", "a"): "100", ("second", "b"): first, ("second", "c"): "23.66", ("second", "d"): "23.66"}


def test_three_on_rank_one_share_the_whole_ladder():
    found = paid(ladder(100, 51, 20, when_shared=SPLIT), scored(a=90, b=90, c=90, d=10))
    assert set(sums(found).values()) == {"57"}
    assert found.total("EUR") == 171


def test_honours_and_goods_are_no_money():
    course = {"kind": "goods", "what": text("A course"), "worth": money(500)}
    found = paid([item("honour", to_rank(1)), item("course", to_rank(1), course)], scored(a=90))
    assert [(each.amount, each.worth, each.currency) for each in found.payments] == [
        (None, None, None),
        (None, Fraction(500), "EUR"),
    ]
    assert found.asks == ()


def test_instalments_come_to_the_sum():
    parts = [{"key": key, "share": share, "when": "milestone"} for key, share in (("a", "33.3"), ("b", "33.3"), ("c", "33.4"))]
    [payment] = paid([item("grant", to_rank(1), fixed("100.01"), instalments=parts)], scored(a=90)).payments
    assert [(key, str(amount)) for key, amount in payment.instalments] == [("a", "333/10"), ("b", "333/10"), ("c", "3341/100")]
    assert payment.as_json()["instalments"][2] == {"key": "c", "amount": "33.41"}


# --- Sums that people tell ------------------------------------------------------------------------------------------------


def test_a_sum_asked_for_is_asked_and_kept_within_its_bounds():
    items = [item("grant", to_rank(1, 2), from_pool(100, 500, "asked"))]
    asked = paid(items, scored(a=90, b=80))
    assert [(ask.step, ask.who, ask.wants, ask.about) for ask in asked.asks] == [
        ("rewards/grant", "authority", "sums", ("a", "b"))
    ]
    told = Acts(sums={"rewards/grant": {"a": "100", "b": "499.99"}})
    assert sums(paid(items, scored(a=90, b=80), acts=told)) == {("grant", "a"): "100", ("grant", "b"): "499.99"}
    for outside in ("99.99", "500.01"):
        with pytest.raises(ActRefused):
            paid(items, scored(a=90), acts=Acts(sums={"rewards/grant": {"a": outside}}))


# --- Pools ----------------------------------------------------------------------------------------------------------------


def winners(count: int) -> list[Entry]:
    return scored(**{f"w{number:02}": 50 for number in range(count)})


def shared(count: int, division: Piece = EVEN, total: int = 500_000, **bounds: int) -> Paid:
    """Challenge 1161: up to 50 winners of 10,000; fewer share the 500,000."""
    items = [item("phase1", to_rank(1, 50), from_pool(**bounds), pool="purse")]
    return paid(items, winners(count), [pool("purse", total, division)])


@pytest.mark.parametrize(("count", "each", "left"), [(50, "10000", "0"), (37, "13513.51", "13/100")])
def test_an_even_pool_is_divided_in_whole_cents(count, each, left):
    found = shared(count)
    assert set(sums(found).values()) == {each}
    assert {step: str(rest) for step, rest in found.left.items()} == {"pools/purse": left}


def test_thirty_eight_of_fifty_numbers_of_winners_leave_cents():
    assert sum(even_shares(Fraction(500_000), count)[1] > 0 for count in range(1, 51)) == 38


def test_the_last_cents_may_go_to_the_best_ranked():
    found = shared(37, {**EVEN, "remainder": "first_ranked"})
    assert sums(found)["phase1", "w00"] == "13513.64"
    assert (found.total("EUR"), found.left) == (500_000, {"pools/purse": 0})


def test_more_winners_than_may_share_are_asked_about():
    found = shared(3, {**EVEN, "among_at_most": 2})
    assert ([ask.step for ask in found.asks], set(sums(found).values())) == (["rewards/phase1"], {None})


def test_bounds_of_an_even_share():
    assert set(sums(shared(4, at_most=100_000)).values()) == {"100000"}
    assert [ask.wants for ask in shared(50, at_least=10_001).asks] == ["sums"]


@pytest.mark.parametrize(
    ("when_short", "expected"),
    [
        ("stop", {"a": "60", "b": "0", "c": "0"}),
        ("skip", {"a": "60", "b": "0", "c": "40"}),
        ("part", {"a": "60", "b": "40", "c": "0"}),
    ],
)
def test_a_pool_down_the_ranking(when_short, expected):
    """100 for sums of 60, 50 and 40."""
    items = [item("grant", to_rank(1, 3), from_pool(kind="asked"), pool="purse")]
    pools = [pool("purse", 100, {"kind": "down_ranking", "when_short": when_short})]
    told = Acts(sums={"rewards/grant": {"a": "60", "b": "50", "c": "40"}})
    assert {code: amount for (_item, code), amount in sums(paid(items, scored(a=9, b=8, c=7), pools, told)).items()} == expected
    assert [ask.wants for ask in paid(items, scored(a=9, b=8, c=7), pools).asks] == ["sums"]


def test_a_pool_that_does_not_pay_all_equals_asks_for_their_order():
    items = [item("grant", to_rank(1, 2), fixed(60), pool="purse")]
    pools = [pool("purse", 100, {"kind": "down_ranking", "when_short": "part"})]
    asked = paid(items, scored(a=9, b=9), pools)
    assert [(ask.step, ask.wants, ask.about) for ask in asked.asks] == [("pools/purse", "order", ("a", "b"))]
    found = paid(items, scored(a=9, b=9), pools, Acts(chosen={"pools/purse": ("b", "a")}))
    assert sums(found) == {("grant", "b"): "60", ("grant", "a"): "40"}


def purse_of_the_crowd(acts: Acts = NO_ACTS) -> Paid:
    """Challenge 884: a judged purse of 45,000 for up to five, each at least 5,000."""
    to = {"kind": "chosen", "round": "final", "by": "jury"}
    items = [item("finalist", to, from_pool(5_000), pool="purse", count={"at_least": 0, "at_most": 5})]
    chosen = Acts(chosen={"rewards/finalist": ("a", "b")}, sums=acts.sums)
    return paid(items, scored(a=9, b=8, c=7), [pool("purse", 45_000, {"kind": "decided", "by": "jury"})], chosen)


def test_a_purse_that_the_jury_divides():
    assert [(ask.step, ask.who, ask.jury) for ask in purse_of_the_crowd().asks] == [("rewards/finalist", "jury", "jury")]
    told = purse_of_the_crowd(Acts(sums={"rewards/finalist": {"a": "40000", "b": "5000"}}))
    assert (told.total("EUR"), told.left["pools/purse"]) == (45_000, 0)
    for outside in ({"a": "40000", "b": "5001"}, {"a": "4999", "b": "5000"}):
        with pytest.raises(ActRefused):
            purse_of_the_crowd(Acts(sums={"rewards/finalist": outside}))


def capped(acts: Acts = NO_ACTS) -> Paid:
    items = [item("grant", to_rank(1, 3), fixed(30), pool="purse")]
    return paid(items, scored(a=9, b=8, c=7), [pool("purse", 80, {"kind": "cap_only"})], acts)


def test_above_a_ceiling_the_authority_decides():
    """As 81 grants of 30,000 under 2.4 million: the last one is not paid by itself."""
    found = capped()
    assert sums(found) == {("grant", "a"): "30", ("grant", "b"): "30", ("grant", "c"): None}
    assert [(ask.step, ask.who, ask.about) for ask in found.asks] == [("rewards/grant", "authority", ("c",))]
    assert sums(capped(Acts(sums={"rewards/grant": {"c": "20"}})))["grant", "c"] == "20"
    assert sums(capped(Acts(sums={"rewards/grant": {"c": "21"}})))["grant", "c"] is None


@pytest.mark.parametrize("division", [EVEN, {"kind": "decided", "by": "jury"}])
def test_promised_sums_are_not_paid_beyond_the_pool(division):
    items = [item("grant", to_rank(1, 3), fixed(30), pool="purse")]
    found = paid(items, scored(a=9, b=8, c=7), [pool("purse", 80, division)])
    assert (found.total("EUR"), [ask.about for ask in found.asks]) == (60, [("c",)])


def test_fixed_sums_come_before_an_even_share():
    items = [item("first", to_rank(1), fixed(30), pool="purse"), item("rest", to_rank(2, 3), from_pool(), pool="purse")]
    found = paid(items, scored(a=9, b=8, c=7), [pool("purse", 100, EVEN)])
    assert sums(found) == {("first", "a"): "30", ("rest", "b"): "35", ("rest", "c"): "35"}


def test_a_pool_of_the_call_knows_what_others_spent():
    items = [item("grant", to_rank(1, 2), fixed(30), pool="shared")]
    call = [pool("shared", 80, {"kind": "cap_only"}, per="call")]
    assert paid(items, scored(a=9, b=8), call=call).total("EUR") == 60
    spent = Acts(numbers={"pools/shared/spent": "40"})
    found = paid(items, scored(a=9, b=8), acts=spent, call=call)
    assert (found.total("EUR"), found.left["pools/shared"], len(found.asks)) == (30, 10, 1)


def test_a_pool_of_the_call_shared_evenly_asks_how_many_share_it():
    items = [item("grant", to_rank(1), from_pool(), pool="shared")]
    call = [pool("shared", 90, EVEN, per="call")]
    assert [(ask.step, ask.wants) for ask in paid(items, scored(a=9), call=call).asks] == [("pools/shared/others", "number")]
    others = Acts(numbers={"pools/shared/others": "2"})
    assert sums(paid(items, scored(a=9), acts=others, call=call)) == {("grant", "a"): "30"}


def test_each_lot_has_its_pool():
    rules = rewards(
        item("grant", to_rank(1, 2), from_pool(), per="lot", pool="purse"), pools=[pool("purse", 90, EVEN, per="lot")]
    )
    rounds = in_lots()
    found = pay(rules, reward(rules.items, rounds).awards, rounds)
    assert [(each.award.work_code, each.amount) for each in found.payments] == [("a", 45), ("b", 45), ("c", 90)]
    assert set(found.left) == {"pools/purse@one", "pools/purse@two"}
