"""Older formats are read for ever, in the same way for ever: golden files of each format and what it becomes."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from challenges.rules.document import Document
from challenges.rules.stored import document_of
from challenges.rules.upgrades import UnknownFormatError, upgraded
from challenges.services.publishing import freeze
from tests.factories.challenges import make_challenge_draft, make_published_challenge

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["two-rounds", "archive"])
def test_format_1_becomes_what_it_always_became(name: str) -> None:
    content = golden(f"{name}.format-1")
    untouched = copy.deepcopy(content)
    found = upgraded(content)
    assert found == golden(f"{name}.format-2")
    assert content == untouched
    Document.model_validate(found)


def test_the_newest_format_stays_as_it_is() -> None:
    content = golden("two-rounds.format-2")
    assert upgraded(content) is content


@pytest.mark.parametrize("number", [3, 0, "2", 2.0, True, None, [2]])
def test_other_formats_are_refused_loudly(number: Any) -> None:
    with pytest.raises(UnknownFormatError):
        upgraded({**golden("two-rounds.format-2"), "format": number})


def test_a_version_is_read_once() -> None:
    loads = []

    def load() -> Any:
        loads.append(1)
        return golden("two-rounds.format-1")

    assert document_of("a" * 64, load) is document_of("a" * 64, load)
    assert loads == [1]


@pytest.mark.django_db
def test_a_version_that_was_rolled_back_is_not_read_in_place_of_the_next_one() -> None:
    """SQLite gives its primary key to the next version; what was read of it must not come with the key."""
    challenge = make_published_challenge()
    content = challenge.published_version.content
    other = {**content, "notice": {**content["notice"], "contact_email": "new@example.org"}}
    with suppress(InterruptedError), transaction.atomic():
        assert freeze(challenge, other, by=None).document.notice.contact_email == "new@example.org"
        raise InterruptedError

    assert freeze(challenge, content, by=None).document.notice.contact_email != "new@example.org"


@pytest.mark.django_db
def test_a_published_round_says_what_its_rows_say() -> None:
    challenge = make_published_challenge()
    for stage in challenge.rounds.all():
        rules = stage.rules
        part = rules.judging.parts[0]
        assert part.criteria
        assert (rules.intake.anonymity is not None) == stage.is_blind
        assert rules.intake.openers == stage.openers_required
        assert rules.advancing.takes[0].places == stage.advance_limit
        assert rules.intake.windows[0].closes.at == stage.closes_at.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.django_db
def test_a_draft_is_read_as_it_is_being_written() -> None:
    challenge = make_challenge_draft()
    assert [stage.title["pl"] for stage in challenge.rules.rounds] == ["Koncepcja", "Prototyp"]
