"""The end of a challenge on its desk page: offered where it is allowed, to who may, and refused elsewhere."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from challenges.lifecycle import CHALLENGE
from challenges.models import Challenge
from challenges.services import conclude_challenge
from core.lifecycle import TransitionRefused
from tests.factories import awards as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db


def as_person(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def offered_to(challenge: Challenge, user: User) -> bool:
    page = as_person(user).get(reverse("challenges:challenge", args=[challenge.reference])).content.decode()
    return f'action="{reverse("challenges:conclude", args=[challenge.reference])}"' in page


def people(challenge: Challenge) -> dict[str, User]:
    roles = (Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY, Role.AUDITOR)
    return {role.value: make.make_member(challenge.authority, role) for role in roles}


def test_a_decided_challenge_is_concluded_from_its_desk_page() -> None:
    # The only award was overturned: there is none that would end the challenge by becoming final.
    award = make.make_award()
    make.overturn(award)
    challenge = award.challenge
    found = people(challenge)
    offered = {name for name, user in found.items() if offered_to(challenge, user)}
    assert offered == {"secretary"}

    who = found["secretary"]
    response = as_person(who).post(reverse("challenges:conclude", args=[challenge.reference]))

    challenge.refresh_from_db()
    assert response["Location"] == reverse("challenges:challenge", args=[challenge.reference])
    assert challenge.state == Challenge.State.CONCLUDED
    assert not offered_to(challenge, who)


def test_an_award_in_its_standstill_stands_against_it() -> None:
    award = make.make_award()
    secretary = make.make_member(award.challenge.authority, Role.SECRETARY)

    assert not offered_to(award.challenge, secretary)
    assert "award_open" in [gap.code for gap in CHALLENGE.refusals(award.challenge, "conclude", by=secretary)]
    with pytest.raises(TransitionRefused):
        conclude_challenge(award.challenge, by=secretary)


def test_nobody_concludes_what_is_under_way() -> None:
    challenge = make.make_signed_round().challenge
    found = people(challenge)
    assert not any(offered_to(challenge, user) for user in found.values())

    for user in found.values():
        as_person(user).post(reverse("challenges:conclude", args=[challenge.reference]))

    challenge.refresh_from_db()
    assert challenge.state == Challenge.State.PUBLISHED


def test_strangers_find_nothing() -> None:
    challenge = make.make_final_award().challenge
    stranger = make.make_member(make.make_challenge().authority, Role.PUBLISHER)

    assert as_person(stranger).post(reverse("challenges:conclude", args=[challenge.reference])).status_code == 404
    assert Client().get(reverse("challenges:conclude", args=[challenge.reference])).status_code in (302, 405)
