"""What is given follows the rules: prizes, mentions, refunds and shares of pools of every round, as a rehearsal pays them."""

import re
from typing import Any

import pytest
from django.test import Client

from awards.consequences.competition import RoundPlayed, play_round, settle
from awards.models import Award, Notice
from awards.queries.deciding import basis
from awards.queries.questions import open_questions
from challenges.models import Round
from challenges.rules import building
from evaluation.models import Act
from evaluation.queries.acts import acts_of
from tests.awards.test_deciding_by_rules import answer, codes_of, decide, gaps, outcomes
from tests.factories import awards as make
from tests.factories.awards_by_rules import contest, judged

pytestmark = pytest.mark.django_db


def rehearsed(stage: Round) -> dict[tuple[str, str], str | None]:
    """Return what the pure pipeline pays, by work code and reward, of one round with the same entries and acts."""
    course = basis(stage).course
    rules, entries = stage.document.rules, course.played[0].entries
    played = play_round(rules, rules.round(stage.round_key), entries, acts=acts_of(stage))
    paid = settle(rules, [RoundPlayed(stage.round_key, entries, (), played.played)], acts=acts_of(stage)).paid
    return {(each.award.work_code, each.award.item): each.as_json()["amount"] for each in paid.payments}


def given(stage: Round) -> dict[tuple[str, str], str | None]:
    awards = Award.objects.filter(decision__entry__round=stage).select_related("decision__entry")
    return {(a.decision.entry.work_code, a.item_key): None if a.amount is None else f"{a.amount.normalize():f}" for a in awards}


def ladder() -> list[dict[str, Any]]:
    first = building.reward("first", {"en": "First prize", "pl": "Pierwsza nagroda"}, _rank(1), each=_fixed(20_000))
    second = building.reward("second", {"en": "Second prize", "pl": "Druga nagroda"}, _rank(2), each=_fixed(10_000))
    honour = building.reward(
        "honour",
        {"en": "Honourable mention", "pl": "Wyróżnienie"},
        {"kind": "chosen", "round": "round-1", "by": building.JURY},
        count={"at_least": 0, "at_most": 2},
    )
    costs = building.reward(
        "costs", {"en": "Costs", "pl": "Koszty"}, {"kind": "entered", "round": "round-1"}, kind="refund", each=_fixed(500)
    )
    return [
        {**first, "when_shared": {"kind": "each_in_full"}},
        {**second, "when_shared": {"kind": "each_in_full"}},
        honour,
        costs,
    ]


def _rank(place: int) -> dict[str, Any]:
    return {"kind": "rank", "round": "round-1", "first": place, "last": place}


def _fixed(amount: int) -> dict[str, Any]:
    return {"kind": "fixed", "sum": building.money(str(amount), "PLN")}


def test_a_ladder_with_mentions_and_refunds_pays_what_a_rehearsal_says(client: Client) -> None:
    stage = judged(contest(None, items=ladder()), ((5, 5), (4, 4), (3, 3), (2, 2)))
    first, second, third, fourth = codes_of(stage)
    answer(stage, [third])
    expected = rehearsed(stage)
    decide(stage)

    assert given(stage) == expected
    assert expected[first, "first"] == "20000"
    assert expected[third, "honour"] is None
    assert len(expected) == 7
    assert outcomes(stage) == ["winner", "winner", "winner", "not_advanced"]
    assert set(Award.objects.filter(kind="refund").values_list("state", flat=True)) == {"final"}
    letters = {notice.content["work_code"]: notice.content["rewards"] for notice in Notice.objects.all()}
    assert [each["kind"] for each in letters[first]] == ["prize", "refund"]
    assert [(each["kind"], each["amount"]) for each in letters[fourth]] == [("refund", "500.00")]
    told = client.get(f"/api/v1/challenges/{stage.challenge.reference}/").json()
    assert [(row["kind"], row["prize"]) for row in told["awards"]] == [
        ("prize", "20000.00"),
        ("prize", "10000.00"),
        ("prize", None),
    ]
    assert told["refunds"] == [{"reward": {"en": "Costs", "pl": "Koszty"}, "count": 4, "total": "2000.00", "currency": "PLN"}]
    assert second in {row["work_code"] for row in stage.record.content["outcomes"] if row["outcome"] == "winner"}


