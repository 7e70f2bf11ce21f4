"""Cancelling and awards: what was announced stands in the way, and what was cancelled is not decided or awarded any more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from awards.models import Award
from awards.services import confirm_overturning, decide_round, finalise_award, propose_overturning
from challenges.models import Challenge
from challenges.services import cancel_challenge
from core.lifecycle import TransitionRefused
from core.worklist import waiting_for
from tests.factories import awards as make

pytestmark = pytest.mark.django_db


def asked(secretary: User) -> set[str]:
    return {str(item.title) for item in waiting_for(secretary)} - {"Set up a second step for signing in"}


def cancel(challenge: Challenge) -> Challenge:
    return cancel_challenge(challenge, by=make.make_member(challenge.authority, Role.PUBLISHER), reason="The law changed.")


@pytest.mark.parametrize("state", ["notified", "final", "contracted"])
def test_a_challenge_with_an_award_that_stands_is_not_cancelled(state: str) -> None:
    award = make.make_award()
    Award.objects.filter(pk=award.pk).update(state=state)

    with pytest.raises(TransitionRefused, match=f"Award {award.reference} is announced"):
        cancel(award.challenge)
    assert Challenge.objects.get().state == "published"


def test_a_challenge_whose_awards_were_all_overturned_is_cancelled() -> None:
    award = make.make_award()
    make.overturn(award, reason="The supplier left the contest for good.")

    assert cancel(award.challenge).state == "cancelled"


def test_a_round_of_a_cancelled_challenge_is_not_decided_and_nothing_asks_for_it() -> None:
    stage = make.make_signed_round()
    secretary = make.secretary_of(stage.challenge)
    assert "Decide round 1" in asked(secretary)
    cancel(stage.challenge)

    assert asked(secretary) == set()
    with pytest.raises(TransitionRefused, match="The challenge is not running"):
        decide_round(stage, by=secretary, outcomes=make.as_proposed(stage), reasons={})


def test_an_award_of_a_cancelled_challenge_is_not_made_final_and_nothing_asks_for_it() -> None:
    award = make.make_award()
    secretary = make.secretary_of(award.challenge)

    with make.after_standstill(award):
        assert asked(secretary) == {f"Make award {award.reference} final"}
        Challenge.objects.update(state="cancelled")
        assert asked(secretary) == set()
        with pytest.raises(TransitionRefused, match="The challenge is not running"):
            finalise_award(award, by=secretary, public_summary="Sensors.")


def locked_first(act: Callable[[], Any]) -> str:
    """Return the table whose row is the first that an act locks."""
    with CaptureQueriesContext(connection) as captured:
        act()
    locks = [query["sql"] for query in captured if "FOR UPDATE" in query["sql"]]
    return locks[0].split(' FROM "')[1].split('"')[0]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time and no row locks.")
def test_what_ends_a_challenge_locks_it_first() -> None:
    """Of two awards settled at once, or of an award and a cancelling, the second sees what the first one did."""
    stage = make.make_signed_round(make.make_challenge(rounds=1))
    assert locked_first(lambda: make.decide(stage)) == "challenges_challenge"
    award, other = Award.objects.order_by("reference")
    with make.after_standstill(award):
        assert locked_first(lambda: make.finalise(award)) == "challenges_challenge"
    head = make.head_of(stage.challenge)
    propose_overturning(other, by=make.secretary_of(stage.challenge), reason="The supplier left the contest for good.")
    assert locked_first(lambda: confirm_overturning(other, by=head)) == "challenges_challenge"
