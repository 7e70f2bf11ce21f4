"""Every example as everybody reads it and as officials do: each fact in words, and no key or name of the schema."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from challenges.models import Challenge
from challenges.rules.base import Keyed, Part
from challenges.rules.chapters import Chapter, chapters, without_silences
from challenges.rules.facts import Fact
from challenges.rules.reading import read
from challenges.rules.vocabulary import parts
from challenges.rules.walking import places
from challenges.services.importing import import_challenge
from tests.examples.reading import CALLS, EXAMPLES, MADE_UP, load
from tests.factories.accounts import sign_in
from tests.factories.challenges import make_authority, make_official
from tests.factories.competitions import publish

pytestmark = pytest.mark.django_db
NOTICES = sorted((EXAMPLES / "notices").glob("*.json"))
# The receipt lottery is no contest: it is refused, and nobody ever publishes it.
PATHS = [path for path in (MADE_UP, *CALLS, *NOTICES) if "LOTERIA" not in path.name]
each_example = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
NAMES = {name for part in parts() for name in part.model_fields} | {kind for part in parts() for kind in part.kinds}


def words_of(page: str) -> str:
    """Return what a reader sees, white space aside."""
    main = page[page.index("<main") : page.index("</main")]
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", main)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def facts_in(told: Iterable[Chapter]) -> Iterator[Fact]:
    for chapter in told:
        yield Fact("", chapter.title)
        yield from _all(chapter.facts)
        yield from _all(chapter.items)
        yield from facts_in(chapter.below)


def _all(told: Iterable[Fact]) -> Iterator[Fact]:
    for fact in told:
        yield fact
        yield from _all(fact.children)


def assert_said(told: Iterable[Fact], page: str) -> None:
    words = words_of(page)
    missing = [text for fact in told for text in (fact.label, fact.value) if squeezed(text) not in words]
    assert not missing


def raw_words(page: str, document: Any) -> list[str]:
    """Return what reads like a key or a name of the schema: small letters joined by signs."""
    keys = {place.part.key for place in places(document) if isinstance(place.part, Keyed)}
    joined = set(re.findall(r"(?<![\w@./:-])[a-z0-9]+(?:[_-][a-z0-9]+)+(?![\w@./-])", words_of(page)))
    own = {word for text in _texts(document) for word in re.findall(r"[\w-]+", text)}
    return sorted(word for word in joined if (word in keys or word in NAMES or "_" in word) and word not in own)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text that the authority wrote."""
    if isinstance(value, Part):
        for _name, member in value.each_member():
            yield from _texts(member)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from (text for text in value.values() if isinstance(text, str))


def on_the_desk(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


@pytest.fixture
def author() -> User:
    return make_official(make_authority(), Role.AUTHOR)


def taken_in(path: Path, author: User) -> Challenge:
    return import_challenge(author.memberships.get().organisation, read(load(path)), by=author)


@each_example
def test_the_desk_says_every_fact_and_no_key(path: Path, author: User) -> None:
    challenge = taken_in(path, author)

    page = on_the_desk(author).get(reverse("challenges:preview", args=[challenge.reference])).content.decode()

    assert_said(facts_in(chapters(challenge.document)), page)
    assert raw_words(page, challenge.document) == []


@each_example
def test_the_public_would_read_every_fact_and_no_key(path: Path, author: User) -> None:
    challenge = taken_in(path, author)

    page = on_the_desk(author).get(reverse("pages:preview", args=[challenge.reference])).content.decode()

    assert_said(facts_in(without_silences(chapters(challenge.document))), page)
    assert raw_words(page, challenge.document) == []
    assert len(page.encode()) < 250_000


@pytest.mark.parametrize("language", ["en", "pl"])
def test_everybody_reads_every_fact_of_what_is_public(language: str, client: Client, author: User) -> None:
    document = load(MADE_UP)
    words = document.pop("words")
    challenge = publish(author.memberships.get().organisation, document, words, at=datetime(2027, 1, 1, tzinfo=UTC), by=author)

    with override(language):
        page = client.get(reverse("pages:challenge", args=[challenge.reference])).content.decode()

        assert_said(facts_in(without_silences(chapters(challenge.document))), page)
        assert raw_words(page, challenge.document) == []


def test_only_the_desk_previews(client: Client, author: User, signed_in_other: Client) -> None:
    challenge = taken_in(MADE_UP, author)
    address = reverse("pages:preview", args=[challenge.reference])

    assert client.get(address).status_code == 302
    assert signed_in_other.get(address).status_code == 404


@pytest.fixture
def signed_in_other() -> Client:
    return on_the_desk(make_official(make_authority(), Role.AUTHOR))
