"""The twenty calls rehearsed, against what follows from their sources by hand (golden.json)."""

from fractions import Fraction
from functools import cache

import pytest

from awards.rehearsal import Rehearsal, play, prepare
from awards.rehearsal.addressing import path_of
from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from tests.examples.reading import CALLS, load
from tests.examples.test_golden import GOLDEN

# So many that every number of the sources is reached.
MANY = 200
# All that these promise is paid in an ordinary course: every reward is for somebody, and no sum is asked for.
PAID_IN_FULL = {
    "DE-BAUHAUS-ARCHIV-2015",
    "NL-US-STIR",
    "UK-GTC-MONMOUTH-2018",
    "UK-SC-CIVTECH-10",
    "US-1141",
    "US-1236",
    "US-859",
}
NO_CONTEST = "PL-LOTERIA-PARAGONOWA-2015"
# What the document does not say yet has to be assumed, and the sum that follows is not the source's.
ASSUMED_SUMS = {"LT-GOVTECH-SANDBOX-2021"}

each_call = pytest.mark.parametrize("call", [path.stem for path in CALLS])
each_contest = pytest.mark.parametrize("call", [path.stem for path in CALLS if path.stem != NO_CONTEST])


@cache
def rehearsed(call: str, scenario: str = "ordinary") -> Rehearsal:
    path = next(path for path in CALLS if path.stem == call)
    return play(prepare(Document.model_validate(load(path), context=WITH_HOLES)), MANY, scenario=scenario)


@each_contest
def test_as_many_go_on_as_the_source_says(call: str) -> None:
    stages = {stage.key: stage for stage in rehearsed(call).stages}

    for key, expected in GOLDEN[call]["advances"].items():
        advanced = [each.advanced for each in stages[key].played.played if each.advanced is not None]
        counts = [len(each.taken) for each in advanced]
        if "exactly" in expected:
            assert expected["exactly"] in counts, key
        elif "at_most" in expected:
            assert 0 < max(counts) <= expected["at_most"], key
        else:
            assert {missed.why for each in advanced for missed in each.not_taken} <= {"out", "hurdle"}, key
            assert max(counts) > 0, key


@each_contest
def test_no_more_is_paid_than_the_source_promises(call: str) -> None:
    found, money = rehearsed(call), GOLDEN[call]["money"]
    if money is None or call in ASSUMED_SUMS:
        return
    paid, most = found.paid.get(money["currency"], Fraction()), Fraction(money["most"])

    if call in PAID_IN_FULL:
        # Cents that an even share leaves stay in the pool.
        assert most - 1 < paid <= most
    else:
        assert 0 < paid <= most or "rehearsal.shared_costs" in {finding.code for finding in found.findings}


@each_contest
def test_people_decide_where_the_source_says_so(call: str) -> None:
    for_certain = [rehearsed(call), rehearsed(call, "ties")]
    places = {path_of(found.document, each.ask.step, each.round) for found in for_certain for each in found.decisions}
    places |= {
        f"rules.rounds[{index}].advancing.may_depart"
        for index, stage in enumerate(for_certain[0].document.rules.rounds)
        if stage.advancing is not None and stage.advancing.may_depart is not None
    }

    assert set(GOLDEN[call]["persons_decide"]) - places == set()


@each_call
def test_sums_that_contradict_one_another_are_warned_about(call: str) -> None:
    codes = {finding.code for finding in rehearsed(call).findings}

    assert ("money.stated_total" in codes) == ("money.stated" in GOLDEN[call]["warns"])


def test_a_prize_draw_is_no_contest_and_is_not_played() -> None:
    found = rehearsed(NO_CONTEST)

    assert [finding.code for finding in found.findings] == ["neighbour"]
    assert found.stages == ()
    assert found.outcome is None
