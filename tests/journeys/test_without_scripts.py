"""What must work in a browser without JavaScript: entering, and the scoring sheet."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from accounts.models import User
from accounts.roles import Role
from challenges.models import Challenge
from core import clock
from evaluation.models import Scorecard
from evaluation.services import accept_seat, appoint_panel, assign_scorecards, form_panel, invite_juror
from submissions.models import Entry
from submissions.services import admit_entry, consent_to_opening
from tests.factories.accounts import make_supplier, make_user
from tests.factories.challenges import make_official, make_published_challenge
from tests.journeys.acts import entering, judging, signing_in
from tests.journeys.browser import Watch

SUPPLIER = "Ciche Wagony sp. z o.o."


def test_a_supplier_enters_and_a_juror_scores_without_scripts(visit: Callable[..., Watch]) -> None:
    people = [make_user(f"Juror Number {number}") for number in range(1, 4)]
    challenge = make_published_challenge(before_submit=partial(_invite, people))
    owner = make_supplier(SUPPLIER).owner
    supplier = signing_in.bring_session(visit(java_script_enabled=False), owner)
    round_url = entering.start_proposal(supplier, challenge.reference, supplier=SUPPLIER)
    entering.fill_form(supplier, round_url)
    entering.check_and_submit(supplier, round_url)
    with clock.moved_to(challenge.rounds.get(number=1).closes_at + timedelta(hours=1)):
        _open_and_give_out(challenge)
        juror = signing_in.bring_session(visit(java_script_enabled=False), people[0])
        judging.declare(juror)
        judging.score_all(juror, {"damper": 4})
    card = Scorecard.objects.get(juror__user=people[0])
    assert card.state == Scorecard.State.SUBMITTED
    assert {score.value for score in card.scores.all()} == {"4"}


def _invite(people: list[User], challenge: Challenge, author: User) -> None:
    panel = form_panel(challenge, by=author)
    for role, person in zip(("chair", "member", "member"), people, strict=True):
        accept_seat(invite_juror(panel, by=author, email=person.email, name=person.name, role=role), by=person)


def _open_and_give_out(challenge: Challenge) -> None:
    stage = challenge.rounds.get(number=1)
    officials = [make_official(challenge.authority, Role.SECRETARY) for _ in range(2)]
    for official in officials:
        stage = consent_to_opening(stage, by=official)
    admit_entry(Entry.objects.get(round=stage), by=officials[0])
    appoint_panel(challenge.panel, by=officials[0])
    assign_scorecards(stage, by=officials[0])
