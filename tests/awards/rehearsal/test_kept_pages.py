"""Keeping a rehearsal on the desk, and what the approver reads of it."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from awards.models import KeptRehearsal
from challenges.models import Challenge, DraftRevision
from challenges.services import set_part, submit_amendment, submit_challenge
from challenges.versioning import content_of, digest
from tests.challenges import amendments
from tests.factories.accounts import sign_in
from tests.factories.challenges import make_authority, make_challenge_draft, make_official, make_published_challenge, name_jury
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
CHANGED = "Words or rules have changed since then"


@pytest.fixture
def draft() -> SimpleNamespace:
    authority = make_authority()
    author = make_official(authority, Role.AUTHOR, name="Ada Author")
    challenge = make_challenge_draft(authority, by=author)
    name_jury(challenge, author)
    return SimpleNamespace(
        challenge=challenge, author=author, authority=authority, publisher=make_official(authority, Role.PUBLISHER)
    )


def address(view: str, challenge: Challenge, *more: int) -> str:
    return reverse(view, args=[challenge.reference, *more])


def read(user: object, url: str, status: int = 200) -> str:
    response = sign_in(Client(), user).get(url)
    assert response.status_code == status
    return response.content.decode()


def typed(challenge: Challenge, **other: object) -> dict[str, object]:
    """What the form of the page sends."""
    sha256 = digest(content_of(challenge))
    return {"scenarios": ["ordinary", "ties"], "entries": "9", "seed": "7", "sha256": sha256, **other}


def post(user: object, challenge: Challenge, status: int = 302, **other: object) -> str:
    response = sign_in(Client(), user).post(address("awards:keep_rehearsal", challenge), typed(challenge, **other))
    assert response.status_code == status
    return response.content.decode()


def test_the_page_carries_the_hash_of_what_it_played(draft: SimpleNamespace) -> None:
    page = read(draft.author, address("awards:rehearsal", draft.challenge) + "?scenario=ties&entries=9&seed=3")

    for value in (f'value="{digest(content_of(draft.challenge))}"', 'name="entries" value="9"', 'name="seed" value="3"'):
        assert value in page
    assert page.count("checked") == 1


def test_the_approver_reads_what_was_rehearsed_and_plays_it_again(draft: SimpleNamespace) -> None:
    post(draft.author, draft.challenge)
    submit_challenge(draft.challenge, by=draft.author)
    page = read(draft.publisher, address("challenges:review", draft.challenge))
    kept = KeptRehearsal.objects.get(number=2)

    assert "by Ada Author: “An ordinary course”, seed 7, 9 entries:" in page
    assert "by Ada Author: “Ties”, seed 7, 9 entries:" in page
    assert CHANGED not in page
    again = read(draft.publisher, address("awards:kept_rehearsal", draft.challenge, kept.number))
    assert address("awards:kept_rehearsal", draft.challenge, kept.number) in page
    assert "It comes out exactly as it did then." in again
    assert "Equal totals:" in again


def test_the_approver_is_told_when_nothing_was_rehearsed(draft: SimpleNamespace) -> None:
    submit_challenge(draft.challenge, by=draft.author)

    page = read(draft.publisher, address("challenges:review", draft.challenge))
    assert "These rules were not rehearsed." in page
    assert address("awards:rehearsal", draft.challenge) in page


def test_pages_say_when_something_changed_since_the_rehearsal(draft: SimpleNamespace) -> None:
    post(draft.author, draft.challenge)
    pages = [address(view, draft.challenge) for view in ("challenges:submit", "awards:rehearsal")]
    assert not any(CHANGED in read(draft.author, page) for page in pages)
    title = {"en": "Sketch", "pl": "Szkic"}
    set_part(draft.challenge, by=draft.author, path="rules/rounds/concept/title", value=title)

    assert all(CHANGED in read(draft.author, page) for page in pages)
    assert "It cannot be played again." in read(draft.author, address("awards:kept_rehearsal", draft.challenge, 1))
    submit_challenge(draft.challenge, by=draft.author)
    assert CHANGED in read(draft.publisher, address("challenges:review", draft.challenge))


def test_an_amendment_says_how_it_was_rehearsed() -> None:
    challenge = make_published_challenge()
    author, publisher, auditor = (
        make_official(challenge.authority, role) for role in (Role.AUTHOR, Role.PUBLISHER, Role.AUDITOR)
    )
    amendment = amendments.begin(challenge, author)
    amendments.set_member(challenge, author, "notice/contact_email", "new@example.org")
    page = address("challenges:amendment", challenge)
    assert "These rules were not rehearsed." in read(author, page)
    post(author, challenge)
    assert "seed 7, 9 entries" in read(author, page)
    submit_amendment(amendment, by=author)

    assert "seed 7, 9 entries" in read(publisher, page)
    assert "comes out exactly" in read(publisher, address("awards:kept_rehearsal", challenge, 1))
    read(auditor, address("awards:kept_rehearsal", challenge, 1), status=404)
    assert "seed 7" not in read(auditor, address("awards:rehearsal", challenge))


def test_what_was_changed_in_another_tab_is_not_kept(draft: SimpleNamespace) -> None:
    page = post(draft.author, draft.challenge, 409, sha256="0" * 64)

    assert "Words or rules were changed after you opened this page." in page
    assert not KeptRehearsal.objects.exists()


@pytest.mark.parametrize(
    "other", [{"scenarios": []}, {"scenarios": ["flood"]}, {"entries": "0"}, {"entries": "201"}, {"seed": "-1"}, {"sha256": ""}]
)
def test_what_cannot_be_kept_is_said(draft: SimpleNamespace, other: dict[str, object]) -> None:
    post(draft.author, draft.challenge, 422, **other)

    assert not KeptRehearsal.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AUTHOR, 302), (Role.PUBLISHER, 302), (Role.SECRETARY, 409), (Role.AUDITOR, 404), (Role.HEAD, 404)],
)
def test_every_role_that_keeps(draft: SimpleNamespace, role: Role, status: int) -> None:
    by = make_official(draft.authority, role)
    post(by, draft.challenge, status)

    assert KeptRehearsal.objects.exists() == (status == 302)
    if role == Role.SECRETARY:
        assert "Keep with the approval" not in read(by, address("awards:rehearsal", draft.challenge))


def test_strangers_find_nothing(draft: SimpleNamespace) -> None:
    post(draft.author, draft.challenge)
    stranger = make_official(make_authority("Other"), Role.AUTHOR)

    post(stranger, draft.challenge, 404)
    read(stranger, address("awards:kept_rehearsal", draft.challenge, 1), status=404)
    assert Client().get(address("awards:kept_rehearsal", draft.challenge, 1)).status_code == 302


def test_more_kept_rehearsals_need_no_more_queries(draft: SimpleNamespace) -> None:
    post(draft.author, draft.challenge, scenarios=["ordinary"])
    submit_challenge(draft.challenge, by=draft.author)
    client, page = sign_in(Client(), draft.publisher), address("challenges:review", draft.challenge)
    client.get(page)
    few = len(count_queries(lambda: client.get(page)))
    post(draft.publisher, draft.challenge, scenarios=["ties", "single", "none"])

    assert len(count_queries(lambda: client.get(page))) == few


def test_an_unreadable_draft_tells_why(draft: SimpleNamespace) -> None:
    revision = draft.challenge.draft
    rounds = [{**revision.document["rules"]["rounds"][0], "title": 7}]
    DraftRevision.objects.filter(pk=revision.pk).update(
        document={**revision.document, "rules": {**revision.document["rules"], "rounds": rounds}}
    )
    page = read(draft.author, address("awards:rehearsal", draft.challenge))

    assert "Why this cannot be rehearsed" in page
    assert "What becomes public" not in page
    assert "cannot be read" in post(draft.author, Challenge.objects.get(), 409)
