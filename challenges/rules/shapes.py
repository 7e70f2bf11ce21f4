"""What the models expect at each place of plain data, valid or not: the class of an object, the type of a member."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from challenges.rules.base import Part, by_kind, kinds_of, or_later
from challenges.rules.paths import Step
from challenges.rules.values import AnnouncedLater

# A type as it is written in the models: a class, a union, an Annotated type. Python has no better name for all of them.
Expected = Any
NOTHING = object()


@cache
def members(model: type[Part]) -> Mapping[str, Expected]:
    """Return what is expected of each member of `model`, in its order."""
    hints = get_type_hints(model, include_extras=True)
    return MappingProxyType({name: hints[name] for name in model.model_fields})


def origin(expected: Expected) -> Any:
    """Return what a type is made of: Annotated, Literal, tuple, dict; None for a class."""
    return get_origin(expected)


def without_null(expected: Expected) -> Expected:
    """Return what is expected apart from null."""
    if origin(expected) not in (Union, UnionType):
        return expected
    further = [choice for choice in get_args(expected) if choice is not NoneType]
    return further[0] if len(further) == 1 else expected


def bare(expected: Expected) -> Expected:
    """Return a type without what is annotated of it."""
    return get_args(expected)[0] if origin(expected) is Annotated else expected


def _is_marked(expected: Expected, mark: Any) -> bool:
    return origin(expected) is Annotated and mark in expected.__metadata__


@cache
def _by_kind(expected: Expected) -> Mapping[str, type[Part]]:
    models = get_args(get_args(expected)[0])
    return MappingProxyType({kind: model for model in models for kind in kinds_of(model)})


def choices(expected: Expected) -> Mapping[str, type[Part]]:
    """Return the classes that may stand there by their kind; empty where kind does not choose."""
    expected = without_null(expected)
    return _by_kind(expected) if _is_marked(expected, by_kind) else {}


def resolved(expected: Expected, value: Any) -> Expected:
    """Return the one type that `value` is read as: its kind chooses the class, an object in place of a number is a promise.

    A union whose kind is missing or unknown is returned as it is.
    """
    expected = without_null(expected)
    if _is_marked(expected, or_later):
        return AnnouncedLater if isinstance(value, dict) else get_args(get_args(expected)[0])[0]
    kind = value.get("kind") if isinstance(value, dict) else None
    return choices(expected).get(kind, expected) if isinstance(kind, str) else expected


def model_of(expected: Expected, value: Any) -> type[Part] | None:
    """Return the class as which an object is read; None where something else is expected, or the kind is unknown."""
    expected = resolved(expected, value)
    return expected if isinstance(expected, type) and issubclass(expected, Part) else None


def below(expected: Expected, value: Any, step: Step) -> Expected:
    """Return what is expected one step below `value`; None where nothing is, as of an unknown member."""
    expected = resolved(expected, value)
    model = model_of(expected, value)
    if model is not None:
        return members(model).get(step) if isinstance(step, str) else None
    container = bare(expected)
    if origin(container) is tuple:
        return get_args(container)[0]
    return get_args(container)[1] if origin(container) is dict else None


def child(value: Any, step: Step) -> Any:
    """Return what stands one step below `value`, or NOTHING."""
    if isinstance(value, dict):
        return value.get(step, NOTHING)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return NOTHING


def located(expected: Expected, value: Any, location: tuple[Step, ...]) -> tuple[tuple[Step, ...], Expected, Any]:
    """Walk a location of pydantic through the input: return its steps without tags, what is expected there and what stands there.

    pydantic names the chosen kind after a union, and "[key]" after a name that is not allowed.
    """
    steps: list[Step] = []
    for step in location:
        if step == "[key]":
            continue
        chosen = resolved(expected, value)
        if chosen is not without_null(expected):
            expected = chosen  # the step is the tag
            continue
        expected, value = below(expected, value, step), child(value, step)
        steps.append(step)
    return tuple(steps), expected, value
