"""The page of a decision that waits for another person: who sees what, and what each can do there."""

import pytest
from django.test import Client

from accounts.roles import Role
from awards.lifecycle import DECISION, DecisionState
from awards.models import Award, ProposedDecision
from awards.queries.deciding import round_to_decide
from core.models import OutgoingMail
from core.worklist import waiting_for
from tests.awards.test_agreeing import REASON, proposed
from tests.factories import awards as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db


def test_the_head_is_told_finds_it_waiting_and_approves_on_the_page() -> None:
    stage, secretary, head = proposed()
    [mail] = OutgoingMail.objects.filter(key__startswith="decision-to-approve")
    path = f"/desk/{stage.challenge.reference}/round-1/decision/"
    assert (mail.recipient, path in mail.text) == (head.email, True)
    assert path in [item.url for item in waiting_for(head)]
    assert path not in [item.url for item in waiting_for(secretary)]
    page = sign_in(Client(), head).get(path).content.decode()
    for words in ("Approve the decision and tell every supplier", "Send it back to the jury", "Annul the contest"):
        assert words in page
    theirs = sign_in(Client(), secretary).get(path).content.decode()
    assert "You proposed it. Somebody else must agree." not in theirs
    assert "Let the proposal rest" in theirs
    assert "Your decision" not in theirs

    done = sign_in(Client(), head).post(f"{path}approve/", follow=True)
    assert "Round 1 is decided. Every supplier was told." in done.content.decode()
    assert path not in [item.url for item in waiting_for(head)]


def test_the_page_sends_back_annuls_and_drops_with_words() -> None:
    stage, _secretary, head = proposed()
    path = f"/desk/{stage.challenge.reference}/round-1/decision/"
    client = sign_in(Client(), head)
    assert client.post(f"{path}send-back/", {"send-back-reason": REASON}).status_code == 422
    refused = client.post(f"{path}annul/", {"annul-ground": "defect", "annul-reason": "No."})
    assert refused.status_code == 409
    assert "at least twenty characters" in refused.content.decode()
    back = client.post(f"{path}send-back/", {"send-back-ground": "arithmetic", "send-back-reason": REASON}, follow=True)
    text = back.content.decode()
    assert "The decision went back to the jury" in text
    assert "Sent back to the jury" in text
    assert REASON in text


@pytest.mark.parametrize("act", ["approve/", "send-back/", "annul/", "drop/"])
def test_others_answer_nothing(act: str) -> None:
    stage, _secretary, _head = proposed()
    path = f"/desk/{stage.challenge.reference}/round-1/decision/{act}"
    words = {"send-back-ground": "criteria", "send-back-reason": REASON, "annul-ground": "defect", "annul-reason": REASON}
    words |= {"drop-reason": REASON}
    for role in (Role.AUTHOR, Role.PUBLISHER, Role.AUDITOR):
        person = make.make_member(stage.challenge.authority, role)
        assert sign_in(Client(), person).post(path, words).status_code in (403, 409)
    for person in (make.make_person(), make.owner_of(stage.entries.first()), make.head_of(make.make_challenge())):
        assert sign_in(Client(), person).post(path, words).status_code == 404
    assert ProposedDecision.objects.get().answered_at is None


def test_state_by_state_the_table_lets_the_right_people_act() -> None:
    stage, secretary, head = proposed()
    to_decide = round_to_decide(stage)
    assert to_decide.state == DecisionState.PROPOSED
    people = {"secretary": secretary, "head": head}
    allowed = {
        transition.name: [who for who, person in people.items() if not DECISION.refusals(to_decide, transition.name, by=person)]
        for transition in DECISION.transitions
    }
    assert allowed == {
        "decide": [],
        "enter_act": [],
        "propose_decision": [],
        "approve_decision": ["head"],
        "send_back_decision": ["head"],
        "annul_decision": ["head"],
        "drop_decision": ["secretary", "head"],
    }
    assert not Award.objects.exists()
