"""Who goes on where entries are judged one by one, and where limits let in only some."""

from dataclasses import replace

import pytest

from awards.consequences.advancing import advance
from evaluation.methods.admitting import admit
from evaluation.methods.entries import Acts, Entry
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import UndefinedError
from tests.awards.consequences.advancing import POINTS, SEVEN, SEVENTY, advanced, why
from tests.evaluation.methods.entering import scored
from tests.factories.rules import (
    advancing,
    criterion,
    judging,
    limit,
    numbers,
    part,
    take,
    top,
)

ROLLING = judging(part(criteria=[criterion("a", numbers("100"))]), windows="one_by_one")


def test_judged_one_by_one_who_passes_first_is_taken_first():
    found = advanced(scored(a=75, b=60, c=99, d=80), top(2), hurdles=[SEVENTY], rules=ROLLING)
    assert (found.work_codes, why(found)) == (("a", "c"), {"b": ("hurdle", "minimum-score"), "d": ("not_taken",)})


def test_judged_one_by_one_a_later_entry_changes_nothing():
    before = advanced(scored(a=75, b=60), top(2), hurdles=[SEVENTY], rules=ROLLING)
    after = advanced(scored(a=75, b=60, c=99), top(2), hurdles=[SEVENTY], rules=ROLLING)
    assert after.work_codes[: len(before.work_codes)] == before.work_codes
    with pytest.raises(UndefinedError):
        advanced(scored(a=75), take("share", percent="20", rounding="up", at_line="all"), rules=ROLLING)


def of_two_suppliers(**totals: int) -> list[Entry]:
    return [replace(each, supplier=each.work_code[0]) for each in scored(**totals)]


PAIRS = {"a1": 90, "a2": 80, "b1": 70, "c1": 60}


def test_one_of_each_supplier_goes_on_and_places_move_up():
    found = advanced(of_two_suppliers(**PAIRS), top(3), limits=[limit("advances")])
    assert (found.work_codes, why(found)) == (("a1", "b1", "c1"), {"a2": ("limit",)})


@pytest.mark.parametrize(
    ("excess", "taken"),
    [
        ("keep_first", ("a1", "b1", "c1")),
        ("keep_last", ("a2", "b1", "c1")),
        ("disqualify_all", ("b1", "c1")),
        ("reserve_list", ("a1", "b1", "c1")),
    ],
)
def test_what_is_too_many_goes_as_the_limit_says(excess, taken):
    assert advanced(of_two_suppliers(**PAIRS), top(3), limits=[limit("advances", excess=excess)]).work_codes == taken


def test_the_entrant_may_choose_which_goes_on():
    rule = limit("advances", excess="applicant_chooses")
    asked = advanced(of_two_suppliers(**PAIRS), top(3), limits=[rule])
    assert ([(ask.step, ask.who) for ask in asked.asks], asked.work_codes) == ([("limits/limit=a", "entrant")], ("b1", "c1"))
    acts = Acts(chosen={"limits/limit=a": ("a2",)})
    assert advanced(of_two_suppliers(**PAIRS), top(3), limits=[rule], acts=acts).work_codes == ("a2", "b1", "c1")


def test_limits_that_let_in_one_of_two_equals_are_asked_about():
    field = of_two_suppliers(a1=90, a2=90, b1=70)
    asked = advanced(field, top(2), limits=[limit("advances")])
    assert [(ask.step, ask.who, ask.about) for ask in asked.asks] == [("takes/best", "official", ("a1", "a2"))]
    found = advanced(field, top(2), limits=[limit("advances")], acts=Acts(chosen={"takes/best": ("a2",)}))
    assert found.work_codes == ("a2", "b1")


def test_the_next_best_wait():
    found = advanced(scored(**SEVEN), top(2), hurdles=[SEVENTY], reserves=3)
    # e and f share the last place of the reserve.
    assert found.reserves == ("c", "d", "e", "f")
    assert advanced(scored(a=9), top(2), reserves=3).reserves == ()


def test_every_standing_is_taken_or_not_once():
    field = scored(**SEVEN)
    found = advanced(field, top(3), hurdles=[SEVENTY])
    assert sorted([*found.work_codes, *(each.work_code for each in found.not_taken)]) == sorted(SEVEN)
    assert found.as_json()["taken"][0] == {"work_code": "a", "take": "best"}


def test_who_is_not_admitted_is_out():
    field = [replace(each, barred="inadmissible" if each.work_code == "a" else None) for each in scored(a=9, b=8)]
    ranking = rank(POINTS, field, outs=admit(field).outs)
    assert advance(advancing(top(1)), ranking, field).work_codes == ("b",)
