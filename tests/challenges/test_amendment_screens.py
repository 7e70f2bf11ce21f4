"""The pages of an amendment: to whom they exist, what they say, and the whole way in the browser."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from challenges import desk, services
from challenges.models import Amendment, Challenge
from challenges.queries.waiting import waiting_challenges
from ledger.models import Event
from tests.challenges.amendments import REASON, begin, extend, reweigh, set_member, submitted
from tests.challenges.signing_in import SignedIn
from tests.factories.challenges import make_authority, make_official, make_published_challenge

pytestmark = pytest.mark.django_db
ACTS = ("submit_amendment", "publish_amendment", "return_amendment", "discard_amendment")


@pytest.fixture
def public(ministry: SimpleNamespace) -> Challenge:
    return make_published_challenge(ministry.authority, by=ministry.author, publisher=ministry.publisher)


def address(view: str, challenge: Challenge) -> str:
    return reverse(f"challenges:{view}", args=[challenge.reference])


def public_page(client: Client, challenge: Challenge) -> str:
    return client.get(reverse("pages:challenge", args=[challenge.reference])).content.decode()


# Of the reading pages and the acts, what each role is answered while an amendment waits for approval.
STATUS = {
    "author": {"amendment": 200, "submit_amendment": 409, "publish_amendment": 403, "return_amendment": 403},
    "publisher": {"amendment": 200, "submit_amendment": 403, "publish_amendment": 409, "return_amendment": 422},
    "secretary": {"amendment": 200, "submit_amendment": 403, "publish_amendment": 403, "return_amendment": 403},
    "auditor": {"amendment": 403, "submit_amendment": 403, "publish_amendment": 403, "return_amendment": 403},
}


@pytest.mark.parametrize("role", STATUS)
def test_every_role_at_every_address(role: str, public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    submitted(public, ministry.author)
    client = signed_in(getattr(ministry, role))
    found = {"amendment": client.get(address("amendment", public)).status_code}
    typed = {"code": "cor-buy", "reason": "Another"}
    for view in ("submit_amendment", "publish_amendment"):
        found[view] = client.post(address(view, public), typed).status_code
    found["return_amendment"] = client.post(address("return_amendment", public)).status_code

    assert found == STATUS[role]
    assert Amendment.objects.get().state == "in_review"


@pytest.mark.parametrize("role", ["secretary", "auditor"])
def test_who_may_not_discard_does_not(role: str, public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    begin(public, ministry.author)

    assert signed_in(getattr(ministry, role)).post(address("discard_amendment", public)).status_code == 403
    assert Amendment.objects.get().state == "drafting"


def test_to_everybody_else_it_does_not_exist(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    submitted(public, ministry.author)
    stranger = signed_in(make_official(make_authority(), "author", "publisher", "secretary"))
    person = signed_in(make_official(ministry.authority))

    for client in (stranger, person):
        assert {client.get(address(view, public)).status_code for view in ("amend", "amendment")} == {404}
        assert {client.post(address(view, public)).status_code for view in ACTS} == {404}
    assert Client().get(address("amendment", public)).status_code == 302


def test_what_is_being_amended_is_told_to_nobody_else(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    begin(public, ministry.author)
    key = public.written["rules"]["rounds"][0]["key"]
    set_member(public, ministry.author, f"rules/rounds/{key}/title", {"en": "Secret title", "pl": "Tajny tytuł"})

    auditor = signed_in(ministry.auditor)
    pages = [public_page(Client(), public), public_page(auditor, public)]
    pages += [auditor.get(address(view, public)).content.decode() for view in ("challenge", "history", "preview")]
    assert all("Secret title" not in page for page in pages)
    assert "Amendment of what is public" not in pages[2]
    assert "Secret title" in signed_in(ministry.secretary).get(address("challenge", public)).content.decode()


def test_there_is_no_page_without_an_amendment(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    client = signed_in(ministry.author)

    assert client.get(address("amendment", public)).status_code == 404
    assert client.post(address("submit_amendment", public), {}).status_code == 404


def test_the_whole_way_through_the_browser(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    author, publisher = signed_in(ministry.author), signed_in(ministry.publisher)
    assert address("amend", public) in author.get(address("challenge", public)).content.decode()
    assert address("amend", public) not in publisher.get(address("challenge", public)).content.decode()
    assert author.post(address("amend", public), {"reason": "", "code": "cor-buy"}).status_code == 422
    page = author.post(address("amend", public), {"reason": REASON, "code": "cor-buy"}, follow=True).content.decode()
    assert "Nothing is changed yet." in page

    reweigh(public, ministry.author)
    page = author.get(address("amendment", public)).content.decode()
    assert "weight: 40 → 45" in page
    assert "Nobody has begun an entry yet." in page
    assert "this deadline must move by 6 days" in page
    refused = author.post(address("submit_amendment", public), {"reason": REASON, "code": "cor-buy"})
    assert refused.status_code == 409
    assert "this deadline must move by 6 days" in refused.content.decode()

    deadline = public.rounds.get(number=1).closes_at + timedelta(days=7)
    extend(public, ministry.author, f"{deadline:%Y-%m-%dT%H:%M:%SZ}")
    author.post(address("submit_amendment", public), {"reason": "Weights and a date", "code": "update-add"})
    assert [str(item.title) for item in waiting_challenges(ministry.publisher)] == [
        f"Approve the amendment of {public.reference}"
    ]
    page = publisher.get(address("amendment", public)).content.decode()
    amendment = Amendment.objects.get()
    assert "weight: 40 → 45" in page
    assert amendment.candidate.sha256 in page
    publisher.post(address("publish_amendment", public), {"sha256": amendment.candidate.sha256})

    told = public_page(Client(), public)
    assert "Amended, because: Weights and a date" in told
    assert "weight: 40 → 45" in told
    assert "Version 2" in told
    assert "Published" in author.get(address("amendment", public)).content.decode()


def test_the_usual_pages_are_open_again(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    client = signed_in(ministry.author)
    basics = address("basics", public)
    assert client.get(basics).status_code == 409
    begin(public, ministry.author)

    assert client.get(basics).status_code == 200
    for view in ("round", "questions"):
        assert client.get(reverse(f"challenges:{view}", args=[public.reference, "concept"])).status_code == 200
    tasks = [task for task in desk.tasks(Challenge.objects.get(pk=public.pk), ministry.author) if task.url == basics]
    assert len(tasks) == 1


def test_two_tabs_what_is_stale_is_refused_in_words(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    amendment = submitted(public, ministry.author)
    seen = amendment.candidate.sha256
    publisher = signed_in(ministry.publisher)
    services.return_amendment(amendment, by=ministry.publisher, reason="Once more")
    set_member(public, ministry.author, "notice/contact_email", "third@example.org")
    services.submit_amendment(amendment, by=ministry.author)

    response = publisher.post(address("publish_amendment", public), {"sha256": seen})

    assert response.status_code == 409
    assert "Another version was submitted after you opened this page" in response.content.decode()
    assert Event.objects.filter(verb="refused", object_reference=public.reference).count() == 1
    services.publish_amendment(amendment, by=ministry.publisher, sha256=amendment.candidate.sha256)
    again = publisher.post(address("publish_amendment", public), {"sha256": amendment.candidate.sha256})
    assert again.status_code == 409
    assert "This cannot be done in the state “Published”" in again.content.decode()


def test_a_returned_amendment_waits_for_its_authors(public: Challenge, ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    submitted(public, ministry.author)
    publisher = signed_in(ministry.publisher)
    publisher.post(address("return_amendment", public), {"reason": "The address is wrong."})

    page = signed_in(ministry.author).get(address("amendment", public)).content.decode()
    assert "The address is wrong." in page
    titles = [str(item.title) for item in waiting_challenges(ministry.author)]
    assert titles == [f"Mend the amendment of {public.reference}, which was returned"]
