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


def places(part: Part) -> Iterator[Place]:
    """Yield `part` and every part below it, in the order of the document."""
    # A stack rather than generators in one another: every check of a document goes this way.
    waiting: list[tuple[Any, str, tuple[Part, ...]]] = [(part, "", ())]
    while waiting:
        value, path, around = waiting.pop()
        below: list[tuple[Any, str, tuple[Part, ...]]] = []
        if isinstance(value, Part):
            yield Place(value, path, around)
            within = (*around, value)
            below = [(inner, f"{path}.{name}" if path else name, within) for name, inner in value.each_member() if inner]
        elif isinstance(value, tuple):
            below = [(item, f"{path}[{index}]", around) for index, item in enumerate(value)]
        elif isinstance(value, Mapping):
            below = [(item, f"{path}.{name}", around) for name, item in value.items()]
        waiting += reversed([each for each in below if not isinstance(each[0], str | int)])
