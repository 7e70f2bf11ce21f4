"""Where a value is missing, and what the document says around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from challenges.rules.base import HOLE, Part
from challenges.rules.document import Document
from challenges.rules.names import refers_to
from challenges.rules.shapes import Json
from challenges.rules.walking import places


@dataclass(frozen=True)
class Around:
    """Where a value is missing: the part that has the hole, the parts around it, and what was assumed of a part made anew."""

    document: Document
    part: Part
    around: tuple[Part, ...]
    made: Mapping[str, Json] | None = None

    def said(self, name: str) -> Any:
        """Return what the part says in a member, or what was assumed of it; HOLE where nothing was."""
        return getattr(self.part, name, HOLE) if self.made is None else self.made.get(name, HOLE)

    def nearest(self, model: type[Part]) -> Any:
        """Return the innermost part of a class at or around the place; None if there is none."""
        return next((part for part in (self.part, *reversed(self.around)) if isinstance(part, model)), None)

    def keys(self, of: str) -> list[str]:
        """Return the keys that the document names in a list of this name, such as rounds or juries, each once."""
        return list(dict.fromkeys(_named(self.document, of)))


def _named(document: Document, of: str) -> Iterator[str]:
    for place in places(document):
        for name, value in place.part.each_member():
            if value and value is not HOLE and isinstance(value, str | tuple) and refers_to(type(place.part), name) == of:
                yield from (value,) if isinstance(value, str) else value
