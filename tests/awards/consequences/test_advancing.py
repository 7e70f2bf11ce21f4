"""Hurdles, takes, the line, limits and reserves."""

from dataclasses import replace

import pytest

from challenges.rules.participation import Lot
from evaluation.methods.entries import Acts, Entry
from evaluation.methods.refusals import ActRefused, StillOpenError, UndefinedError
from evaluation.methods.scopes import Scope
from tests.awards.consequences.advancing import SEVEN, SEVENTY, advanced, why
from tests.evaluation.methods.entering import marked, scored, table
from tests.evaluation.methods.test_published_tables import FIRST, RTTT_1, RTTT_2, applications, applied
from tests.factories.rules import (
    agreed_order,
    criterion,
    hurdle,
    judging,
    jury_decides,
    numbers,
    part,
    places,
    take,
    text,
    top,
)

# --- Published tables -----------------------------------------------------------------------------------------------------


def test_the_first_sixteen_of_the_first_phase_are_its_finalists():
    found = advanced(applied(FIRST), top(16, "jury_decides"), rules=applications())
    assert set(found.work_codes) == set(RTTT_1["before_interviews"])
    assert found.asks == ()


@pytest.mark.parametrize(("at_line", "taken", "asked"), [("none", 4, 0), ("all", 6, 0), ("jury_decides", 4, 1), ("lot", 4, 1)])
def test_illinois_and_ohio_share_the_line_of_five(at_line, taken, asked):
    found = advanced(applied(RTTT_1["before_interviews"]), top(5, at_line), rules=applications())
    assert (len(found.work_codes), [ask.about for ask in found.asks]) == (taken, [("Illinois", "Ohio")] * asked)


def test_the_first_ten_of_the_second_phase_are_those_that_were_funded():
    means = {each["name"]: each["total"] for each in RTTT_2["entries"]}
    found = advanced(applied(means), top(10, "jury_decides"), rules=applications())
    assert set(found.work_codes) == {each["name"] for each in RTTT_2["entries"] if each["funded"]}


def test_perfect_totals_in_illinois_are_drawn_for():
    illinois = table("illinois")
    rules = judging(part(criteria=[criterion("a", numbers(str(illinois["maximum"])))]))
    perfect = marked({f"G{number:03}": [illinois["maximum"]] for number in range(illinois["tied_later"])})
    asked = advanced(perfect, top(illinois["licences"], "lot"), rules=rules)
    assert (asked.work_codes, [ask.wants for ask in asked.asks]) == ((), ["seed"])
    assert {each.why for each in asked.not_taken} == {"waiting"}
    drawn = advanced(perfect, top(illinois["licences"], "lot"), rules=rules, acts=Acts(seeds={"takes/best": "4711"}))
    assert len(drawn.work_codes) == illinois["licences"]


# --- Rules of challenge.gov -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("entries", "taken"), [(30, 15), (18, 8)])
def test_the_lesser_of_all_above_70_and_the_best_15(entries, taken):
    """Challenge 856: 60, 61, 62 ... points; of 30 twenty reach 70, of 18 eight."""
    field = scored(**{f"e{n}": 60 + n for n in range(entries)})
    assert len(advanced(field, top(15, "jury_decides"), hurdles=[SEVENTY]).work_codes) == taken


@pytest.mark.parametrize(("rounding", "taken"), [("up", 3), ("down", 2)])
def test_the_best_fifth_of_eleven(rounding, taken):
    """Challenge 1062: a percentage, not a number."""
    best = take("share", percent="20", rounding=rounding, at_line="all")
    assert len(advanced(scored(**{f"e{n}": n for n in range(11)}), best).work_codes) == taken


def test_a_share_is_of_the_ranked_whether_or_not_they_pass_the_hurdles():
    half = take("share", percent="50", rounding="down", at_line="all")
    found = advanced(scored(a=90, b=80, c=60, d=50), half, hurdles=[hurdle("minimum_score", score="85")])
    assert found.work_codes == ("a",)
    found = advanced(scored(a=90, b=80, c=60, d=50), half, hurdles=[hurdle("minimum_score", score="55")])
    assert found.work_codes == ("a", "b")


