"""Searching and filtering challenges, who finds what, and what pages cost."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from challenges.services import cancel_challenge
from pages.services import ensure_site
from tests.factories import awards
from tests.factories.challenges import (
    WORDS,
    make_challenge_draft,
    make_official,
    make_published_challenge,
    make_submitted_challenge,
)
from tests.pages.reading import archived, read
from tests.queries import assert_flat_queries, count_queries

pytestmark = pytest.mark.django_db


MOST_QUERIES = 10


def test_search_knows_no_accents_and_all_words(client: Client) -> None:
    challenge, other = make_published_challenge(), archived()

    found = client.get(reverse("pages:challenges"), {"q": "zazolc GESLA"}).content.decode()

    assert challenge.reference in found
    assert other.reference not in found
    assert "1 challenge" in found


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"phase": "open"}, 1),
        ({"phase": "concluded"}, 1),
        ({"topic": "science"}, 1),
        ({"topic": "science", "phase": "open"}, 0),
        ({"phase": "nonsense", "page": "99"}, 2),
        ({"q": "' OR 1=1 --"}, 0),
    ],
)
def test_filters_live_in_the_address(client: Client, query: dict[str, str], count: int) -> None:
    make_published_challenge()
    archived()

    text = client.get(reverse("pages:challenges"), query).content.decode()

    assert text.count('class="portal-card portal-challenge"') == count


def test_open_challenges_come_first(client: Client) -> None:
    challenge = make_published_challenge()
    cancel_challenge(
        later := make_published_challenge(), by=make_official(later.authority, Role.PUBLISHER), reason="No money is left."
    )

    text = read(client, "challenges")

    assert text.index(challenge.reference) < text.index(later.reference)


def test_drafts_and_candidates_are_nowhere(client: Client) -> None:
    words = {language: {**text, "title": "Unheard-of plan"} for language, text in WORDS.items()}
    hidden = [make_challenge_draft(words=words), make_submitted_challenge(words=words)]

    for challenge in hidden:
        assert client.get(reverse("pages:challenge", args=[challenge.reference])).status_code == 404
        assert client.get(reverse("pages:challenge_version", args=[challenge.reference, 1])).status_code == 404
        for page in challenge.manuscripts.all():
            assert client.get(page.url).status_code == 404
    paths = ["/", "/challenges/?q=unheard", "/pl/challenges/", "/winners/", "/sitemap.xml", "/transparency/", "/robots.txt"]
    for path in paths:
        text = client.get(path).content.decode()
        assert "Unheard" not in text.replace('value="unheard"', "")
        assert not [challenge.reference for challenge in hidden if challenge.reference in text]


def test_even_its_own_author_reads_a_draft_on_the_desk_only(client: Client) -> None:
    challenge = make_challenge_draft()
    client.force_login(make_official(challenge.authority, Role.AUTHOR))

    assert client.get(reverse("pages:challenge", args=[challenge.reference])).status_code == 404


def test_the_list_costs_the_same_for_one_and_three(client: Client) -> None:
    ensure_site()
    make_published_challenge()

    assert_flat_queries(lambda: client.get("/challenges/"), grow=make_published_challenge, at_most=MOST_QUERIES)


def test_the_page_of_a_challenge_costs_little(client: Client) -> None:
    ensure_site()
    award = awards.make_final_award()

    queries = count_queries(lambda: client.get(f"/challenges/{award.challenge.reference}/"))

    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_winners_cost_the_same_for_one_and_three(client: Client) -> None:
    ensure_site()
    awards.make_award()

    assert_flat_queries(lambda: client.get("/winners/"), grow=awards.make_award, at_most=MOST_QUERIES)


def test_the_home_page_costs_the_same_for_one_and_three(client: Client) -> None:
    ensure_site()
    make_published_challenge()

    assert_flat_queries(lambda: client.get("/"), grow=make_published_challenge, at_most=13)
