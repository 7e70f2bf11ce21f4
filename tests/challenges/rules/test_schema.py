"""The published JSON Schema says what the parts say: it accepts what they accept, and of a hole it says that alone."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from referencing import Registry, Resource

from challenges.rules.base import Part
from challenges.rules.document import Document
from challenges.rules.schema import ADDRESS, schema, schema_bytes
from challenges.rules.vocabulary import parts, unions
from challenges.rules.walking import Place, places
from tests.challenges.rules.generated import document_of

BASE = "https://portal.example"
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.format-2.json"))


@cache
def known() -> Registry[Any]:
    """Return the schema under its own address, so that all validators share what was read of it."""
    found = schema(BASE)
    return (Resource.from_contents(found) @ Registry()).crawl()


@cache
def validator(name: str = "") -> Draft202012Validator:
    """Return the validator of the whole document, or of the part or union with this name."""
    address = f"{BASE}{ADDRESS}#/$defs/{name}" if name else f"{BASE}{ADDRESS}"
    return Draft202012Validator({"$ref": address}, registry=known(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(data: Any, name: str = "") -> list[str]:
    return [error.validator for error in validator(name).iter_errors(data)]


def names_of(part: type[Part]) -> list[str]:
    """Return the names under which the schema knows a part: its own, and those of the unions that it belongs to."""
    own = [part.__name__] if part is not Document else [""]
    return own + [name for name, choices in unions().items() if part in choices]


def each_part(data: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every part of a document beside the object that it was read from."""
    for place in places(Document.model_validate(data)):
        found: Any = data
        for step in place.path.replace("[", ".").replace("]", "").split(".") if place.path else ():
            found = found[int(step)] if step.isdigit() and isinstance(found, list) else found[step]
        yield place, found


@cache
def one_of_each() -> dict[type[Part], dict[str, Any]]:
    """Return the shortest object of each class among some documents."""
    every = [(type(place.part), found) for seed in range(40) for place, found in each_part(document_of(seed))]
    return dict(sorted(every, key=lambda item: -len(str(item[1]))))


def test_the_schema_is_one_and_holds_every_part() -> None:
    found = schema(BASE)
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"{BASE}/schemas/challenge-rules-2.json"
    assert set(found["$defs"]) == {part.__name__ for part in parts() if part is not Document} | set(unions()) | {"Text"}
    assert "out of scope" in found["description"]


def test_the_bytes_are_the_same_in_every_language() -> None:
    with override("pl"):
        in_polish = json.dumps(schema(BASE), ensure_ascii=False, indent=2).encode()
    assert in_polish == schema_bytes(BASE)


def test_everything_is_described() -> None:
    found = schema(BASE)
    silent = [name for name, part in found["$defs"].items() if not part["description"].strip()]
    for name, part in {"": found, **found["$defs"]}.items():
        if name not in unions():
            silent += [f"{name}.{member}" for member, said in part.get("properties", {}).items() if "description" not in said]
    assert silent == []


def test_what_machines_should_know_stands_beside_the_members() -> None:
    parts_of_schema = schema(BASE)["$defs"]
    assert parts_of_schema["Notice"]["properties"]["reference"]["x-copy"] == "dropped"
    assert parts_of_schema["Panel"]["properties"]["quorum"]["x-unit"] == "people"
    assert parts_of_schema["Money"]["properties"]["tax"]["x-values"]["gross"] == "nothing is added"
    assert parts_of_schema["Meeting"]["properties"]["kind"]["x-values"]["pitch"] == "pitch"


def test_unions_are_never_published_as_any_of() -> None:
    text = schema_bytes(BASE).decode()
    assert '"anyOf"' not in text
    assert '"oneOf"' not in text


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_documents_fit(path: Path) -> None:
    assert complaints(json.loads(path.read_text(encoding="utf-8"))) == []


def test_made_up_documents_fit() -> None:
    assert [found for seed in range(40) if (found := complaints(document_of(seed)))] == []


