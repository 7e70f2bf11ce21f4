"""Near every real document lies a wrong one: a single step away is found; and hostile texts are refused, or kept as they are."""

import json
import random
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from challenges.rules.findings import ADVISING
from challenges.rules.paths import steps_of
from challenges.rules.reading import read
from tests.challenges.rules.documents import GONE, Data, addresses, at, changed, found, whole
from tests.examples.reading import CALLS, MADE_UP, load

TRIED_OF_EACH = 40
REFERRING = ("round", "jury", "pool", "part", "within", "group", "section")
LISTING = ("follows", "lots", "not_with", "over", "call_windows")
Mutation = tuple[str, str, Any]


def mutations(data: Data) -> Iterator[Mutation]:
    """Yield one-step changes each of which makes a document wrong: what it is, the address, the new value."""
    languages = set(data["rules"]["languages"])
    for path, value in addresses(data):
        name = steps_of(path)[-1]
        if ".brief[" in path:
            continue
        yield from of_texts(path, value, languages)
        yield from of_objects(path, value)
        yield from of_numbers(path, value)
        # The pools of a call may not be known.
        if name in REFERRING and isinstance(value, str) and (name != "pool" or "pools" in (data.get("call") or {"pools": None})):
            yield "broken reference", path, "nobody"
        if name in LISTING and isinstance(value, list) and path != "rules.lots":
            yield "broken reference", path, ["nobody"]
        if isinstance(value, list) and value and isinstance(value[0], dict) and "key" in value[0]:
            yield "duplicate", path, [*value, value[0]]
    yield "newer format", "format", 3
    yield "no such zone", "rules.zone", "Europe/Nowhere"


def of_texts(path: str, value: Any, languages: set[str]) -> Iterator[Mutation]:
    if isinstance(value, dict) and value and set(value) <= languages and all(isinstance(text, str) for text in value.values()):
        yield "language too much", path, {**value, "xx": "x"}
        yield "no language", path, {}
        yield "text of numbers", path, dict.fromkeys(value, 7)


def of_objects(path: str, value: Any) -> Iterator[Mutation]:
    if isinstance(value, dict) and ("key" in value or "kind" in value):
        yield "extra member", path, {**value, "extra_member": None}
        yield "text for an object", path, "x"
        if "kind" in value:
            yield "unknown kind", f"{path}.kind", "nonsense"
        if "words" in value and value["kind"] == "day":
            yield "no such day", f"{path}.on", "2027-02-31"
        if value.get("kind") == "panel":
            yield "quorum above the members", path, {**value, "members": 3, "quorum": 4}
    for low, high in (("at_least", "at_most"), ("first", "last")):
        if isinstance(value, dict) and all(type(value.get(end)) is int for end in (low, high)):
            yield "range turned", f"{path}.{low}", value[high] + 1


def of_numbers(path: str, value: Any) -> Iterator[Mutation]:
    name = steps_of(path)[-1]
    if isinstance(value, str) and name in ("amount", "highest", "lowest", "weight", "share", "points", "score", "percent"):
        for bad in (float(value), f"{value}.0", f" {value}", "1e3", "٣", f"0{value}"):
            yield "bad decimal", path, bad
    if type(value) is int and name != "format":
        for bad in (True, float(value), str(value), -1, 2**53):
            yield "bad number", path, bad
    if isinstance(value, bool):
        yield "bad truth", path, 1
    if name == "currency":
        yield "no such currency", path, "XQQ"


def some(path: Path) -> list[Mutation]:
    """Return some mutations of a document, of each sort as many as are tried; the same each time."""
    chosen = random.Random(path.stem)  # noqa: S311 - no secret
    by_sort: dict[str, list[Mutation]] = {}
    for mutation in mutations(load(path)):
        by_sort.setdefault(mutation[0], []).append(mutation)
    at_most = TRIED_OF_EACH if path == MADE_UP else 3
    return [mutation for sort in by_sort.values() for mutation in chosen.sample(sort, min(at_most, len(sort)))]


@pytest.mark.parametrize("path", [MADE_UP, *(path for path in CALLS if "LOTERIA" not in path.stem)], ids=lambda path: path.stem)
def test_no_single_mistake_slips_through(path: Path) -> None:
    before = found(read(load(path)))
    slipped = []
    for sort, address, value in some(path):
        reading = read(changed(load(path), address, value))
        new = [finding for finding in reading.findings if (finding.code, finding.path) not in before]
        if not any(finding.severity is not ADVISING for finding in new):
            slipped.append((sort, address))

    assert slipped == []


def test_mutations_are_many() -> None:
    assert len(some(MADE_UP)) > 300
    assert {sort for sort, _path, _value in mutations(whole())} >= {
        "duplicate",
        "range turned",
        "no such day",
        "broken reference",
    }


def test_hostile_texts_are_refused_or_kept(shared_file: Callable[[str], Path]) -> None:
    texts = [
        text["text"] for text in json.loads(shared_file("data/files/texts.json").read_text(encoding="utf-8")) if "text" in text
    ]
    for path in ("rules.rounds[0].title.pl", "words.en.summary", "notice.place", "words.pl.brief[0].value"):
        for text in texts:
            reading = read(changed(whole(), path, text))
            if all(finding.severity is ADVISING for finding in reading.findings):
                assert at(reading.data, path) == unicodedata.normalize("NFC", text)
            else:
                assert {finding.path for finding in reading.findings} == {path}
    assert len(texts) > 200


def test_a_file_of_the_same_text_is_read_the_same() -> None:
    data = whole()

    assert read(json.dumps(data)).document == read(json.dumps(data, ensure_ascii=False).encode()).document == read(data).document


def test_what_is_read_is_left_as_it_was() -> None:
    data = changed(whole(), "call", GONE)
    read(data)

    assert data == changed(whole(), "call", GONE)
