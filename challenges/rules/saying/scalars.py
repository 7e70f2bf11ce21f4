"""Plain values of members in words of the active language: yes and no, numbers, days, names of languages and countries."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from django.utils.text import capfirst
from django.utils.translation import gettext

from challenges.rules.base import DECIMAL, Day, Dec, Key, Language, Part, says
from challenges.rules.law import VALUE_NAMES, LawValue, Override
from challenges.rules.participation import PlaceCondition
from challenges.rules.saying.values import number, percent
from core.translated import country_name, language_name
from core.wording import day

Scalar = str | int | bool


def written_out(key: str) -> str:
    """Return a key that is the name of something: of a legal value the words it has, else the key as words."""
    return str(VALUE_NAMES.get(key) or capfirst(re.sub("[_-]", " ", key)))


def _legal_value(text: str) -> str:
    return number(text) if re.fullmatch(DECIMAL, text) else text


# How texts of a type are told, and those of members that say more than their type does.
_BY_TYPE: dict[Any, Callable[[str], str]] = {
    Dec: number,
    Day: lambda text: day(date.fromisoformat(text)),
    Language: language_name,
    Key: written_out,
}
_BY_MEMBER: dict[tuple[type[Part], str], Callable[[str], str]] = {
    (PlaceCondition, "any_of"): country_name,
    (LawValue, "value"): _legal_value,
    (Override, "value"): _legal_value,
}


def scalar(part: Part, member: str, value: Scalar) -> str:
    """Return `value`, which stands in a member of `part` or in its list, in words."""
    said = says(type(part).model_fields[member])
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return number(value)
    if said.values:
        return str(said.values[value])
    if said.unit == "percent":
        return percent(value)
    told = _BY_MEMBER.get((type(part), member)) or _told_by_type(type(part), member)
    return told(value)


@cache
def _told_by_type(model: type[Part], member: str) -> Callable[[str], str]:
    hint = get_type_hints(model, include_extras=True)[member]
    return next((_BY_TYPE[inner] for inner in _types_in(hint) if inner in _BY_TYPE), str)


def _types_in(hint: type[Any]) -> Iterator[type[Any]]:
    """Yield a type and those it is made of; what an annotation adds to a type is none of them."""
    yield hint
    for inner in get_args(hint)[:1] if get_origin(hint) is Annotated else get_args(hint):
        yield from _types_in(inner)
