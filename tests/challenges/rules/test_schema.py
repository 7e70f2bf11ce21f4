"""The published JSON Schema says what the parts say: it accepts what they accept, and of a hole it says that alone."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils.translation import override
from jsonschema import Draft202012Validator

from challenges.rules.base import Part
from challenges.rules.document import Document
from challenges.rules.schema import ADDRESS, schema, schema_bytes
from challenges.rules.vocabulary import parts, unions
from challenges.rules.walking import Place, places

BASE = "https://portal.example"
GOLDEN = Path(__file__).parent / "golden"


def whole() -> dict[str, Any]:
    return json.loads((GOLDEN / "two-rounds.format-2.json").read_text(encoding="utf-8"))


@cache
def validator(name: str = "") -> Draft202012Validator:
    """Return the validator of the whole document, or of the part or union with this name."""
    found = schema(BASE)
    checked = {"$ref": f"#/$defs/{name}", "$defs": found["$defs"]} if name else found
    return Draft202012Validator(checked, format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(data: Any, name: str = "") -> list[str]:
    return [error.validator for error in validator(name).iter_errors(data)]


def names_of(part: type[Part]) -> list[str]:
    """Return the names under which the schema knows a part: its own, and those of the unions that it belongs to."""
    own = [part.__name__] if part is not Document else [""]
    return own + [name for name, choices in unions().items() if part in choices]


def one_of_each(data: dict[str, Any]) -> list[tuple[Place, dict[str, Any]]]:
    """Return the shortest part of each class that a document holds."""
    shortest: dict[type[Part], tuple[Place, dict[str, Any]]] = {}
    for place, found in sorted(each_part(data), key=lambda item: -len(str(item[1]))):
        shortest[type(place.part)] = (place, found)
    return list(shortest.values())


def each_part(data: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every part of a document beside the object that it was read from."""
    for place in places(Document.model_validate(data)):
        found: Any = data
        for step in place.path.replace("[", ".").replace("]", "").split(".") if place.path else ():
            found = found[int(step)] if step.isdigit() and isinstance(found, list) else found[step]
        yield place, found


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


def test_a_whole_document_fits() -> None:
    assert complaints(whole()) == []


def test_only_call_may_be_absent() -> None:
    data = whole()
    found = {}
    for name in list(data):
        found[name] = complaints({key: value for key, value in data.items() if key != name})
    assert found == {**{name: ["required"] for name in data}, "call": []}


def test_of_a_hole_the_schema_says_that_it_is_required_and_nothing_else() -> None:
    wrong = {
        f"{place.path}.{member} as {name}": found
        for place, data in one_of_each(whole())
        if place.path
        for member in data
        for name in names_of(type(place.part))
        if (found := complaints({key: value for key, value in data.items() if key != member}, name)) != ["required"]
    }
    assert wrong == {}


def test_a_wrong_type_an_unknown_kind_and_an_unknown_member_are_refused() -> None:
    slipped = []
    for place, data in one_of_each(whole()):
        changes = [{**data, member: 7.5} for member in data]
        changes += [{**data, "kind": "no_such_kind"}, {**data, "no_such_member": 1}]
        for name in names_of(type(place.part)):
            slipped += [f"{place.path} as {name}: {changed}" for changed in changes if not complaints(changed, name)]
    assert slipped == []


def test_a_hole_deep_in_a_document_is_one_complaint_of_the_whole() -> None:
    data = whole()
    criterion = data["rules"]["rounds"][1]["judging"]["parts"][0]["criteria"][0]
    del criterion["scale"]["step"], criterion["over_jurors"]
    found = [(error.validator, error.json_path) for error in validator().iter_errors(data)]
    at = "$.rules.rounds[1].judging.parts[0].criteria[0]"
    assert sorted(found) == [("required", at), ("required", f"{at}.scale")]


def test_the_portal_serves_it_to_everybody(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/schema+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["title"] == "Rules of a competition, format 2"
    assert client.get(ADDRESS, headers={"If-None-Match": answer["ETag"]}).status_code == 304
