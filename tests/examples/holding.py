"""Where the facts of a call's source are held in its document: the table `facts.json` is read, followed and compared.

Each call has four parts. `held`: address of a fact -> address of a typed member, several of them, or a `sum`, `product` or
`quotient` of members. `words`: held in a text alone. `not_held`: why not. `unknown`: what the source does not say -> members
that are open, or a text why it is no rule. `[*]` in the address of a fact runs over all items and takes the same number in the
address of the member.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

from challenges.rules.base import HOLE, Part
from challenges.rules.document import Document

# What a record says about itself, about other competitions, or about what came out.
ASIDE = {
    *("id", "core", "sources", "source_url", "evidence", "year", "address_note"),
    *("results", "scores", "siblings", "unknown", "stress"),
}
# The same in every call.
HELD = {"owner": "notice.authority.name", "procedure_kind": "rules.law.profile"}
WORDS = {"title": "words.en.title", "problem": "words.en.brief"}
NOT_HELD = {
    "country": "no member for the country of the authority",
    "languages": "languages of the source; the texts here are ours",
}

TAXES = {"plus VAT": "plus_vat", "including VAT": "gross"}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
# A currency or a zone.
CODE = re.compile("[A-Z]{3}|[A-Z][a-z]+/[A-Za-z_]+")
MOMENT = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?")


def facts_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return every fact that a record states about the competition, by its address."""
    return {address: value for name, stated in record.items() if name not in ASIDE for address, value in _leaves(stated, name)}


def _leaves(value: Any, address: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{address}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{address}[{index}]")
    elif value is not None:
        yield address, value


def entry_for(table: dict[str, Any], address: str) -> Any:
    """Return what a table says of a fact: by its own address, that of something around it, or a pattern with `[*]`."""
    for pattern, target in table.items():
        found = re.match(re.escape(pattern).replace(r"\[\*\]", r"\[(\d+)\]") + r"(?=$|[.\[])", address)
        if found:
            return _numbered(target, found.groups())
    return None


def _numbered(target: Any, numbers: tuple[str, ...]) -> Any:
    for number in numbers:
        target = target.replace("[*]", f"[{number}]", 1)
    return target


def members(document: Document, address: str) -> list[Any]:
    """Return the values at an address, all of them where it has `[*]`; a number in place of an address is itself."""
    if address.isdecimal():
        return [address]
    values: list[Any] = [document]
    for name, index in re.findall(r"(\w+)|\[(\d+|\*)\]", address):
        values = [inner for value in values for inner in _below(value, name, index)]
    return values


def _below(value: Any, name: str, index: str) -> Iterator[Any]:
    if name:
        yield value[name] if isinstance(value, dict) else getattr(value, name)
    elif index == "*":
        yield from value
    else:
        yield value[int(index)]


def is_held(document: Document, target: Any, fact: Any) -> bool:
    """Whether the members say the same as the fact; of a text only figures and moments can be compared."""
    if isinstance(target, dict):
        (operation, addresses), *_more = target.items()
        return _calculated(document, operation, addresses) in _figures(fact)
    values = [value for address in _listed(target) for value in members(document, address)]
    return values != [] and all(_says(document, value, fact) for value in values)


def _listed(target: Any) -> list[str]:
    return [target] if isinstance(target, str) else target


def _calculated(document: Document, operation: str, addresses: Any) -> Fraction:
    figures = [Fraction(value) for address in _listed(addresses) for value in members(document, address)]
    if operation == "quotient":
        return figures[0] / figures[1]
    return prod(figures) if operation == "product" else sum(figures, Fraction())


def _figures(fact: Any) -> set[Fraction]:
    return {Fraction(found.replace(",", "").rstrip(".")) for found in NUMBER.findall(str(fact))}


def _says(document: Document, value: Any, fact: Any) -> bool:
    """Whether one member agrees with a fact; a kind or a text of its own only has to be there."""
    if value is HOLE:
        return False
    if isinstance(value, Part) and hasattr(value, "words") and (stated := MOMENT.match(str(fact))):
        return _moment(document, value).startswith(stated[0][: len(_moment(document, value))])
    if fact in TAXES:
        return bool(value == TAXES[fact])
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(fact).split(" ")[0] == value
    if _is_figure(value):
        return Fraction(value) in (_figures(fact) or {Fraction(value)})
    return isinstance(fact, str | bool) or (value is None and fact == 0)


def _is_figure(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and FIGURE.fullmatch(value) is not None
    )


def _moment(document: Document, value: Any) -> str:
    """Return a moment as the wall clock of the competition shows it, as far as it is known."""
    if value.kind == "instant":
        return datetime.fromisoformat(value.at).astimezone(ZoneInfo(document.rules.zone)).replace(tzinfo=None).isoformat()
    return str(value.on if value.kind == "day" else value.month)
