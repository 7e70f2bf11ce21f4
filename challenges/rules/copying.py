"""A document leaves the portal as it is frozen, or begins anew as the copy of an earlier one.

Both work on plain data. Importing is `challenges.rules.reading`.
"""

from collections.abc import Mapping
from typing import Any

import rfc8785

from challenges.rules.base import Part, says
from challenges.rules.document import Document
from challenges.rules.shapes import Json, Shape


def exported(content: Mapping[str, Any]) -> bytes:
    """Return the bytes over which a version is hashed: canonical JSON (RFC 8785), the same on every machine."""
    return rfc8785.dumps(dict(content))


def copied(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the start of another competition: all of it but what belongs to this one alone, which becomes holes.

    Left out is what the models mark so and the schema as `x-copy`: reference, dates, overrides, seeds, stated totals. Keys stay.
    """
    return _copied(Shape(Document), content)


def _copied(shape: Shape, value: Json) -> Any:
    model = shape.model(value)
    if isinstance(value, Mapping):
        kept = ((name, inner) for name, inner in value.items() if model is None or not _belongs_to_one(model, name))
        return {name: _copied(shape.below(value, name), inner) for name, inner in kept}
    if isinstance(value, list | tuple):
        return [_copied(shape.below(value, index), inner) for index, inner in enumerate(value)]
    return value


def _belongs_to_one(model: type[Part], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and name != "kind" and says(field).is_dropped_by_copy
