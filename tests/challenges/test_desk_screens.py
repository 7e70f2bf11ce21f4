"""Every address of the desk: what it says, and to whom it does not exist."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from challenges.models import Challenge
from tests.factories.challenges import (
    make_authority,
    make_challenge_draft,
    make_official,
    make_published_challenge,
    make_submitted_challenge,
)
from tests.queries import assert_flat_queries, count_queries

pytestmark = pytest.mark.django_db
SignedIn = Callable[[object], Client]

READ = ("challenge", "history", "preview")
WRITE = ("basics", "submit", "cancel")
OF_ROUND = ("round", "questions", "add_question")
OF_PART = ("criteria",)
OF_RULES = ("part", "add_part", "move_part", "remove_part")
POST_ONLY = ("publish", "return", "add_round")
POST_OF_ROUND = ("remove_round",)
OF_QUESTION = ("question",)
POST_OF_QUESTION = ("move_question", "remove_question")


def addresses(challenge: Challenge, *, posts: bool) -> list[str]:
    """Return every address of one challenge's desk: those that are read, or those that change something."""
    key = challenge.plain["rules"]["rounds"][0]["key"]
    one, two, three = [challenge.reference], [challenge.reference, key], [challenge.reference, key, "summary"]
    criteria, rules = [challenge.reference, key, "jury"], [challenge.reference, f"rules/rounds/{key}/judging"]
    if posts:
        groups = [(POST_ONLY + WRITE, one), (POST_OF_ROUND + OF_ROUND, two), (POST_OF_QUESTION + OF_QUESTION, three)]
        groups += [(OF_PART, criteria), (OF_RULES, rules)]
        skipped = {"questions"}
    else:
        groups, skipped = [((*READ, *WRITE, "review", "all_rules"), one), (OF_ROUND, two), (OF_QUESTION, three)], set()
        groups += [(OF_PART, criteria), (OF_RULES[:1], rules)]
    return [reverse(f"challenges:{view}", args=args) for views, args in groups for view in views if view not in skipped]


def test_an_author_sees_every_page_of_a_draft(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    challenge = make_challenge_draft(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)

    for url in addresses(challenge, posts=False):
        if "/cancel/" not in url:
            response = client.get(url, follow=True)
            assert response.status_code == 200, url
            assert challenge.reference in response.content.decode(), url


@pytest.mark.parametrize("make", [make_challenge_draft, make_submitted_challenge, make_published_challenge])
@pytest.mark.parametrize("role", ["author", "publisher", "secretary", "auditor"])
def test_people_of_another_authority_find_nothing(
    make: Callable[..., Challenge], role: str, ministry: SimpleNamespace, signed_in: SignedIn
) -> None:
    challenge = make()
    client = signed_in(getattr(ministry, role))

    assert {client.get(url).status_code for url in addresses(challenge, posts=False)} == {404}
    assert {client.post(url).status_code for url in addresses(challenge, posts=True)} == {404}


def test_suppliers_and_strangers_have_no_desk(signed_in: SignedIn) -> None:
    challenge = make_published_challenge()
    supplier = make_authority()
    supplier.kind = "supplier"
    supplier.save()
    juror = challenge.panel.jurors.first().user

    for person in (make_official(supplier, Role.OWNER), juror):
        client = signed_in(person)
        every = [reverse("challenges:desk"), reverse("challenges:new"), *addresses(challenge, posts=False)]
        assert {client.get(url).status_code for url in every} == {404}
        assert {client.post(url).status_code for url in addresses(challenge, posts=True)} == {404}


def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    challenge = make_published_challenge()

    for url in [reverse("challenges:desk"), *addresses(challenge, posts=False)]:
        response = client.get(url)
        assert response.status_code == 302, url
        assert "/account/login/" in response["Location"], url
    assert {client.post(url).status_code for url in addresses(challenge, posts=True)} == {302}


def test_an_auditor_reads_only_and_only_what_is_public(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    draft = make_challenge_draft(ministry.authority)
    public = make_published_challenge(ministry.authority)
    client = signed_in(ministry.auditor)

    assert {client.get(url).status_code for url in addresses(draft, posts=False)} == {404}
    for view in READ:
        assert client.get(reverse(f"challenges:{view}", args=[public.reference])).status_code == 200
    assert {client.post(url).status_code for url in addresses(public, posts=True)} == {403}
    public.refresh_from_db()
    assert public.state == Challenge.State.PUBLISHED


def test_a_publisher_may_not_edit_and_an_author_may_not_publish(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)

    basics = reverse("challenges:basics", args=[challenge.reference])
    publish = reverse("challenges:publish", args=[challenge.reference])

    assert signed_in(ministry.publisher).get(basics).status_code == 403
    assert signed_in(ministry.author).post(publish, {"sha256": challenge.candidate.sha256}).status_code == 403


def test_the_list_of_the_desk_needs_the_same_queries_for_one_and_three(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    make_challenge_draft(ministry.authority)
    client = signed_in(ministry.author)

    assert_flat_queries(
        lambda: client.get(reverse("challenges:desk")), grow=lambda: make_challenge_draft(ministry.authority), at_most=15
    )


@pytest.mark.parametrize(
    ("make", "page", "at_most"),
    [
        (make_challenge_draft, ("challenge",), 15),
        (make_published_challenge, ("challenge",), 18),
        (make_challenge_draft, ("criteria", "concept", "jury"), 7),
    ],
)
def test_pages_of_a_challenge_with_two_rounds_keep_their_number_of_queries(
    make: Callable[..., Challenge], page: tuple[str, ...], at_most: int, ministry: SimpleNamespace, signed_in: SignedIn
) -> None:
    """The numbers are those of docs/performance.md."""
    challenge = make(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)
    view, *of_round = page
    url = reverse(f"challenges:{view}", args=[challenge.reference, *of_round])

    assert client.get(url).status_code == 200
    assert len(count_queries(lambda: client.get(url))) <= at_most


def test_the_desk_filters_by_state(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    draft = make_challenge_draft(ministry.authority)
    waiting = make_submitted_challenge(ministry.authority)
    client = signed_in(ministry.publisher)

    body = client.get(reverse("challenges:desk"), {"state": "in_review"}).content.decode()

    assert waiting.reference in body
    assert draft.reference not in body


def test_hostile_words_are_shown_as_words(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    hostile = "<script>alert(1)</script>"
    challenge = make_challenge_draft(ministry.authority, by=ministry.author, working_title=hostile)
    client = signed_in(ministry.author)
    question = {"label_en": hostile, "label_pl": hostile, "kind": "line", "required": "on"}
    client.post(reverse("challenges:add_question", args=[challenge.reference, "concept"]), question)

    challenge.refresh_from_db()
    assert len(challenge.rules.round("concept").intake.questions) == 6
    for url in [reverse("challenges:desk"), *addresses(challenge, posts=False)]:
        assert hostile not in client.get(url, follow=True).content.decode(), url
