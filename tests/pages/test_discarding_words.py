"""A discarded amendment takes its words with it, whoever wrote them; what was written stays in the manuscript's history."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from accounts.roles import Role
from challenges import manuscripts, services
from challenges.models import Challenge
from pages.services import write_words
from tests.challenges.amendments import begin, set_member
from tests.factories.accounts import sign_in
from tests.factories.challenges import WORDS, make_authority, make_official, make_published_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> Challenge:
    authority = make_authority()
    author = make_official(authority, Role.AUTHOR)
    return make_published_challenge(authority, by=author)


def rewritten(challenge: Challenge, *, language: str = "pl", title: str = "Zupełnie inny tytuł") -> None:
    other = make_official(challenge.authority, Role.AUTHOR)
    write_words(challenge, by=other, language=language, **{**WORDS[language], "title": title})


def test_words_are_those_in_force_again_and_nothing_written_is_lost(public: Challenge) -> None:
    author = make_official(public.authority, Role.AUTHOR)
    amendment = begin(public, author)
    rewritten(public)
    set_member(public, author, "notice/contact_email", "new@example.org")

    services.discard_amendment(amendment, by=author)

    fresh = Challenge.objects.get(pk=public.pk)
    assert manuscripts.store().words(fresh) == fresh.published_version.content["words"]
    assert any("Zupełnie inny tytuł" in str(revision.content["title"]) for revision in Revision.page_revisions.all())
    # Nobody counts as having written what is in force: the next amendment has nothing to show.
    again = begin(fresh, author)
    assert [gap.code for gap in again.gaps()] == ["nothing"]
    assert manuscripts.store().writers(fresh, since=again.started_at) == set()


def test_untouched_words_get_no_new_revision(public: Challenge) -> None:
    author = make_official(public.authority, Role.AUTHOR)
    amendment = begin(public, author)
    rewritten(public)
    before = Revision.page_revisions.count()

    services.discard_amendment(amendment, by=author)

    assert Revision.page_revisions.count() == before + 1


def test_the_page_says_beforehand_which_words_go_back(public: Challenge) -> None:
    author = make_official(public.authority, Role.AUTHOR)
    begin(public, author)
    client = Client()
    sign_in(client, author)
    address = reverse("challenges:amendment", args=[public.reference])

    assert "The words go back too" not in client.get(address).content.decode()
    rewritten(public)
    assert "The words go back too (Polish)" in client.get(address).content.decode()


def test_the_amended_public_page_is_previewed_while_it_is_written(public: Challenge) -> None:
    author, auditor = (make_official(public.authority, role) for role in (Role.AUTHOR, Role.AUDITOR))
    amendment = begin(public, author)
    rewritten(public, language="en", title="Streets under trees")
    set_member(public, author, "notice/contact_email", "new@example.org")
    address = reverse("pages:preview", args=[public.reference])
    writer, reader = Client(), Client()
    sign_in(writer, author)
    sign_in(reader, auditor)

    page = writer.get(address).content.decode()
    shown = reader.get(address)

    assert "Streets under trees" in page
    assert "new@example.org" in page
    assert address in writer.get(reverse("challenges:amendment", args=[public.reference])).content.decode()
    assert "Streets under trees" not in Client().get(reverse("pages:challenge", args=[public.reference])).content.decode()
    assert shown.status_code == 302 or "Streets under trees" in shown.content.decode()
    services.discard_amendment(amendment, by=author)
    assert writer.get(address)["Location"] == reverse("pages:challenge", args=[public.reference])
