"""Every example as OCDS: valid, weights that sum once, prizes that are prizes, and the numbers of the rules' own text."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from awards.rehearsal.supposing import suppose
from challenges.models import Challenge
from challenges.rules.aggregation import SharesCombine
from challenges.rules.checks.points import highest_mark, weighed
from challenges.rules.names import Names
from challenges.rules.promised import most_promised
from challenges.rules.reading import read
from core.wording import money
from opendata.exports.ocds.call import call_of, lot_ids
from opendata.exports.ocds.judged import award_criteria
from opendata.exports.ocds.numbers import exact
from opendata.exports.ocds.rewarded import design_contest, places_of
from opendata.exports.ocds.tender import tender
from tests.examples.reading import CALLS, EXAMPLES, MADE_UP, load
from tests.factories.challenges import make_authority, make_official
from tests.factories.competitions import NOTICE, publish
from tests.opendata.standard import mistakes, needs_schemas

NOTICES = sorted((EXAMPLES / "notices").glob("*.json"))
PATHS = [path for path in (MADE_UP, *CALLS, *NOTICES) if "LOTERIA" not in path.name]
each_example = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def published(path: Path) -> Challenge:
    """Return the example as a public challenge, with what its source does not say filled in as a rehearsal does."""
    source = read(load(path)).document
    assert source is not None
    document: Any = suppose(source).data
    words = {code: {"title": "No title", "summary": "", "brief": [], **text} for code, text in document.pop("words").items()}
    document["notice"] = {**NOTICE, **document["notice"]}
    author = make_official(make_authority(), Role.AUTHOR)
    authority = author.memberships.get().organisation
    return publish(authority, document, words, at=datetime(2027, 1, 1, tzinfo=UTC), by=author)


def told(client: Client) -> dict[str, Any]:
    package: dict[str, Any] = client.get("/ocds/releases.json").json()
    return package


def sums(criteria: list[dict[str, Any]], kind: str) -> Fraction:
    numbers = [number for criterion in criteria for number in criterion.get("numbers", ()) if number.get("weight") == kind]
    return sum((Fraction(str(number["number"])) for number in numbers), Fraction())


@pytest.mark.django_db
@needs_schemas
@each_example
def test_the_release_is_valid_and_says_the_numbers_of_the_page(path: Path, client: Client) -> None:
    challenge = published(path)
    package = told(client)
    page = client.get(reverse("pages:challenge", args=[challenge.reference])).content.decode()
    tender = package["releases"][0]["tender"]

    assert mistakes(package) == []
    for lot in tender["lots"]:
        percents = sums(lot.get("awardCriteria", {}).get("criteria", []), "percentageExact")
        assert percents in (0, 100), lot["title"]
        for prize in lot["designContest"].get("prizes", {}).get("details", ()):
            if "value" in prize:
                assert money(str(prize["value"]["amount"]), prize["value"]["currency"]) in page, prize


@pytest.mark.django_db
@each_example
def test_prizes_are_prizes_and_never_more_than_is_promised(path: Path) -> None:
    document = published(path).document
    for lot in lot_ids(document):
        contest = design_contest(document, Names(document), lot)
        listed = contest.get("prizes", {}).get("details", [])
        promised = most_promised(document, document.currency)
        paid = sum(
            Fraction(str(each["value"]["amount"]))
            for each in listed
            if each.get("value", {}).get("currency") == document.currency
        )

        assert all(item.kind == "prize" for item in document.rules.rewards.items if places_of(item, document))
        assert not promised.is_whole or paid <= promised.amount
        for item in document.rules.rewards.items:
            if item.kind != "prize" and (not item.lots or lot in item.lots):
                assert f"{item.title['en']}: " in contest["rewardsDetails"]


@pytest.mark.django_db
@each_example
def test_points_are_those_of_the_scales(path: Path) -> None:
    document = published(path).document
    for lot in lot_ids(document):
        criteria = award_criteria(document, Names(document), lot).get("criteria", [])
        stated = [
            [highest_mark(criterion) for criterion in weighed(part)]
            for stage in [each for each in document.rules.rounds if each.judging and each.judging.use == "award"][-1:]
            for part in stage.judging.parts
            if (not part.lots or lot in part.lots)
            and part.weights is None
            and not isinstance(stage.judging.combine, SharesCombine)
        ]
        points = sums(criteria, "pointsExact")

        assert points in (0, sum((mark for part in stated if None not in part for mark in part if mark is not None), Fraction()))


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0.1", 0.1), ("2.5", 2.5), ("999999999999999999", 999999999999999999), ("0.123456789012", 0.123456789012)],
)
def test_a_number_is_sent_as_it_is_written(text: str, number: float) -> None:
    assert exact(text) == number
    assert Fraction(str(exact(text))) == Fraction(text)


def test_a_number_that_no_json_holds_is_not_sent() -> None:
    assert exact(Fraction(1, 3)) is None
    assert exact("999999999999999999.123456789") is None


@pytest.mark.django_db
def test_what_was_published_in_the_first_format_keeps_the_release_that_it_had() -> None:
    version = published(MADE_UP).published_version
    assert version is not None
    outlined = version.outline
    first = SimpleNamespace(content={}, outline=outlined)

    assert call_of(first, published_at="2027-01-01T00:00:00Z") == tender(outlined, published_at="2027-01-01T00:00:00Z")  # type: ignore[arg-type]
    assert call_of(version, published_at="2027-01-01T00:00:00Z") != tender(outlined, published_at="2027-01-01T00:00:00Z")
