"""A round of format 2 is decided by its rules: takes, hurdles, reserves, lots, shared ranks, rewards, and what people answer."""

from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from awards.models import Award, Decision, Notice, RoundRecord
from awards.queries.deciding import basis
from awards.queries.questions import open_questions
from awards.services import answer_question, approve_decision, decide_round, propose_decision
from challenges.models import Round
from challenges.rules import building
from core.lifecycle import TransitionRefused
from evaluation.models import Act
from submissions.models import Entry
from tests.factories import awards as make
from tests.factories.accounts import sign_in
from tests.factories.awards_by_rules import contest, judged, lot

pytestmark = pytest.mark.django_db
BOLD = {"en": "Bold", "pl": "Śmiałe"}
REASON = "Decided by the jury in its session of 3 May, minutes page 4."


def codes_of(stage: Round) -> list[str]:
    return list(stage.entries.order_by("pk").values_list("work_code", flat=True))


def outcomes(stage: Round) -> list[str]:
    return list(Decision.objects.filter(entry__round=stage).order_by("entry__pk").values_list("outcome", flat=True))


def gaps(act: Any) -> list[str]:
    with pytest.raises(TransitionRefused) as refused:
        act()
    return [gap.code for gap in refused.value.gaps]


def answer(stage: Round, chosen: Any, *, reason: str = REASON, number: int = 0, **options: Any) -> Act:
    question = open_questions(basis(stage))[number]
    by = options.get("by") or make.secretary_of(stage.challenge)
    return answer_question(stage, by=by, question=question.name, answer=chosen, reason=reason)


def decide(stage: Round, **given: Any) -> Round:
    return decide_round(stage, by=make.secretary_of(stage.challenge), reasons={}, **given)


# --- Takes, hurdles, reserves --------------------------------------------------------------------------------------------


def test_every_take_takes_its_part_and_reserves_wait_after_them() -> None:
    picks = {
        "kind": "picks",
        "key": "wild",
        "lots": [],
        "at_most": 1,
        "by": building.JURY,
        "words": {"en": "Bold", "pl": "Śmiałe"},
    }
    stage = judged(contest([building.top(1, "all"), picks], reserves=1), ((5, 5), (4, 4), (3, 3), (2, 2)))
    first, _second, _third, fourth = codes_of(stage)
    assert gaps(lambda: decide(stage)) == ["asked"]

    answer(stage, [fourth])
    decide(stage)

    assert outcomes(stage) == ["winner", "reserve", "not_advanced", "winner"]
    assert stage.record.content["acts"]["chosen"] == {"takes/wild": [fourth]}
    assert [row["work_code"] for row in stage.record.content["outcomes"] if row["outcome"] == "winner"] == [first, fourth]


def test_below_a_hurdle_nobody_wins_and_nobody_waits() -> None:
    stage = judged(contest([building.top(3, "all")], reserves=3, threshold="50"), ((5, 5), (1, 1)))
    decide(stage)

    assert outcomes(stage) == ["winner", "not_advanced"]
    assert Decision.objects.get(outcome="not_advanced").rule == "hurdle"
    assert "It is below a hurdle" not in Notice.objects.first().content["why"]["en"]


def test_shared_ranks_at_the_line_go_as_the_rules_say() -> None:
    marks = ((5, 5), (4, 4), (4, 4))
    everybody = judged(contest([building.top(2, "all")]), marks)
    nobody = judged(contest([building.top(2, "none")]), marks)
    decide(everybody)
    decide(nobody)

    assert outcomes(everybody) == ["winner"] * 3
    assert outcomes(nobody) == ["winner", "not_advanced", "not_advanced"]