# --- Hurdles --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("at_line", "taken"), [("all", "abcdef"), ("none", "abcd"), ("jury_decides", "abcd")])
def test_five_with_at_least_seventy_and_two_on_seventy(at_line, taken):
    found = advanced(scored(**SEVEN), top(5, at_line), hurdles=[SEVENTY])
    assert "".join(sorted(found.work_codes)) == taken
    assert why(found)["g"] == ("hurdle", "minimum-score")


def test_hurdles_come_before_places():
    there = hurdle("attended", round="talk")
    field = [replace(each, attended=frozenset({"talk"} if each.work_code != "a" else ())) for each in scored(**SEVEN)]
    assert "".join(sorted(advanced(field, top(5), hurdles=[there]).work_codes)) == "bcdef"


def test_a_hurdle_is_compared_unrounded():
    rounded = judging(part(criteria=[criterion("a", numbers("100"))]))
    field = marked({"x": (70, 70, 69)})
    assert why(advanced(field, top(1), hurdles=[SEVENTY], rules=rounded)) == {"x": ("hurdle", "minimum-score")}


def test_out_is_not_a_hurdle():
    rules = judging(part(criteria=[criterion("a", numbers("100"), minimum="50")]))
    field = scored(a=90, b=40)
    found = advanced(field, take("all"), rules=rules)
    assert (found.work_codes, why(found)) == (("a",), {"b": ("out",)})
    assert advanced(field, take("all"), hurdles=[hurdle("passed_all")], rules=rules).work_codes == ("a",)


def test_the_jury_must_be_convinced():
    convinced = hurdle("jury_judgement", words=text("Can be built"))
    asked = advanced(scored(a=9, b=8), take("all"), hurdles=[convinced])
    assert ([(ask.step, ask.who, ask.jury) for ask in asked.asks], asked.work_codes) == (
        [("hurdles/jury-judgement", "jury", "jury")],
        (),
    )
    assert {each.why for each in asked.not_taken} == {"waiting"}
    acts = Acts(chosen={"hurdles/jury-judgement": ("b",)})
    assert advanced(scored(a=9, b=8), take("all"), hurdles=[convinced], acts=acts).work_codes == ("b",)


def ballots_of(**votes: int) -> list[Entry]:
    return [replace(each, ballots={"vote": {"1": votes[each.work_code]}}) for each in scored(**dict.fromkeys(votes, 50))]


def test_most_ballots():
    most = hurdle("most_ballots", places=2)
    assert advanced(ballots_of(a=3, b=2, c=1), take("all"), hurdles=[most]).work_codes == ("a", "b")
    asked = advanced(ballots_of(a=3, b=2, c=2), take("all"), hurdles=[most])
    assert ([(ask.about, ask.at_most) for ask in asked.asks], asked.work_codes) == ([(("b", "c"), 1)], ("a",))
    acts = Acts(chosen={"hurdles/most-ballots": ("c",)})
    assert advanced(ballots_of(a=3, b=2, c=2), take("all"), hurdles=[most], acts=acts).work_codes == ("a", "c")
    assert advanced(ballots_of(a=3), take("all"), hurdles=[most]).work_codes == ("a",)


def test_a_hurdle_for_a_lot_stops_nobody_else():
    lots = [Lot.model_validate({"key": key, "title": text(key), "within": None}) for key in ("one", "two")]
    field = [replace(each, lots=("one" if each.work_code == "a" else "two",)) for each in scored(a=10, b=10)]
    rule = {**SEVENTY, "lots": ["one"]}
    assert advanced(field, take("all"), hurdles=[rule], scope=Scope.of(lots)).work_codes == ("b",)


def test_a_score_for_places_or_a_score_unknown_is_refused():
    by_places = judging(part(criteria=[criterion("a")], aggregation=places()))
    with pytest.raises(UndefinedError):
        advanced(scored(a=5), take("all"), hurdles=[SEVENTY], rules=by_places)
    with pytest.raises(StillOpenError):
        advanced(scored(a=5), take("all"), hurdles=[hurdle("minimum_score", score={"kind": "announced_later", "by": None})])