def test_no_refund_is_told_as_a_prize_on_any_page(client: Client) -> None:
    stage = judged(contest(None, items=ladder()), ((5, 5), (4, 4)))
    answer(stage, [])
    decide(stage)
    page = client.get(f"/challenges/{stage.challenge.reference}/").content.decode()
    table = client.get("/api/v1/winners.csv").content.decode()

    assert re.search(r"Costs: [^<]*1.000[^<]* to 2 entries\.", page)
    assert "Costs" not in table
    assert "Costs" not in client.get("/winners/").content.decode()
    assert table.count("\n") == 3


def test_a_pool_is_shared_evenly_among_finalists_and_their_prizes_stay_awards() -> None:
    pool = {"key": "purse", "title": {"en": "Purse", "pl": "Pula"}, "per": "challenge", "total": building.money("100", "PLN")}
    pool |= {"division": {"kind": "even", "among_at_most": 3, "remainder": "stays"}}
    finalists = building.reward(
        "finalists", {"en": "Finalists", "pl": "Finaliści"}, building.to_advanced("round-1"), pool="purse",
        each={"kind": "from_pool", "at_least": None, "at_most": None},
    )  # fmt: skip
    rules = contest([building.top(3, "all")], rounds=2, items=[finalists], pools=[pool])
    stage = judged(rules, ((5, 5), (4, 4), (3, 3), (1, 1)))
    expected = rehearsed(stage)
    decide(stage)

    assert given(stage) == expected
    assert set(expected.values()) == {"33.33"}
    assert {(award.state, award.standstill_ends_at) for award in Award.objects.all()} == {("final", None)}
    last = make.make_signed_round(stage.challenge, number=2, marks=((5, 5), (4, 4), (3, 3)))
    make.decide(last)
    assert given(stage) == expected
    assert Award.objects.deciding().get().decision.entry.round == last


def test_a_condition_of_a_reward_is_told_by_an_official() -> None:
    student = building.reward("student", {"en": "Student prize", "pl": "Nagroda studencka"}, _rank(1), each=_fixed(100))
    who = {"kind": "declared", "key": "student", "lots": [], "words": {"en": "A student", "pl": "Student"}, "effect": "require"}
    who |= {"question": None, "verified_by": "official", "checked_at": "award"}
    item = {**student, "who": [who], "freed": "next", "when_shared": {"kind": "each_in_full"}}
    stage = judged(contest([building.top(1, "all")], items=[item]), ((5, 5), (4, 4)))
    _first, second = codes_of(stage)
    [question] = open_questions(basis(stage))
    assert (question.ask.step, question.ask.who) == ("conditions/student", "official")

    answer(stage, [second])
    decide(stage)
    assert [key for key in given(stage) if key[1]] == [(second, "student")]


def test_sums_that_nobody_told_are_asked() -> None:
    grant = {"kind": "asked", "at_least": None, "at_most": building.money("5000", "PLN")}
    item = building.reward("grant", {"en": "Grant", "pl": "Grant"}, building.to_advanced("round-1"), kind="funding", each=grant)
    stage = judged(contest([building.top(1, "all")], items=[item]), ((5, 5), (4, 4)))
    first, _second = codes_of(stage)
    assert gaps(lambda: answer(stage, {first: "9000"})) == ["no_outcome"]
    assert not Act.objects.exists()

    answer(stage, {first: "4321.5"})
    decide(stage)
    award = Award.objects.get()
    assert (award.kind, f"{award.amount:f}", award.title["en"]) == ("funding", "4321.50", "Grant")