def test_what_the_jury_decides_is_an_act_and_no_will_of_the_secretary() -> None:
    stage = judged(contest([building.top(1, "jury_decides")]), ((4, 4), (4, 4)))
    first, second = codes_of(stage)
    [question] = open_questions(basis(stage))
    assert (question.ask.who, question.ask.about, question.is_entered_here) == ("jury", tuple(sorted([first, second])), True)
    chosen = {first: "not_advanced", second: "winner"}
    assert gaps(lambda: decide(stage, outcomes=chosen)) == ["asked"]
    assert gaps(lambda: answer(stage, [second], reason="Fine.")) == ["no_substance"]
    assert gaps(lambda: answer(stage, [first, second])) == ["no_answer"]

    act = answer(stage, [second])
    assert (act.who, act.step, act.answer) == ("jury", "takes/best", [second])
    decide(stage)
    assert outcomes(stage) == ["not_advanced", "winner"]
    assert gaps(lambda: answer_question(stage, by=act.made_by, question="x", answer=[first], reason=REASON)) == [""]


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.PUBLISHER, Role.AUDITOR, Role.HEAD])
def test_nobody_but_a_secretary_enters_an_answer(role: Role) -> None:
    stage = judged(contest([building.top(1, "jury_decides")]), ((4, 4), (4, 4)))
    other = make.make_member(stage.challenge.authority, role)
    assert gaps(lambda: answer(stage, codes_of(stage)[:1], by=other)) == [""]
    assert not Act.objects.exists()


def test_a_draw_is_repeated_from_its_seed() -> None:
    stage = judged(contest([building.top(1, "lot")]), ((4, 4), (4, 4)))
    answer(stage, "12 7 49")
    decide(stage)

    assert sorted(outcomes(stage)) == ["not_advanced", "winner"]
    assert stage.record.content["acts"]["seeds"] == {"takes/best": "12 7 49"}


# --- Lots ----------------------------------------------------------------------------------------------------------------


def test_each_lot_has_its_own_winner_and_reserve() -> None:
    rules = contest([building.top(1, "all")], reserves=1, per="lot", lots=[lot("energy"), lot("water")])
    stage = judged(rules, ((5, 5), (4, 4), (3, 3), (2, 2)), lots=("energy", "energy", "water", "water"))
    decide(stage)

    assert outcomes(stage) == ["winner", "reserve", "winner", "reserve"]
    assert [(award.lot_key, award.decision.rank) for award in Award.objects.order_by("pk")] == [("", 1), ("", 1)]
    assert {row["lot"] for row in stage.record.content["outcomes"]} == {"energy", "water"}


# --- The page ------------------------------------------------------------------------------------------------------------


def test_the_page_asks_takes_the_answer_and_then_proposes() -> None:
    stage = judged(contest([building.top(1, "jury_decides")]), ((4, 4), (4, 4)))
    first, second = codes_of(stage)
    path = f"/desk/{stage.challenge.reference}/round-1/decision/"
    client = sign_in(Client(), make.secretary_of(stage.challenge))
    page = client.get(path).content.decode()
    [question] = open_questions(basis(stage))
    assert "They share a rank across the line: the jury decides who is in." in page
    assert "Your decision" not in page
    address, name = f"{path}questions/{question.name}/", question.name

    assert client.post(address, {f"{name}-chosen": [first], f"{name}-reason": ""}).status_code == 422
    refused = client.post(address, {f"{name}-chosen": [first, second], f"{name}-reason": REASON})
    assert refused.status_code == 409
    done = client.post(address, {f"{name}-chosen": [first], f"{name}-reason": REASON}, follow=True).content.decode()
    assert "The answer is entered." in done
    assert "Your decision" in done
    again = client.post(address, {f"{name}-chosen": [second], f"{name}-reason": REASON}, follow=True).content.decode()
    assert "This is not asked any more." in again
    assert Act.objects.count() == 1


def test_an_entry_of_another_state_is_not_moved() -> None:
    stage = judged(contest([building.top(1, "all")]), ((5, 5), (4, 4)))
    decide(stage)
    assert set(Entry.objects.values_list("state", flat=True)) == {"winner", "not_advanced"}
    assert RoundRecord.objects.get().departure_reason == ""


def test_where_the_verdict_binds_it_takes_two_people() -> None:
    stage = judged(contest([building.top(1, "all")], law="pl-design-contest"), ((5, 5), (4, 4)))
    assert gaps(lambda: decide(stage)) == ["binds"]
    head = make.head_of(stage.challenge)
    propose_decision(stage, by=make.secretary_of(stage.challenge), reasons={})
    approve_decision(stage, by=head)
    assert outcomes(stage) == ["winner", "not_advanced"]
