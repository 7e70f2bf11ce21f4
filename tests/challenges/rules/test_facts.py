"""Every part tells what it says, all of it, in both languages, and never in the words of the machine."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.utils.translation import override
from pydantic import ValidationError

from challenges.rules.base import WITH_HOLES, Key, Part, kinds_of, says
from challenges.rules.document import Document
from challenges.rules.facts import UNTOLD, Fact, fact, facts
from challenges.rules.law import LawValue, Override
from challenges.rules.names import Names, refers_to
from challenges.rules.participation import ProfessionsCondition
from challenges.rules.vocabulary import parts
from challenges.rules.walking import Place, places
from core.wording import NO_BREAK
from tests.challenges.rules.generated import document_of
from tests.examples.reading import MADE_UP, load

SEEDS = range(60)
# Texts of the machine: names of members and kinds, values of Python, places left open in a translation.
MACHINE = re.compile(r"\b[a-z]+(_[a-z]+)+\b|\b(None|True|False|HOLE|Hole)\b|%\(|“”|„”|  ")


@cache
def made_up() -> Document:
    return Document.model_validate(load(MADE_UP))


@cache
def documents() -> list[tuple[Document, Names]]:
    every = [made_up(), *(Document.model_validate(document_of(seed)) for seed in SEEDS)]
    return [(document, Names(document)) for document in every]


def texts(told: Iterable[Fact]) -> Iterator[str]:
    for each in told:
        yield from (each.label, each.value)
        yield from texts(each.children)


def said(part: Part, names: Names, language: str = "en") -> str:
    """Return the facts of a part as one text with plain spaces."""
    with override(language):
        return " | ".join(text for text in texts(facts(part, names)) if text).replace(NO_BREAK, " ")


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_kind_is_told_in_words(language: str) -> None:
    told: dict[tuple[type[Part], str], str] = {}
    for document, names in documents():
        for place in places(document):
            kind = (type(place.part), getattr(place.part, "kind", ""))
            if kind not in told:
                told[kind] = said(place.part, names, language)
    every = {(part, kind) for part in parts() for kind in (kinds_of(part) if "kind" in part.model_fields else ("",))}
    assert set(told) == every
    assert {key: text for key, text in told.items() if not text or MACHINE.search(text)} == {}


@pytest.mark.parametrize("language", ["en", "pl"])
def test_no_key_is_ever_shown(language: str) -> None:
    for document, names in documents()[1:]:
        text = said(document, names, language)
        assert re.findall(r"\b[a-z]+-[0-9]+\b", text) == []


def test_polish_is_polish() -> None:
    document = made_up()
    names = Names(document)
    assert said(document, names, "pl") != said(document, names, "en")
    assert "Próg" not in said(document, names, "en")


def test_every_member_with_a_key_is_told_by_a_title() -> None:
    names_by_themselves = {(LawValue, "key"), (Override, "key"), (ProfessionsCondition, "all_of")}
    silent = {
        (part, member)
        for part in parts()
        for member, field in part.model_fields.items()
        if member != "key" and Key in _flat(field) and not refers_to(part, member)
    }
    assert silent | {(LawValue, "key"), (Override, "key")} == names_by_themselves


def _flat(field: Any) -> list[Any]:
    text = str(field)
    return [Key] if "[a-z0-9][a-z0-9_-]{0,39}" in text else []


# --- Sentences ---------------------------------------------------------------------------------------------------------


def with_take(take: dict[str, Any]) -> tuple[Part, Names]:
    """Return a take of the first round of the made-up competition in place of its own."""
    data = load(MADE_UP)
    data["rules"]["rounds"][0]["advancing"]["takes"] = [{"key": "take", "lots": [], **take}]
    document = Document.model_validate(data)
    return document.rules.rounds[0].advancing.takes[0], Names(document)


TOP = {"kind": "top", "places": 3, "at_line": "jury_decides"}
SHARE = {"kind": "share", "percent": "12.5", "rounding": "up", "at_line": None, "lots": ["heat"]}
LATER = {"kind": "announced_later", "by": None}


@pytest.mark.parametrize(
    ("take", "english", "polish"),
    [
        (
            TOP,
            "The best 3 go on. If a rank is shared across the line, the jury decides.",
            "Dalej przechodzą 3 najlepsze prace. O równych miejscach na granicy rozstrzyga jury.",
        ),
        (
            {**TOP, "places": 1, "at_line": None},
            "The best one goes on.",
            "Dalej przechodzi najlepsza praca.",
        ),
        (
            {**TOP, "places": LATER, "at_line": None},
            "The best go on. How many: announced before judging.",
            "Dalej przechodzą najlepsze prace. Ile: zostanie ogłoszone przed ocenianiem.",
        ),
        (
            SHARE,
            "The best 12.5% of the ranked entries go on. The number is rounded up. Only in: Heat.",
            "Dalej przechodzi najlepsze 12,5% prac z rankingu. Liczbę zaokrągla się w górę. Tylko w częściach: Ciepło.",
        ),
    ],
)
def test_takes_are_sentences(take: dict[str, Any], english: str, polish: str) -> None:
    part, names = with_take(take)
    assert (said(part, names, "en"), said(part, names, "pl")) == (english, polish)


def test_money_says_what_the_payer_pays_on_top() -> None:
    document = made_up()
    (first, *_others) = document.rules.rewards.items
    assert said(first.each, Names(document), "en") == "EUR 20,000 (tax: nothing is added)"
    assert said(first.each, Names(document), "pl") == "20 000 EUR (podatek: niczego się nie dolicza)"


def instant_of(zone: str, words: str) -> str:
    data = load(MADE_UP)
    data["rules"]["zone"] = zone
    data["rules"]["rounds"][0]["intake"]["windows"][0]["opens"] = {
        "kind": "instant",
        "at": "2027-07-01T16:00:00Z",
        "words": words,
    }
    document = Document.model_validate(data)
    return said(document.rules.rounds[0].intake.windows[0].opens, Names(document))


def test_moments_are_told_in_the_zone_of_the_rules_and_as_printed_where_that_differs() -> None:
    told = "1 July 2027, 12:00 noon (America/New_York, UTC−4)"
    assert instant_of("America/New_York", "1 July 2027, 12:00") == told
    assert instant_of("America/New_York", "1 lipca 2027, 12:00 (America/New_York)") == told
    assert instant_of("America/New_York", "Noon on the first of July") == f"{told} (as printed: “Noon on the first of July”)"
    assert instant_of("Nowhere/Else", "1 July 2027, 18:00") == "1 July 2027, 18:00 (Europe/Warsaw, UTC+2)"


def test_a_part_stands_under_its_title_and_its_kind() -> None:
    document = made_up()
    names = Names(document)
    with override("en"):
        told = fact(document.rules.juries[0], names)
    assert (told.label, told.value) == ("Panel of jurors", "Jury")
    assert Fact("Casting vote of the chair", "yes") in told.children


# --- Drafts ------------------------------------------------------------------------------------------------------------


def test_a_hole_is_told_as_what_is_not_said_yet() -> None:
    data = load(MADE_UP)
    del data["rules"]["rounds"][0]["advancing"]["takes"][0]["at_line"]
    document = Document.model_validate(data, context=WITH_HOLES)
    with override("en"):
        told = facts(document.rules.rounds[0].advancing.takes[0], Names(document))
    assert Fact("A shared rank across the line", "not said yet") in told


def test_any_hole_is_told_and_leaves_the_rest_told() -> None:
    broken = []
    for data, place in one_of_each():
        for member in type(place.part).model_fields:
            holed = json.loads(json.dumps(data))
            del at(holed, place.path)[member]
            try:
                document = Document.model_validate(holed, context=WITH_HOLES)
            except ValidationError:
                continue
            around = next(other for other in places(document) if other.path == place.path).around[-1]
            if member not in ("key", "slug", "topic", "brief") and "not said yet" not in said(around, Names(document)):
                broken.append((place.path, member))
    assert broken == []


# --- Nothing that is said goes untold ----------------------------------------------------------------------------------

OTHER_TEXTS = ("Europe/Rome", "7.25", "2031-05-06T07:08:09Z", "2031-05-06", "2031-05", "de", "GBP", "other words")


def others(place: Place, member: str, value: Any) -> list[Any]:
    """Return values that the member could have instead, as JSON; keys of other parts are left as they are."""
    model = type(place.part)
    if member == "kind":
        return [kind for kind in kinds_of(model) if kind != value]
    if refers_to(model, member):
        return []
    known = [other for other in says(model.model_fields[member]).values if other != value]
    if known:
        return [[other] for other in known if [other] != value] if isinstance(value, list) else known
    if isinstance(value, Mapping) and "kind" not in value and all(isinstance(text, str) for text in value.values()):
        return [{language: f"{text} and more" for language, text in value.items()}]
    plain = {bool: [value is False], int: [(value or 0) + 1] if isinstance(value, int) else [], str: list(OTHER_TEXTS)}
    return [other for other in plain.get(type(value), [None, []] if value else []) if other != value]


def changed(document: dict[str, Any], place: Place, member: str, value: Any) -> Document | None:
    """Return the document with another value at the place; None if it is no document any more."""
    data = json.loads(json.dumps(document))
    found = at(data, place.path)
    found[member] = value
    try:
        return Document.model_validate(data)
    except ValidationError:
        return None


def at(data: Any, path: str) -> Any:
    for step in re.findall(r"[\w-]+", path):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def one_of_each() -> Iterator[tuple[dict[str, Any], Place]]:
    """Yield a place for each kind of each class, in the shortest document that has one."""
    seen = set()
    for data in sorted((document_of(seed) for seed in SEEDS), key=lambda data: len(str(data))):
        for place in places(Document.model_validate(data)):
            kind = (type(place.part), getattr(place.part, "kind", ""))
            if kind not in seen and type(place.part) is not Document:
                seen.add(kind)
                yield data, place


def test_whatever_changes_is_told_otherwise() -> None:
    untold = []
    for data, place in one_of_each():
        before = told_at(Document.model_validate(data), place.path)
        for member in type(place.part).model_fields:
            if (member == "key" and type(place.part) not in (LawValue, Override)) or (type(place.part), member) in UNTOLD:
                continue
            for other in others(place, member, at(data, place.path)[member]):
                document = changed(data, place, member, other)
                if document and told_at(document, place.path) == before:
                    untold.append((type(place.part).__name__, member, other))
                if document and other in OTHER_TEXTS:
                    break
    assert untold == []


def told_at(document: Document, path: str) -> str:
    part = next(place.part for place in places(document) if place.path == path)
    return said(part, Names(document))
