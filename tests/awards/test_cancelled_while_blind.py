"""Which names are told when a challenge with blind rounds is cancelled."""

import pytest

from accounts.roles import Role
from challenges.services import cancel_challenge
from ledger.models import Event
from tests.awards.blind_contests import contest, decide, revealed
from tests.factories import evaluation as make

pytestmark = pytest.mark.django_db


def test_names_of_what_was_judged_are_told_when_the_challenge_is_cancelled() -> None:
    made = contest("signed")
    decide(made, made.round)

    cancel_challenge(made.challenge, by=made.publisher, reason="The money is gone.")

    assert revealed(made) == [True, False]
    assert Event.objects.filter(verb="reveal").count() == 1


def test_a_draft_is_cancelled_although_it_has_no_rounds_yet() -> None:
    authority = make.make_organisation("Ministry", kind="authority", legal_form="public_body")
    challenge = make.make_challenge(authority, published=False)

    cancel_challenge(challenge, by=make.make_official(authority, Role.PUBLISHER), reason="The money is gone.")

    assert challenge.state == "cancelled"
    assert not Event.objects.filter(verb="reveal").exists()


def test_a_challenge_that_is_cancelled_while_it_is_judged_tells_no_name() -> None:
    made = contest("signing")

    cancel_challenge(made.challenge, by=made.publisher, reason="The money is gone.")

    assert revealed(made) == [False, False]
