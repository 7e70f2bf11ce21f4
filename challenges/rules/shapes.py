"""What the models expect at each place of plain data, valid or not: the class of an object, the type of a member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from challenges.rules.base import HOLE, Hole, Part, by_kind, kinds_of, or_later
from challenges.rules.paths import Step
from challenges.rules.values import AnnouncedLater

# What JSON can hold.
Json: TypeAlias = bool | int | float | str | Mapping[str, "Json"] | Sequence["Json"] | None


def child(value: Json | Hole, step: Step) -> Json | Hole:
    """Return what stands one step below `value`; HOLE where nothing does."""
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step, HOLE)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return HOLE


@cache
def members(model: type[Part]) -> Mapping[str, Any]:
    """Return the type of each member of `model`, as it is written there, in its order."""
    hints = get_type_hints(model, include_extras=True)
    return MappingProxyType({name: hints[name] for name in model.model_fields})


@dataclass(frozen=True)
class Shape:
    """What is expected at a place. `hint` is written as in the models: a class, a union, an annotated type; Any: unknown."""

    hint: Any

    @property
    def without_null(self) -> Any:
        """The type of what stands there if it is not null."""
        if get_origin(self.hint) not in (Union, UnionType):
            return self.hint
        further = [choice for choice in get_args(self.hint) if choice is not NoneType]
        return further[0] if len(further) == 1 else self.hint

    @property
    def bare(self) -> Any:
        """The same without what is annotated of it."""
        found = self.without_null
        return get_args(found)[0] if get_origin(found) is Annotated else found

    @property
    def origin(self) -> Any:
        """What the type is made of, such as tuple, dict or Literal; None for a class."""
        return get_origin(self.bare)

    @property
    def is_nullable(self) -> bool:
        """Whether null may stand there."""
        return NoneType in get_args(self.hint)

    @property
    def is_list(self) -> bool:
        """Whether a list stands there; `item` is what is expected in it."""
        return self.origin is tuple

    @property
    def item(self) -> "Shape":
        """What is expected as each item of a list."""
        return Shape(get_args(self.bare)[0])

    @property
    def is_promisable(self) -> bool:
        """Whether a plain value may also be announced later."""
        return or_later in self._marks

    @property
    def choices(self) -> Mapping[str, type[Part]]:
        """The classes that may stand there by their kind; empty where kind does not choose."""
        models = get_args(get_args(self.without_null)[0]) if by_kind in self._marks else ()
        return {kind: model for model in models for kind in kinds_of(model)}

    @property
    def _marks(self) -> tuple[Any, ...]:
        bare = self.without_null
        return bare.__metadata__ if get_origin(bare) is Annotated else ()

    def is_chosen_for(self, value: Json | Hole) -> bool:
        """Return whether `value` chooses one of several types, whose name pydantic then puts into its locations."""
        if or_later in self._marks:
            return True
        return isinstance(value, dict) and isinstance(kind := value.get("kind"), str) and kind in self.choices

    def resolved(self, value: Json | Hole) -> "Shape":
        """Return the one shape as which `value` is read: its kind chooses, and an object in place of a number is a promise.

        A union whose kind is missing or unknown stays what it is.
        """
        if or_later in self._marks:
            return Shape(AnnouncedLater if isinstance(value, dict) else get_args(get_args(self.without_null)[0])[0])
        if isinstance(value, dict) and self.is_chosen_for(value):
            return Shape(self.choices[str(value["kind"])])
        return Shape(self.without_null)

    def model(self, value: Json | Hole) -> type[Part] | None:
        """Return the class as which an object is read; None where something else is expected, or the kind is unknown."""
        found = self.resolved(value).hint
        return found if isinstance(found, type) and issubclass(found, Part) else None

    def below(self, value: Json | Hole, step: Step) -> "Shape":
        """Return what is expected one step below `value`."""
        model = self.model(value)
        if model is not None:
            return Shape(members(model).get(step, Any)) if isinstance(step, str) else UNKNOWN
        inner = get_args(self.bare)
        if (self.origin, type(step)) not in ((tuple, int), (dict, str)):
            return UNKNOWN
        return Shape(inner[0] if self.origin is tuple else inner[1])


UNKNOWN = Shape(Any)
