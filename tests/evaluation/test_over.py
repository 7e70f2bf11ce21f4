"""After a challenge was cancelled nothing of it is checked, judged or signed any more, nothing asks for it, and all are told."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.roles import Role
from challenges.models import Challenge
from challenges.services import cancel_challenge
from core.models import OutgoingMail
from core.worklist import waiting_for
from evaluation import services
from submissions.services import admit_entry, reject_entry
from tests.evaluation.acts import declare, invite, refused
from tests.evaluation.visits import see
from tests.factories.evaluation import STAGES, Judging, judging, save
from tests.factories.submissions import make_member

pytestmark = pytest.mark.django_db


def cancelled(stage: str, **options: Any) -> Judging:
    made = judging(stage, **options)
    made.challenge = cancel_challenge(made.challenge, by=made.publisher, reason="The law changed.")
    return made


def save_one(made: Judging) -> None:
    save(made.card(made.chair, made.entries[0]), made.chair)


ACTS: dict[str, tuple[str, Callable[[Judging], Any]]] = {
    "invite": ("opened", invite),
    "appoint": ("formed", lambda made: services.appoint_panel(made.panel, by=made.secretary)),
    "admit": ("appointed", lambda made: admit_entry(made.entries[0], by=made.secretary)),
    "reject": ("appointed", lambda made: reject_entry(made.entries[0], by=made.secretary, reason="Late.")),
    "assign": ("appointed", lambda made: services.assign_scorecards(made.round, by=made.secretary)),
    "declare": ("assigned", lambda made: declare(made, made.chair)),
    "score": ("declared", save_one),
    "circulate": ("scored", lambda made: services.circulate_report(made.report, by=made.chair, remarks="")),
    "sign": ("signing", lambda made: services.sign_report(made.report, by=made.chair)),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_judged_any_more(act: str) -> None:
    stage, do = ACTS[act]
    made = cancelled(stage)
    if act == "admit":
        made.entries[0].state = "submitted"
        made.entries[0].save()
    refused(lambda: do(made), "The challenge is not running")


def test_a_saved_scorecard_is_not_handed_in_any_more() -> None:
    made = judging("declared")
    save_one(made)
    cancel_challenge(made.challenge, by=made.publisher, reason="The law changed.")
    card = made.card(made.chair, made.entries[0])
    refused(lambda: services.submit_scorecard(card, by=made.chair), "The challenge is not running")


def test_stepping_down_ranks_and_reveals_nothing_any_more() -> None:
    made = judging("signing", jurors=4)
    for person in made.people[:3]:
        services.sign_report(made.report, by=person)
    cancel_challenge(made.challenge, by=made.publisher, reason="The law changed.")
    services.recuse_juror(made.seat(made.people[3]), by=made.people[3], reason="I leave.")
    made.round.refresh_from_db()
    assert (made.report.state, made.round.revealed_at) == ("signing", None)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_no_inbox_asks_for_what_is_over(stage: str) -> None:
    made = judging(stage)
    people = [made.chair, made.people[1], made.secretary, made.publisher]
    if stage in STAGES[:5]:
        people.append(invite(made).user)
    asked = [item for person in people for item in waiting_for(person) if made.challenge.reference in str(item.context)]
    cancel_challenge(made.challenge, by=made.publisher, reason="The law changed.")
    left = [item for person in people for item in waiting_for(person) if made.challenge.reference in str(item.context)]
    assert asked
    assert left == []
    assert "Score the next entry" not in see(made.chair, "queue")


def test_a_jury_of_a_cancelled_challenge_can_be_discharged() -> None:
    made = cancelled("assigned")
    assert services.discharge_panel(made.panel, by=made.secretary).state == "discharged"


def test_suppliers_and_jurors_are_told_of_the_cancelling_once_and_why() -> None:
    made = judging("declared", entries=2)
    refusing = invite(made, email="no@example.org")
    services.decline_seat(refusing, by=refusing.user)
    suppliers = [make_member(entry.proposal.supplier, Role.CONTRIBUTOR) for entry in made.entries]

    cancel_challenge(made.challenge, by=made.publisher, reason="The law changed.")

    told = OutgoingMail.objects.filter(key__startswith=f"challenge-cancelled:{made.challenge.reference}:")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(person.email for person in [*made.people, *suppliers])
    assert all("The law changed." in mail.text for mail in told)
    assert f"/challenges/{made.challenge.reference}/" in told.get(recipient=suppliers[0].email).text
    assert "/jury/" in told.get(recipient=made.chair.email).text
    assert Challenge.objects.get().state == "cancelled"
