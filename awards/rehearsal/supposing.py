"""A document whose holes and promises are filled with assumptions, each of which is told.

`values` says what is assumed where; what it does not name is filled by its type: null where there may be none, else an empty
list, the first of several words, the smallest number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Literal, TypeAlias, get_args, get_origin

from awards.rehearsal.around import Around
from awards.rehearsal.untold import is_untold
from awards.rehearsal.values import PLAIN, SUPPOSED
from challenges.rules.base import HOLE, Part
from challenges.rules.document import Document
from challenges.rules.paths import joined
from challenges.rules.shapes import Json, Shape, members
from challenges.rules.values import AnnouncedLater

# What a member may hold.
Held: TypeAlias = Part | tuple["Held", ...] | Mapping[str, "Held"] | str | int | float | None
Why: TypeAlias = Literal["not_said", "announced_later"]


@dataclass(frozen=True)
class Assumption:
    """One value that stands where the rules say nothing yet. `path` is its address in the document."""

    path: str
    why: Why


@dataclass(frozen=True)
class Supposed:
    """A document without holes and promises, the same as plain data, and what was assumed to make it so."""

    document: Document
    data: Json
    assumptions: tuple[Assumption, ...]


def suppose(document: Document) -> Supposed:
    """Return the document with every hole and every promise filled in."""
    filling = _Filling(document)
    data = filling.part(document, "", ())
    return Supposed(Document.model_validate(data), data, tuple(filling.assumptions))


@dataclass
class _Filling:
    document: Document
    assumptions: list[Assumption] = field(default_factory=list)

    def part(self, part: Part, path: str, around: tuple[Part, ...]) -> dict[str, Json]:
        """Return a part of the document as plain data without holes."""
        shapes = members(type(part))
        data: dict[str, Json] = {}
        for name, value in part.each_member():
            below = joined(path, name)
            if value is HOLE or isinstance(value, AnnouncedLater):
                data[name] = self._supposed(type(part), name, Around(self.document, part, around))
                if not is_untold(type(part), name, data[name]):
                    self.assumptions.append(Assumption(below, "not_said" if value is HOLE else "announced_later"))
            else:
                data[name] = self._said(value, below, (*around, part))
        return {name: data[name] for name in shapes}

    def _said(self, value: Held, path: str, around: tuple[Part, ...]) -> Json:
        if isinstance(value, Part):
            return self.part(value, path, around)
        if isinstance(value, tuple):
            return [self._said(item, joined(path, index), around) for index, item in enumerate(value)]
        if isinstance(value, Mapping):
            return {name: self._said(item, joined(path, name), around) for name, item in value.items()}
        return value

    def _supposed(self, model: type[Part], name: str, here: Around) -> Json:
        """Return what is assumed for a member, completed where only some of its own members are named."""
        shape = Shape(members(model)[name])
        choose = next((SUPPOSED[base, name] for base in model.__mro__ if (base, name) in SUPPOSED), None)
        return self._completed(shape, _by_type(shape, self.document) if choose is None else choose(here), here)

    def _completed(self, shape: Shape, data: Json, here: Around) -> Json:
        if isinstance(data, list):
            return [self._completed(shape.below(data, index), item, here) for index, item in enumerate(data)]
        model = shape.model(data)
        if not isinstance(data, dict) or model is None:
            return data
        made: dict[str, Json] = {}
        for name in members(model):
            if name in data:
                made[name] = self._completed(shape.below(data, name), data[name], here)
            else:
                made[name] = self._supposed(model, name, Around(self.document, here.part, here.around, made))
        return made


def _by_type(shape: Shape, document: Document) -> Json:
    """Return what stands where nothing better is known."""
    if NoneType in get_args(shape.hint):
        return None
    if shape.choices:
        return {"kind": next(iter(shape.choices))}
    hint = get_args(get_args(shape.without_null)[0])[0] if shape.is_promisable else shape.without_null
    if get_origin(hint) is tuple:
        return []
    if get_origin(hint) is Literal:
        return str(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Part):
        return {}
    return next(value(document) for kind, value in PLAIN if kind == hint)