# --- Takes ----------------------------------------------------------------------------------------------------------------


def test_each_take_is_from_what_the_former_left():
    picks = take("picks", at_most=2, by="jury", words=text("Bold"))
    asked = advanced(scored(**SEVEN), top(2), picks)
    [ask] = asked.asks
    assert (ask.step, ask.who, ask.jury, ask.at_most, ask.about) == ("takes/picks", "jury", "jury", 2, ("c", "d", "e", "f", "g"))
    found = advanced(scored(**SEVEN), top(2), picks, acts=Acts(chosen={"takes/picks": ("g",)}))
    assert [(each.work_code, each.take) for each in found.taken] == [("a", "best"), ("b", "best"), ("g", "picks")]
    with pytest.raises(ActRefused):
        advanced(scored(**SEVEN), top(2), picks, acts=Acts(chosen={"takes/picks": ("e", "f", "g")}))


def test_named_beforehand_and_drawn():
    """Bauhaus Archive: fifteen were named, thirty-five drawn."""
    named, lot = take("named", count=2), take("lot", count=2, seed="drawn in public")
    field = scored(**SEVEN)
    asked = advanced(field, named, lot)
    assert [(ask.step, ask.who, ask.at_least) for ask in asked.asks] == [
        ("takes/named", "authority", 2),
        ("takes/lot", "draw", 0),
    ]
    acts = Acts(chosen={"takes/named": ("f", "g")}, seeds={"takes/lot": "4711"})
    found = advanced(field, named, lot, acts=acts)
    assert found.work_codes[:2] == ("f", "g")
    assert len(set(found.work_codes)) == 4
    assert found == advanced(list(reversed(field)), named, lot, acts=acts)


def test_up_to_five_is_a_number_that_people_say():
    upto = take("up_to", "some", at_least=2, at_most=5, at_line="all")
    asked = advanced(scored(**SEVEN), upto)
    assert [(ask.step, ask.wants, ask.at_least, ask.at_most) for ask in asked.asks] == [("takes/some", "number", 2, 5)]
    assert advanced(scored(**SEVEN), upto, acts=Acts(numbers={"takes/some": "3"})).work_codes == ("a", "b", "c")
    with pytest.raises(ActRefused):
        advanced(scored(**SEVEN), upto, acts=Acts(numbers={"takes/some": "6"}))
    assert advanced([], upto).asks == ()


def test_the_line_after_an_open_tie_is_not_asked_twice():
    rules = judging(part(criteria=[criterion("a", numbers("100"))]), ties=[jury_decides()])
    found = advanced(scored(a=9, b=8, c=8), top(2, None), rules=rules)
    assert (found.work_codes, found.asks) == (("a",), ())
    assert why(found) == {"b": ("waiting",), "c": ("waiting",)}


def test_a_line_that_nobody_draws_is_a_fault_of_the_rules():
    [ask] = advanced(scored(a=9, b=8, c=8), top(2, None)).asks
    assert (ask.who, ask.about) == ("nobody", ("b", "c"))


def test_the_lot_at_the_line_is_repeatable():
    acts = Acts(seeds={"takes/best": "4712"})
    # The digests of 4712a, 4712b, 4712c come in the order b, c, a.
    assert advanced(scored(a=8, b=8, c=8), top(2, "lot"), acts=acts).work_codes == ("b", "c")


def test_who_waits_for_an_order_is_not_taken():
    rules = judging(part(aggregation=agreed_order()))
    found = advanced(scored(a=1, b=2), take("all"), rules=rules)
    assert (found.work_codes, {each.why for each in found.not_taken}) == ((), {"waiting"})


def test_a_round_without_judging_takes_all_and_has_no_best():
    found = advanced([Entry("a"), Entry("b")], take("all"), rules=None)
    assert found.work_codes == ("a", "b")
    with pytest.raises(UndefinedError):
        advanced([Entry("a")], top(1), rules=None)


# --- Rolling --------------------------------------------------------------------------------------------------------------


# --- Limits and reserves --------------------------------------------------------------------------------------------------
