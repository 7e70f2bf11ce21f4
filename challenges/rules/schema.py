"""The shape of the whole document as a JSON Schema (draft 2020-12), generated from the parts themselves.

Unions are published as `if`/`then` on `kind`, and what may be null keeps its type beside: a validator says of a document with a
hole that the member is required, and nothing else. `anyOf` would answer with every branch that does not fit.
"""

import json
from functools import cache
from typing import Any

from django.utils.translation import override
from pydantic import JsonValue
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from challenges.rules.base import Part, kinds_of, or_later
from challenges.rules.document import FORMAT, Document
from challenges.rules.vocabulary import unions

ADDRESS = f"/schemas/challenge-rules-{FORMAT}.json"
ABOUT = (
    "One competition of ideas as one document: who asks (notice), in which words (words), by which rules (rules), and what the "
    "challenges of a joint call share (call, which is null or absent where a challenge stands alone). Every member is always "
    "written out: null means that there is none, an empty list that there are none, and an absent member that nobody has said it "
    "yet, which only drafts and imports may have. Decimals are texts of one spelling, integers are written without fraction or "
    "exponent, and keys are never shown to people. Texts hold no half of a surrogate pair, and no object names a member twice. "
    "Within this format kinds and values of lists may be added, members never. Prize draws of receipts and price auctions are "
    "out of scope: they are procedures of their own. x-unit names what a number counts, x-values says each value in words, and "
    "x-copy marks what a copy of a competition does not take along."
)


# Where the generator notes under which name a schema stands in `$defs`; the walk at the end moves it there.
_NAME = "x-name"
# What pydantic adds to a member beside the schema of its value.
_OF_MEMBER = ("description", "title", "x-unit", "x-values", "x-copy")
_SAID = {"Text": "a short text in each language of the rules, by language code"}


class _Generator(GenerateJsonSchema):
    """Writes unions and null in the forms that this module promises."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return the inner schema, in a form that also takes null."""
        inner = self.generate_inner(schema["schema"])
        if "$ref" in inner or _NAME in inner:
            return {"type": ["object", "null"], "if": {"type": "object"}, "then": inner}
        types = inner["type"] if isinstance(inner["type"], list) else [inner["type"]]
        found = {**inner, "type": [*types, "null"]}
        if "const" in found:
            found["enum"] = [found.pop("const")]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
        return found

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Return a choice by `kind`, or between a plain value and the promise of one."""
        choices = {str(kind): self.generate_inner(choice) for kind, choice in schema["choices"].items()}
        if or_later.is_meant(schema):
            plain, later = choices.values()
            return {"type": [plain.pop("type"), "object"], "if": {"type": "object"}, "then": later, "else": plain}
        kinds_by_part: dict[str, list[str]] = {}
        for kind, choice in choices.items():
            kinds_by_part.setdefault(choice["$ref"], []).append(kind)
        return {
            _NAME: _union_names()[tuple(choices)],
            "type": "object",
            "properties": {"kind": {"enum": list(choices)}},
            "required": ["kind"],
            "allOf": [
                {"if": {"type": "object", "properties": {"kind": {"enum": kinds}}, "required": ["kind"]}, "then": {"$ref": part}}
                for part, kinds in kinds_by_part.items()
            ],
        }

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a text by language: no other name is taken."""
        found = super().dict_schema(schema)
        if "patternProperties" not in found:
            return found
        name = {_NAME: "Text"} if schema.get("min_length") else {}
        return {**name, **found, "additionalProperties": False}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of one part, whose `kind` is told in the words of the class."""
        found = super().model_schema(schema)
        part = schema["cls"]
        if issubclass(part, Part) and part.kinds:
            words = {kind: str(said) for kind, said in part.kinds.items()}
            found["properties"]["kind"] |= {"description": "which kind it is", "x-values": words}
        return found

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Return the value as it is: members stand in the order of their class."""
        return value


def _union_names() -> dict[tuple[str, ...], str]:
    return {tuple(kind for part in choices for kind in kinds_of(part)): name for name, choices in unions().items()}


def _named(value: JsonValue, found: dict[str, Any]) -> Any:
    """Return `value` with references in place of the schemas that have a name, which are put into `found`."""
    if isinstance(value, list):
        return [_named(item, found) for item in value]
    if not isinstance(value, dict):
        return value
    own = {name: _named(inner, found) for name, inner in value.items()}
    name = own.pop(_NAME, None)
    if name is None:
        return own
    of_member = {key: own.pop(key) for key in _OF_MEMBER if key in own}
    found[name] = {"title": name, "description": _SAID.get(name, "one of several parts: kind says which"), **own}
    return {"$ref": f"#/$defs/{name}", **of_member}


def schema(base: str) -> dict[str, Any]:
    """Return the JSON Schema; `base` is the address of the portal, without a slash at its end."""
    with override("en"):
        found = Document.model_json_schema(schema_generator=_Generator)
    parts: dict[str, Any] = {}
    found = _named(found, parts)
    parts |= found.pop("$defs")
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"{base}{ADDRESS}",
        **found,
        "title": f"Rules of a competition, format {FORMAT}",
        "description": ABOUT,
        "required": [name for name in found["required"] if name != "call"],
        "$defs": {name: parts[name] for name in sorted(parts)},
    }


@cache
def schema_bytes(base: str) -> bytes:
    """Return the JSON Schema as it is published, the same bytes on every machine."""
    return json.dumps(schema(base), ensure_ascii=False, indent=2).encode()
