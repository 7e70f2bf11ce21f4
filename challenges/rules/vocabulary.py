"""Everything the language of the rules has: its parts and its unions. The schema, the documentation and the tests walk these."""

import sys
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from typing_extensions import TypeForm

from challenges.rules.base import Part, by_kind
from challenges.rules.document import Document


@cache
def parts() -> tuple[type[Part], ...]:
    """Return every class that a document may hold, in the order in which a reader meets them."""
    found: dict[type[Part], None] = {}
    _collect(Document, found)
    return tuple(found)


def _collect(part: type[Part], found: dict[type[Part], None]) -> None:
    if part not in found:
        found[part] = None
        for field in part.model_fields.values():
            for below in parts_in(field.annotation):
                _collect(below, found)


def parts_in(annotation: TypeForm[Any] | None) -> Iterator[type[Part]]:
    """Yield the classes that a type names, from left to right."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_in(inner)


@cache
def unions() -> dict[str, tuple[type[Part], ...]]:
    """Return the parts among which `kind` chooses, by the name of the union."""
    modules = dict.fromkeys(sys.modules[part.__module__] for part in parts())
    return {
        name: tuple(parts_in(value))
        for module in modules
        for name, value in vars(module).items()
        if get_origin(value) is Annotated and by_kind in value.__metadata__
    }
