"""How checks are written: each takes a part of one class, its place and what there is in the document, and yields findings.

A check is blind to what is not said: a hole is open, and told once by the reading.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import TypeVar, cast

from challenges.rules.base import DECIMAL, Hole, Part, silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.document import Document
from challenges.rules.findings import Finding
from challenges.rules.paths import of_steps
from challenges.rules.shapes import Json
from challenges.rules.values import AnnouncedLater, Money
from challenges.rules.walking import Place, places

_DECIMAL = re.compile(DECIMAL)
P = TypeVar("P", bound=Part)
T = TypeVar("T")
Check = Callable[[P, Place, Inventory], Iterator[Finding]]
CHECKS: list[tuple[tuple[type[Part], ...], Check[Part]]] = []


def check(*models: type[Part]) -> Callable[[Check[P]], Check[P]]:
    """Have a check look at every part of these classes; usable as a decorator."""

    def register(function: Check[P]) -> Check[P]:
        CHECKS.append((models, cast(Check[Part], function)))
        return function

    return register


def run(document: Document, inventory: Inventory) -> Iterator[Finding]:
    """Yield what all checks find, in the order of the document."""
    for here in places(document):
        for look in _checks_of(type(here.part)):
            yield from look(here.part, here, inventory)


@cache
def _checks_of(model: type[Part]) -> tuple[Check[Part], ...]:
    return tuple(look for models, look in CHECKS if issubclass(model, models))


def found(code: str, here: Place, *steps: str | int, **params: Json) -> Finding:
    """Return a finding at a place, or at a member of it."""
    return Finding(code, of_steps(steps, here.path), params)


def is_said(value: Part | str | int | tuple[Part | str, ...] | Hole | None) -> bool:
    """Return whether there is something: neither a hole, nor null, nor announced for later."""
    return value is not None and not silent(value) and not isinstance(value, AnnouncedLater)


def each(values: tuple[T, ...] | Hole | None) -> tuple[T, ...]:
    """Return the items of a list; none where the list is a hole or null."""
    return values if isinstance(values, tuple) else ()


def number(value: str | int | Part | Hole | None) -> Fraction | None:
    """Return a number exactly; None where there is none, or it is not said."""
    is_number = isinstance(value, int) or (isinstance(value, str) and _DECIMAL.fullmatch(value))
    return Fraction(value) if is_number and isinstance(value, str | int) else None


def numbers(values: Iterable[str | int | Part | Hole | None]) -> list[Fraction] | None:
    """Return numbers exactly; None if one of them is not said."""
    exact = [number(value) for value in values]
    return None if None in exact else [value for value in exact if value is not None]


def kind_of(part: Part | Hole | None) -> str:
    """Return the kind of a part; "" where there is none."""
    return getattr(part, "kind", "")


def text(value: Fraction) -> str:
    """Return a number as decimal text; where it has no end, to four places."""
    exact = f"{float(value):.4f}" if value.denominator > 1 else str(value.numerator)
    return exact.rstrip("0").rstrip(".") if "." in exact else exact


def sum_of(amount: Fraction, like: Money) -> dict[str, Json]:
    """Return a sum of money as a parameter of a finding, in the currency of another."""
    return {"amount": text(amount), "currency": str(like.currency)}