def test_only_call_may_be_absent() -> None:
    data = document_of(1)
    found = {name: complaints({key: value for key, value in data.items() if key != name}) for name in data}
    assert found == {**{name: ["required"] for name in data}, "call": []}


def test_of_a_hole_the_schema_says_that_it_is_required_and_nothing_else() -> None:
    wrong = {
        f"{part.__name__}.{member} as {name}": found
        for part, data in one_of_each().items()
        if part is not Document
        for member in data
        for name in names_of(part)
        if (found := complaints({key: value for key, value in data.items() if key != member}, name)) != ["required"]
    }
    assert wrong == {}


def test_a_wrong_type_an_unknown_kind_and_an_unknown_member_are_refused() -> None:
    slipped = []
    for part, data in one_of_each().items():
        changes = [{**data, member: 7.5} for member in data]
        changes += [{**data, "kind": "no_such_kind"}, {**data, "no_such_member": 1}]
        for name in names_of(part):
            slipped += [f"{part.__name__} as {name}: {changed}" for changed in changes if not complaints(changed, name)]
    assert slipped == []


def test_a_hole_deep_in_a_document_is_one_complaint_of_the_whole() -> None:
    data = json.loads(GOLDEN[-1].read_text(encoding="utf-8"))
    criterion = data["rules"]["rounds"][1]["judging"]["parts"][0]["criteria"][0]
    del criterion["scale"]["step"], criterion["over_jurors"]
    found = [(error.validator, error.json_path) for error in validator().iter_errors(data)]
    at = "$.rules.rounds[1].judging.parts[0].criteria[0]"
    assert sorted(found) == [("required", at), ("required", f"{at}.scale")]


# Values that are right in one place and wrong in another. Left out is what no schema can tell apart, as its description says: 2.0
# from 2, half a surrogate pair, and a member named twice.
VALUES = [
    *(None, True, False, 0, 1, 2**53, -1, 7.5, "", " ", "x", "A b", "a\tb\nc", "a\x00", "\u2003", "ł", "x" * 5001),
    *("\u200b", "a\u200b", "a\x85", "\uffff"),
    *("1", "1.50", "1.5", "01", "-0", "-3", "1e3", "１", "key-1", "_key", "PLN", "pln", "open", "gross", "any"),
    *(
        "2027-03-01T10:00:00Z",
        "2027-03-01",
        "2027-13",
        "2027-03",
        "2027-02-31",
        "2027-03-01T25:00:00Z",
        "2027-03-01T10:00:00+01:00",
    ),
    *([], [None], ["x"], ["a", "b"], {}, {"en": "x"}, {"en": ""}, {"EN": "x"}, {"en": 1}),
    *(
        {"kind": "announced_later", "by": None},
        {"kind": "announced_later"},
        {"kind": "mean"},
        {"kind": "pass_fail"},
        {"kind": "words"},
    ),
    *({"kind": "words", "words": "soon"}, {"kind": ["mean"]}, {"amount": "1", "currency": "PLN", "tax": "gross"}),
]


@given(part=st.sampled_from(parts()), value=st.sampled_from(VALUES), data=st.data())
@settings(max_examples=1500, deadline=None)
def test_the_schema_accepts_what_the_parts_accept(part: type[Part], value: Any, data: st.DataObject) -> None:
    changed = {**one_of_each()[part], data.draw(st.sampled_from(list(part.model_fields))): value}
    assert (complaints(changed, names_of(part)[0]) == []) is accepts(part, changed)


def accepts(part: type[Part], data: Any) -> bool:
    try:
        part.model_validate(data)
    except ValidationError:
        return False
    return True


def test_the_portal_serves_it_to_everybody(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/schema+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["title"] == "Rules of a competition, format 2"
    assert client.get(ADDRESS, headers={"If-None-Match": answer["ETag"]}).status_code == 304
