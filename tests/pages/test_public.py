"""What everybody reads: home, list, challenge, winners, transparency; and what nobody may read yet."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from challenges.lifecycle import ChallengePhase
from challenges.services import cancel_challenge
from core import clock
from core.wording import localised, percent
from ledger.services import publish_head
from pages.queries.winners import standing_awards
from pages.services import ensure_site
from tests.factories import awards
from tests.factories.challenges import (
    WORDS,
    make_official,
    make_published_challenge,
)
from tests.pages.reading import archived, read

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a><p onclick=alert(1)>kept</p>"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Addresses are made in English: a page that was read in Polish leaves the thread in Polish."""
    with translation.override("en"):
        yield


# --- What is shown ---------------------------------------------------------------------------------------------------


def test_the_page_of_a_challenge_shows_words_rules_and_proof(client: Client) -> None:
    challenge = make_published_challenge()

    text = read(client, "challenge", challenge.reference)

    for shown in (
        WORDS["en"]["title"],
        "Długa street reached 58 degrees",
        "Europe/Warsaw",
        "Fit to the problem",
        "40%",
        "PLN\N{NO-BREAK SPACE}50,000",
        "Directive 2014/24/EU, art. 80",
        "2014/24/EU",
        challenge.published_version.sha256,
        "Start a proposal",
        "application/ld+json",
        'rel="canonical"',
        'hreflang="pl"',
        'property="og:title"',
    ):
        assert shown in text, shown


def test_the_page_is_in_the_readers_language(client: Client) -> None:
    challenge = make_published_challenge()

    text = client.get(f"/pl/challenges/{challenge.reference}/").content.decode()

    assert WORDS["pl"]["title"] in text
    assert WORDS["en"]["title"] not in text
    assert "Dopasowanie do problemu" in text


def test_a_missing_translation_is_marked(client: Client) -> None:
    challenge = make_published_challenge(languages=["en"])

    text = client.get(f"/pl/challenges/{challenge.reference}/").content.decode()

    assert f'<span lang="en">{WORDS["en"]["title"]}</span>' in text
    assert '<div lang="en">' in text


def test_the_downloaded_version_has_the_hash_that_is_shown(client: Client) -> None:
    challenge = make_published_challenge()

    content = client.get(reverse("pages:challenge_version", args=[challenge.reference, 1])).content

    assert hashlib.sha256(content).hexdigest() == challenge.published_version.sha256
    assert json.loads(content)["notice"]["reference"] == challenge.reference


def test_a_cancelled_challenge_stays_with_its_reason(client: Client) -> None:
    challenge = make_published_challenge()
    cancel_challenge(challenge, by=make_official(challenge.authority, Role.PUBLISHER), reason="The money went elsewhere.")

    text = read(client, "challenge", challenge.reference)

    assert "The money went elsewhere." in text
    assert "Start a proposal" not in text


def test_an_archived_challenge_says_where_it_comes_from(client: Client) -> None:
    archived()

    text = read(client, "challenge", "US-0001")

    assert "https://www.challenge.gov/?challenge=lunar-loo" in text
    assert "<h3>Rules</h3>" in text
    assert "Start a proposal" not in text
    assert client.get(reverse("pages:challenge_version", args=["US-0001", 1])).status_code == 200


def test_no_proposal_can_be_started_after_the_deadline(client: Client) -> None:
    challenge = make_published_challenge()

    with clock.moved_to(challenge.rounds.get(number=1).closes_at + timedelta(seconds=1)):
        text = read(client, "challenge", challenge.reference)

    assert "Start a proposal" not in text
    assert str(ChallengePhase.JUDGING.label) in text


def test_results_name_winners_and_nobody_else(client: Client) -> None:
    award = awards.make_final_award()
    challenge = award.challenge
    losers = {
        name for name in challenge.proposals.values_list("supplier__name", flat=True) if name != award.published_supplier["name"]
    }
    assert losers

    for text in (read(client, "challenge", challenge.reference), read(client, "winners"), read(client, "home")):
        assert award.published_supplier["name"] in text
        assert award.public_summary in text
        assert not [name for name in losers if name in text]
    page = read(client, "challenge", challenge.reference)
    assert "Ranking by work code" in page
    assert award.decision.entry.work_code in page


