"""What follows from the sources by hand: who goes on, how much money, where a person decides. The documents say the same."""

from fractions import Fraction
from pathlib import Path

import pytest

from challenges.rules.base import HOLE, WITH_HOLES
from challenges.rules.document import Document
from tests.examples import holding
from tests.examples.reading import CALLS, load

GOLDEN = load(Path(__file__).with_name("golden.json"))

each_call = pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)


def document_of(path):
    return Document.model_validate(load(path), context=WITH_HOLES)


def most_taken(take):
    """Return the most that a take lets through; None where it lets all through."""
    name = {"top": "places", "named": "count", "lot": "count", "up_to": "at_most", "picks": "at_most"}.get(take.kind)
    return getattr(take, name) if name else None


def most_given(item, pools):
    """Return the most that one recipient gets: the fixed sum, the most one may ask, or an equal part of the pool."""
    if item.each.kind == "fixed":
        return Fraction(item.each.sum.amount)
    if item.each.kind == "asked":
        return Fraction(item.each.at_most.amount)
    pool = pools[item.pool]
    among = pool.division.among_at_most if pool.division is not HOLE else 1
    return Fraction(pool.total.amount) / among


@each_call
def test_as_many_go_on_as_follows_from_the_source(path):
    document, golden = document_of(path), GOLDEN[path.stem]

    for key, expected in golden["advances"].items():
        stage = next(stage for stage in document.rules.rounds if stage.key == key)
        capacity = [limit.at_most for limit in document.rules.participation.limits or () if limit.round == key]
        most = [most_taken(take) for take in stage.advancing.takes]
        if "all_who_pass" in expected:
            assert most == [None], key
        else:
            (number,) = expected.values()
            assert number == (sum(most) if None not in most else sum(capacity)), key
            assert ("exactly" in expected) == all(take.kind in ("top", "named", "lot") for take in stage.advancing.takes), key


@each_call
def test_as_much_money_is_given_as_follows_from_the_source(path):
    document, money = document_of(path), GOLDEN[path.stem]["money"]
    rewards = document.rules.rewards
    items = {item.key: item for item in (() if rewards.items is HOLE else rewards.items)}
    pools = {pool.key: pool for pool in (() if rewards.pools is HOLE else rewards.pools)}

    for line in money["lines"] if money else ():
        assert Fraction(line["each"]) * line["times"] == Fraction(line["sum"]), line
        given = most_given(items[line["reward"]], pools)
        assert given == Fraction(line["each"]), line
        shares = [Fraction(part.share) / 100 * given for part in items[line["reward"]].instalments or ()]
        assert shares == [Fraction(part) for part in line.get("instalments", ())], line
    if money and money["lines"]:
        assert sum(Fraction(line["sum"]) for line in money["lines"]) == Fraction(money["most"])


@each_call
def test_the_stated_sum_is_that_of_the_source(path):
    document, golden = document_of(path), GOLDEN[path.stem]
    totals = [document.rules.rewards.stated_total, document.call and document.call.stated_total]
    stated = [total.amount for total in totals if total]

    assert stated == [golden["money"]["stated"]] if golden["money"] and golden["money"]["stated"] else stated == []
    if stated:
        assert ("money.stated" in golden["warns"]) == (Fraction(golden["money"]["most"]) > Fraction(stated[0]))


@each_call
def test_where_a_person_decides_is_a_place_of_the_document(path):
    document = document_of(path)

    for address in GOLDEN[path.stem]["persons_decide"]:
        (value,) = holding.members(document, address)
        assert value is not HOLE, address
