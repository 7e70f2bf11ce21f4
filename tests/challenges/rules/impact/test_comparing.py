"""Whatever is changed in a document is told at its place, by keys; what is not changed is not told."""

import copy
import json
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from challenges.rules.base import Part
from challenges.rules.document import Document
from challenges.rules.impact.changes import Change, impact
from challenges.rules.impact.comparing import differences
from challenges.rules.impact.moments import Moment
from challenges.rules.impact.rows import How
from challenges.rules.impact.table import identity
from challenges.rules.paths import steps_of
from tests.challenges.rules.documents import GONE, Data, addresses, changed, whole
from tests.challenges.rules.generated import document_of
from tests.challenges.rules.impact.amending import CONCEPT, impact_by, published, read

NOW = Moment()
SEEDS = st.integers(0, 2**32 - 1)


def by_keys(document: Document, path: str) -> str:
    """Return the address by keys of an address by indexes."""
    value: Any = document
    found = ""
    for step in steps_of(path):
        if isinstance(value, Part):
            value = getattr(value, str(step))
            found += f".{step}"
        else:
            value = value[step]
            found += f"[{step if isinstance(step, str) or not isinstance(value, Part) else identity(value)}]"
    return found.removeprefix(".")


def is_named(place: str, changes: tuple[Change, ...]) -> bool:
    """Return whether a change tells of a place, of what it stands in, or of an item of it."""
    return any(is_within(place, change.path) or is_within(change.path, place) for change in changes)


def is_within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


def others(value: Any, choices: Iterable[str]) -> Iterator[Any]:
    """Yield values that might stand in place of a value; `choices` are those that have words."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield from choices or ("7", "2027-12-31", "2027-12", "2027-12-31T10:00:00Z", "PLN", "fr", "Other words")
    elif value is None:
        yield from (*choices, "7", 7, {"en": "Other words"}, "other-key", {"kind": "mean"})
    elif isinstance(value, list):
        yield value[:-1] if value else ["other"]


def choices_at(document: Document, path: str) -> list[str]:
    """Return the values with words that may stand at an address."""
    value: Any = document
    owner, name = document, ""
    for step in steps_of(path):
        if isinstance(value, Part):
            owner, name = value, str(step)
            value = getattr(value, name)
        else:
            value = value[step]
    said = type(owner).model_fields[name].json_schema_extra
    return [*(owner.kinds if name == "kind" else getattr(said, "values", {}))]


def mutants() -> Iterator[tuple[str, Document]]:
    """Yield for places of the whole document one that differs there alone, and is as well-formed."""
    document = read(whole())
    for path, value in addresses(whole()):
        if path != "format" and ".brief[" not in path:
            tried = (changed(whole(), path, other) for other in others(value, choices_at(document, path)) if other != value)
            found = next(filter(None, map(well_formed, tried)), None)
            if found:
                yield path, found


def well_formed(data: Data) -> Document | None:
    try:
        return Document.model_validate(data)
    except ValidationError:
        return None


def test_every_other_value_is_a_change_at_its_place() -> None:
    old, unnamed, count = read(whole()), [], 0
    for path, new in mutants():
        count += 1
        if not is_named(by_keys(old, path), impact(old, new, moment=NOW)):
            unnamed.append(path)

    assert unnamed == []
    # Some places take no other value by themselves: parts are seen by what is in them.
    assert count > len(list(addresses(whole()))) / 2


def test_every_member_that_is_taken_out_is_a_change_at_its_place() -> None:
    old, unnamed = read(whole()), []
    for path, _value in addresses(whole()):
        last = steps_of(path)[-1]
        if isinstance(last, int) or ".brief[" in path or last in ("en", "pl", "kind") or path in ("rules", "notice"):
            continue
        changes = impact(old, read(changed(whole(), path, GONE)), moment=NOW)
        if not is_named(by_keys(old, path), changes):
            unnamed.append(path)

    assert unnamed == []


def test_a_document_does_not_differ_from_itself() -> None:
    assert impact(published(), published(), moment=NOW) == ()


@settings(max_examples=40, deadline=None)
@given(SEEDS, SEEDS)
def test_any_two_documents_can_be_compared_and_told(one: int, other: int) -> None:
    old, new = read(document_of(one)), read(document_of(other))

    for change in impact(old, new, moment=NOW):
        assert change.place
        assert change.was or change.becomes
        assert change.consequence
        json.dumps(change.as_json())
    assert impact(new, new, moment=NOW) == ()


@settings(max_examples=40, deadline=None)
@given(SEEDS, SEEDS)
def test_the_way_back_names_the_same_places(seed: int, chance: int) -> None:
    data = document_of(seed)
    old, new = read(data), read(spoilt(data, Random(chance)))  # noqa: S311 - nothing here is secret

    forth = {(each.path, each.how) for each in differences(old, new)}
    back = {(each.path, _BACK.get(each.how, each.how)) for each in differences(new, old)}

    assert {path for path, how in forth if how not in _OWN_WAY} == {path for path, how in back if how not in _OWN_WAY}


_BACK = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED}
# What is announced does not become a promise again in the same words.
_OWN_WAY = {How.FILLED}


def spoilt(data: Data, random: Random) -> Data:
    """Return the document with some lists in another order, some shortened, some members taken out."""
    data = copy.deepcopy(data)
    lists = [value for _path, value in addresses(data["rules"]) if isinstance(value, list) and len(value) > 1]
    for chosen in random.sample(lists, min(3, len(lists))):
        random.shuffle(chosen)
        if random.random() < 1 / 2:
            chosen.pop()
    return data


def test_items_are_matched_by_key_whatever_their_order() -> None:
    def edit(data: Data) -> None:
        questions = data["rules"]["rounds"][0]["intake"]["questions"]
        questions.reverse()
        questions[0]["required"] = False

    changes = impact_by(edit)

    assert [(change.path, change.how) for change in changes] == [
        ("rules.rounds[concept].intake.questions[price].required", How.CHANGED),
        ("rules.rounds[concept].intake.questions", How.MOVED),
    ]


def test_the_order_of_members_in_the_file_is_no_change() -> None:
    def reversed_members(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: reversed_members(value[name]) for name in reversed(value)}
        return [reversed_members(item) for item in value] if isinstance(value, list) else value

    assert impact(read(whole()), read(reversed_members(whole())), moment=NOW) == ()


def test_a_new_item_before_others_is_not_a_new_order() -> None:
    def edit(data: Data) -> None:
        questions = data["rules"]["rounds"][0]["intake"]["questions"]
        questions.insert(1, questions[1] | {"key": "another"})

    assert [(change.path, change.how) for change in impact_by(edit)] == [
        ("rules.rounds[concept].intake.questions[another]", How.ADDED)
    ]


def test_lists_whose_items_have_the_same_key_are_compared_as_one_value() -> None:
    def edit(data: Data) -> None:
        questions = data["rules"]["rounds"][0]["intake"]["questions"]
        questions[1]["key"] = questions[0]["key"]

    assert [change.path for change in impact_by(edit)] == ["rules.rounds[concept].intake.questions"]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (f"{CONCEPT}.title.pl", "Inaczej", "rules.rounds[concept].title[pl]"),
        ("words.en.summary", "Otherwise", "words[en].summary"),
        (f"{CONCEPT}.judging.parts[0].criteria[0].scale.anchors[0].at", "1", "scale.anchors[1]"),
    ],
)
def test_texts_are_compared_by_language_and_small_parts_by_what_tells_them_apart(path: str, value: str, place: str) -> None:
    changes = impact(published(), published((path, value)), moment=NOW)

    assert changes[-1].path.endswith(place)
