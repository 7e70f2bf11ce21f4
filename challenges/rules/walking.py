"""Going through a document: every part with its place and the parts around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from challenges.rules.base import Part


@dataclass(frozen=True)
class Place:
    """A part, its address such as `rounds[1].judging.parts[0]`, and the parts around it, the outermost first."""

    part: Part
    path: str
    around: tuple[Part, ...]

    def nearest(self, model: type[Part]) -> Any:
        """Return the innermost part of this class at or around the place; None if there is none."""
        return next((part for part in (self.part, *reversed(self.around)) if isinstance(part, model)), None)


def places(part: Part, path: str = "", around: tuple[Part, ...] = ()) -> Iterator[Place]:
    """Yield `part` and every part below it, in the order of the document."""
    yield Place(part, path, around)
    for name, value in part.each_member():
        below = f"{path}.{name}" if path else name
        yield from _below(value, below, (*around, part))


def _below(value: Any, path: str, around: tuple[Part, ...]) -> Iterator[Place]:
    if isinstance(value, Part):
        yield from places(value, path, around)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _below(item, f"{path}[{index}]", around)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _below(item, f"{path}.{name}", around)
