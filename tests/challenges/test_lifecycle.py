"""State x transition x role: the lifecycle table and the rules against expectations written by hand."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from challenges.lifecycle import CHALLENGE, ChallengeState
from challenges.models import Challenge
from core.permissions import may
from tests.agreement import assert_twins_agree
from tests.factories.challenges import make_authority, make_challenge_draft, make_official, make_published_challenge

pytestmark = pytest.mark.django_db

# Who may do what, where the guards have nothing against it. Everything that is not here is refused.
EXPECTED = {
    ("draft", "edit"): {"author"},
    ("draft", "submit"): {"author"},
    ("draft", "cancel"): {"publisher"},
    ("in_review", "return"): {"publisher"},
    ("in_review", "publish"): {"publisher"},
    ("in_review", "cancel"): {"publisher"},
    ("published", "start_amendment"): {"author"},
    ("published", "conclude"): {"secretary"},
    ("published", "cancel"): {"publisher"},
}


def people(ministry: SimpleNamespace) -> dict[str, User]:
    return {
        "author": ministry.author,
        "publisher": ministry.publisher,
        "secretary": ministry.secretary,
        "auditor": ministry.auditor,
        "no role": make_official(ministry.authority),
        "other author": make_official(make_authority(), "author", "publisher", "secretary"),
        "administrator": User.objects.create_user("root@example.org", is_superuser=True, is_administrator=True),
    }


def test_every_state_transition_and_role(ministry: SimpleNamespace) -> None:
    challenge = make_challenge_draft(ministry.authority)
    everybody = people(ministry)
    allowed: dict[tuple[str, str], set[str]] = {}
    for state in ChallengeState:
        challenge.state = state
        for transition in CHALLENGE.transitions:
            can = {
                role
                for role, person in everybody.items()
                if state in transition.sources and may(person, transition.permission, challenge)
            }
            if can:
                allowed[state.value, transition.name] = can

    assert allowed == EXPECTED


def test_the_table_leads_where_it_should() -> None:
    found = {(transition.name, transition.target) for transition in CHALLENGE.transitions}

    assert found == {
        ("edit", "draft"),
        ("submit", "in_review"),
        ("return", "draft"),
        ("publish", "published"),
        ("start_amendment", "published"),
        ("conclude", "concluded"),
        ("cancel", "cancelled"),
    }


@pytest.mark.parametrize("is_public", [False, True])
def test_rules_and_their_list_twins_agree(is_public: bool, ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority) if is_public else make_challenge_draft(ministry.authority)
    everybody = people(ministry) | {"nobody": AnonymousUser()}

    assert_twins_agree(Challenge, everybody)
    for role, person in everybody.items():
        listed = Challenge.objects.on_desk_of(person).filter(pk=challenge.pk).exists()
        assert listed == may(person, "challenges.view_desk", challenge), role
