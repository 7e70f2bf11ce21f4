"""The rehearsal on the desk: who sees it, what can be changed, and that nothing is written."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from challenges.models import Challenge
from challenges.services import set_part, start_amendment
from ledger.models import Event
from tests.factories.accounts import sign_in
from tests.factories.challenges import make_authority, make_challenge_draft, make_official, make_published_challenge
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> SimpleNamespace:
    authority = make_authority()
    author = make_official(authority, Role.AUTHOR)
    return SimpleNamespace(challenge=make_challenge_draft(authority, by=author), author=author, authority=authority)


def address(challenge: Challenge, query: str = "") -> str:
    return reverse("awards:rehearsal", args=[challenge.reference]) + query


def text_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_the_draft_leads_to_its_rehearsal(draft: SimpleNamespace) -> None:
    client = sign_in(Client(), draft.author)
    page = text_of(client, reverse("challenges:challenge", args=[draft.challenge.reference]))

    assert address(draft.challenge) in page


def test_the_author_sees_the_draft_played(draft: SimpleNamespace) -> None:
    text = text_of(sign_in(Client(), draft.author), address(draft.challenge))

    for words in ("What was found", "Who may enter", "Calendar", "40 entries come in.", "What becomes public, and when"):
        assert words in text


def test_scenario_entries_and_seed_stand_in_the_address(draft: SimpleNamespace) -> None:
    client = sign_in(Client(), draft.author)
    text = text_of(client, address(draft.challenge, "?scenario=ties&entries=9&seed=3"))

    assert "9 entries come in." in text
    assert "Equal totals:" in text
    assert "1 entry comes in." in text_of(client, address(draft.challenge, "?scenario=single"))


@pytest.mark.parametrize("query", ["?scenario=flood", "?entries=100000", "?entries=many", "?seed=-1", "?seed="])
def test_what_cannot_be_rehearsed_is_said_beside_the_field(draft: SimpleNamespace, query: str) -> None:
    text = text_of(sign_in(Client(), draft.author), address(draft.challenge, query), status=422)

    assert "What was found" not in text
    assert "govuk-error-message" in text


@pytest.mark.parametrize("role", list(Role))
def test_to_officials_of_another_authority_it_does_not_exist(draft: SimpleNamespace, role: Role) -> None:
    stranger = make_official(make_authority(), role)

    assert sign_in(Client(), stranger).get(address(draft.challenge)).status_code == 404


def test_without_signing_in_nobody_sees_it(draft: SimpleNamespace) -> None:
    assert Client().get(address(draft.challenge)).status_code == 302


def test_nothing_is_written_and_nothing_can_be_posted(draft: SimpleNamespace) -> None:
    client, before = sign_in(Client(), draft.author), Event.objects.count()
    revisions = draft.challenge.draft_revisions.count()

    text_of(client, address(draft.challenge))
    assert client.post(address(draft.challenge)).status_code == 405
    assert Event.objects.count() == before
    assert draft.challenge.draft_revisions.count() == revisions


def test_more_entries_need_no_more_queries(draft: SimpleNamespace) -> None:
    client = sign_in(Client(), draft.author)
    text_of(client, address(draft.challenge))
    few = len(count_queries(lambda: client.get(address(draft.challenge, "?entries=2"))))

    assert len(count_queries(lambda: client.get(address(draft.challenge, "?entries=60")))) == few


def test_a_published_challenge_is_rehearsed_as_it_was_published() -> None:
    challenge = make_published_challenge()
    author = make_official(challenge.authority, Role.AUTHOR)

    assert "40 entries come in." in text_of(sign_in(Client(), author), address(challenge))


def test_what_is_being_amended_is_rehearsed_by_those_who_may_read_it() -> None:
    challenge = make_published_challenge()
    author, auditor = (make_official(challenge.authority, role) for role in (Role.AUTHOR, Role.AUDITOR))
    start_amendment(challenge, by=author, reason="A name was misspelt.", code="cor-buy")
    challenge.refresh_from_db()
    set_part(challenge, by=author, path="rules/rounds/concept/title", value={"en": "Sketch", "pl": "Szkic"})

    assert "Sketch" in text_of(sign_in(Client(), author), address(challenge))
    assert "Sketch" not in text_of(sign_in(Client(), auditor), address(challenge))
    desk = [
        reverse("challenges:challenge", args=[challenge.reference]),
        reverse("challenges:all_rules", args=[challenge.reference]),
        reverse("challenges:round", args=[challenge.reference, "concept"]),
        reverse("challenges:preview", args=[challenge.reference]),
    ]
    told = [sign_in(Client(), auditor).get(page, follow=True).content.decode() for page in desk]
    assert [page for page, text in zip(desk, told, strict=True) if "Sketch" in text] == []
