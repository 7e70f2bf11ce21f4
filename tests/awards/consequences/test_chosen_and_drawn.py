"""Rewards that are chosen, withheld or drawn, and rewards in lots."""

from typing import Any

import pytest

from evaluation.methods.entries import Acts
from evaluation.methods.refusals import ActRefused
from tests.awards.consequences.rewarding import given, in_lots, ladder, of_pairs, pairs, played
from tests.evaluation.methods.entering import scored, table
from tests.factories.rules import (
    Piece,
    item,
    limit,
    to_rank,
)


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
