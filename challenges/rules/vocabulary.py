"""Everything the language of the rules has: its parts and its unions. The schema, the documentation and the tests walk these."""

import sys
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from typing_extensions import TypeForm

from challenges.rules.base import Part, by_kind, kinds_of
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
    """Return the parts among which `kind` chooses, by the name of the union, in the order in which a reader meets them."""
    found = {
        name: tuple(parts_in(value))
        for module in {sys.modules[part.__module__] for part in parts()}
        for name, value in vars(module).items()
        if get_origin(value) is Annotated and by_kind in value.__metadata__
    }
    return dict(sorted(found.items(), key=lambda union: parts().index(union[1][0])))


@cache
def families() -> dict[str, dict[str, type[Part]]]:
    """Return the part that each kind is: by the name of the union, or of the one class that has kinds, and then by kind."""
    chosen = {part for choices in unions().values() for part in choices}
    alone = {part.__name__: (part,) for part in parts() if part.kinds and part not in chosen}
    found = sorted({**unions(), **alone}.items(), key=lambda family: parts().index(family[1][0]))
    return {name: {kind: part for part in choices for kind in kinds_of(part)} for name, choices in found}
