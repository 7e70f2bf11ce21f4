"""The feed tells what becomes of awards, and what it told once stays."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.awards.test_lists import promoted
from tests.factories import awards as make
from tests.opendata.test_tables_and_feeds import ATOM
from tests.queries import assert_flat_queries

pytestmark = pytest.mark.django_db
FEED = "/feeds/challenges.atom"


def entries(client: Client, path: str = FEED) -> list[tuple[str, str, str]]:
    """Return title, text and id of every entry."""
    feed = ET.fromstring(client.get(path).content)  # noqa: S314 - our own feed
    names = ("title", "summary", "id")
    return [tuple(entry.findtext(f"a:{name}", "", ATOM) for name in names) for entry in feed.findall("a:entry", ATOM)]  # type: ignore[misc]


def test_an_award_is_told_when_it_is_announced_and_again_when_it_is_overturned(client: Client) -> None:
    stage = make.make_signed_round()
    assert not any("Awarded" in title for title, _text, _key in entries(client))

    award = make.make_award()
    told = entries(client)
    (announced,) = [entry for entry in told if "Awarded" in entry[0]]
    assert announced[0] == f"{award.challenge.reference}: Awarded: Floods"
    assert announced[1] == award.published_supplier["name"]
    assert stage.challenge.reference != award.challenge.reference

    make.overturn(award, reason="The court found an error.")
    later = entries(client)
    assert announced in later
    (overturned,) = [entry for entry in later if "Award overturned" in entry[0]]
    assert overturned[1] == f"{award.published_supplier['name']}. The court found an error."
    assert overturned[2] != announced[2]
    assert later.index(overturned) < later.index(announced)


def test_nobody_who_lost_is_named(client: Client) -> None:
    award = make.make_award()
    text = client.get(FEED).content.decode()
    others = award.challenge.proposals.exclude(pk=award.decision.entry.proposal_id)

    assert others.exists()
    assert [proposal.supplier.name for proposal in others if proposal.supplier.name in text] == []


def test_the_feed_costs_the_same_for_one_and_three(client: Client) -> None:
    make.make_award()

    assert_flat_queries(lambda: client.get(FEED), grow=make.make_award, at_most=6)


def test_a_reserve_that_moves_up_is_told_as_such(client: Client) -> None:
    lost, won = promoted()
    titles = [title for title, _text, _key in entries(client)]

    assert f"{won.challenge.reference}: A reserve moves up and is awarded: Floods" in titles
    assert f"{lost.challenge.reference}: Award overturned: Floods" in titles
