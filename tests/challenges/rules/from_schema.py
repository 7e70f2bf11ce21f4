"""Documents made from the published schema alone, as far from sense as somebody wants.

`made(seed, harm)` is the same on every machine. With no harm every member has a proper shape, though the whole makes no sense:
keys name nothing, ranges are turned. With harm 1 hardly anything is left as the schema asks.
"""

import re
from random import Random
from typing import Any

from challenges.rules.schema import schema
from tests.challenges.rules.documents import GONE, addresses, changed

SCHEMA = schema("https://portal.example")
DEEPEST = 12
# Whatever a text must look like, one of these does.
TEXTS = (
    "concept", "other", "12.5", "-3", "0", "100", "EUR", "PLN", "en", "pl", "Europe/Warsaw", "PL",
    "2027-04-01", "0002-01-01", "9998-12-31", "2027-04-01T10:00:00Z", "0002-01-01T00:00:00Z", "9998-12-31T23:59:59Z",
    "2027-04", "0002-01", "9998-12", "A sentence with words.", "Zażółć", "x@example.org", "1/3",
    "99999999999999999.99999999999", "-99999999999999999.99999999999",
)  # fmt: skip
JUNK = (
    None, True, 7, -1, 2**53, 1.5, float("inf"), "", " ", "\x00", "\ud800", "1e999", "٣", "x" * 20_001, [], {}, [[]],
    {"kind": "nonsense"}, {"kind": None}, {"": ""}, ["concept", "concept"], {"en": 5}, "9" * 5_000, 10**400,
)  # fmt: skip


def made(seed: int, harm: float) -> Any:
    """Return a document; `harm` is the share of places at which the schema is not kept."""
    return _Making(Random(seed), harm).value(SCHEMA, 0)  # noqa: S311 - nothing here is secret


class _Making:
    def __init__(self, random: Random, harm: float) -> None:
        self.random, self.harm = random, harm

    def value(self, of: dict[str, Any], depth: int) -> Any:
        if depth and self.random.random() < self.harm:
            return self.random.choice(JUNK)
        if "$ref" in of:
            return self.value(SCHEMA["$defs"][of["$ref"].rpartition("/")[2]], depth)
        if "const" in of:
            return of["const"]
        if "allOf" in of:
            return self._chosen(of, depth)
        if "enum" in of:
            return self.random.choice(of["enum"])
        return self._typed(of, depth)

    def _chosen(self, of: dict[str, Any], depth: int) -> Any:
        """Return a part of the kind that is drawn."""
        kind = self.random.choice(of["properties"]["kind"]["enum"])
        fitting = [each["then"] for each in of["allOf"] if kind in each["if"]["properties"]["kind"]["enum"]]
        part = self.value(fitting[0], depth + 1) if fitting else {}
        return {**part, "kind": kind} if isinstance(part, dict) else part

    def _typed(self, of: dict[str, Any], depth: int) -> Any:
        types = of["type"] if isinstance(of["type"], list) else [of["type"]]
        which = self.random.choice(types)
        if "if" in of:
            is_meant = which == of["if"].get("type")
            of = (
                of["then"]
                if is_meant
                else {**{name: of[name] for name in of if name not in ("if", "then")}, **of.get("else", {})}
            )
            if is_meant:
                return self.value(of, depth)
        return {
            "null": lambda: None,
            "boolean": lambda: self.random.random() < 0.5,
            "integer": lambda: self._whole(of),
            "string": lambda: self._text(of),
            "array": lambda: self._list(of, depth),
            "object": lambda: self._object(of, depth),
        }[which]()

    def _whole(self, of: dict[str, Any]) -> int:
        least, most = of.get("minimum", 0), of.get("maximum", 2**53 - 1)
        return self.random.choice([number for number in (least, 1, 2, 3, 100, most) if least <= number <= most])

    def _text(self, of: dict[str, Any]) -> str:
        pattern = re.compile(of.get("pattern", ""))
        return self.random.choice([text for text in TEXTS if pattern.search(text)] or list(TEXTS))

    def _list(self, of: dict[str, Any], depth: int) -> list[Any]:
        many = 0 if depth > DEEPEST else self.random.choice((0, 1, 1, 2, 3))
        return [self.value(of.get("items", {"type": "string"}), depth + 1) for _ in range(many)]

    def _object(self, of: dict[str, Any], depth: int) -> dict[str, Any]:
        found = {name: self.value(inner, depth + 1) for name, inner in of.get("properties", {}).items()}
        for inner in of.get("patternProperties", {}).values():
            found |= {language: self.value(inner, depth + 1) for language in self.random.choice((["en"], ["en", "pl"], ["pl"]))}
        for name in list(found):
            if self.random.random() < self.harm:
                del found[name]
        if self.random.random() < self.harm:
            found[self.random.choice(("extra", "", "kind", "$ref", "__proto__"))] = self.random.choice(JUNK)
        return found


def spoiled(data: Any, seed: int, changes: int) -> Any:
    """Return a document that made sense after so many changes by chance. Its shape stays; something may be missing now."""
    random = Random(seed)  # noqa: S311
    for _change in range(changes):
        path, value = random.choice(list(addresses(data)))
        changed(data, path, _twisted(value, random))
    return data


def _twisted(value: Any, random: Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return random.choice((0, 1, 2, 9, 10**6))
    if isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value):
        return random.choice(("0", "-3", "12.5", "100", "99999999999999999"))
    if isinstance(value, list):
        return random.choice(([], value[:1], value[::-1]))
    return GONE if value is None or isinstance(value, dict) else value