def test_winners_are_told_with_criteria_counts_and_reasons(client: Client) -> None:
    award = awards.make_final_award()
    last = award.decision.entry.round

    text = read(client, "winners")

    criteria = ", ".join(f"{localised(each.title)} ({percent(each.weight)})" for each in last.rules.judging.parts[0].criteria)
    assert criteria in text
    assert "of 100 points." in text
    assert "Wins. The best" in text
    assert f"{localised(last.title)}: 2 entered, 2 admissible, 2 reached every threshold, 1 chosen." in text


def test_a_win_in_standstill_says_until_when(client: Client) -> None:
    awards.make_award()

    text = read(client, "winners")

    assert "In standstill" in text
    assert "Standstill ends:" in text


def test_an_overturned_award_leaves_the_winners(client: Client) -> None:
    award = awards.make_award()
    type(award).objects.filter(pk=award.pk).update(state="overturned", overturned_at=clock.now(), overturning_reason="Error.")

    assert not standing_awards().filter(pk=award.pk).exists()
    assert "No winner has been announced yet" in read(client, "winners")


def test_transparency_shows_heads_and_keys(client: Client) -> None:
    make_published_challenge()
    head = publish_head(occasion="daily")

    assert head.root in read(client, "transparency")
    keys = json.loads(client.get(reverse("pages:jwks")).content)["keys"]
    assert keys[0]["kty"] == "OKP"
    assert "d" not in keys[0]


def test_information_pages_exist_in_both_languages_and_link_each_other(client: Client) -> None:
    ensure_site()

    english = client.get("/accessibility/").content.decode()
    polish = client.get("/pl/dostepnosc/").content.decode()

    assert "Enforcement procedure" in english
    assert 'href="/pl/dostepnosc/"' in english
    assert "Postępowanie odwoławcze" in polish
    assert 'href="/accessibility/"' in polish


# --- Finding ---------------------------------------------------------------------------------------------------------


# --- What nobody may know of yet -------------------------------------------------------------------------------------


def test_the_number_of_entries_is_not_told_before_the_opening(client: Client) -> None:
    challenge = make_published_challenge()
    awards.make_entry(challenge.rounds.get(number=1), state="submitted")

    assert "entries judged" not in read(client, "home")


# --- Hostile words ---------------------------------------------------------------------------------------------------


def test_hostile_words_never_become_script(client: Client) -> None:
    words = {"title": HOSTILE[:60], "summary": HOSTILE, "brief": [{"type": "paragraph", "value": HOSTILE}]}
    words["brief"] += [{"type": "heading", "value": HOSTILE[:60]}, {"type": "quote", "value": {"text": HOSTILE, "source": "x"}}]
    words["brief"] += [{"type": "facts", "value": [{"label": "<b onclick=x>", "value": HOSTILE[:60]}]}]
    challenge = make_published_challenge(languages=["en"], words={"en": words})

    # Above the article the words stand escaped, in attributes and in JSON.
    text = read(client, "challenge", challenge.reference).split("<article")[1]

    for harm in ("<script>alert", "<img", "href='javascript", 'href="javascript', "<p onclick", "<b onclick"):
        assert harm not in text, harm
    assert "<p>kept</p>" in text


def test_a_forged_version_draws_no_script(client: Client) -> None:
    archived(brief=HOSTILE)

    text = read(client, "challenge", "US-0001")

    assert "alert(1)</script>" not in text
    assert 'href="javascript' not in text


# --- Cost ------------------------------------------------------------------------------------------------------------


def test_every_section_reads_in_both_languages(client: Client) -> None:
    ensure_site()
    make_published_challenge()

    for path in (
        "/",
        "/challenges/",
        "/winners/",
        "/transparency/",
        "/pl/",
        "/pl/challenges/",
        "/pl/winners/",
        "/pl/transparency/",
    ):
        assert client.get(path).status_code == 200, path
