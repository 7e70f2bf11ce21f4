"""The generated part of `docs/rules.md`: how far the portal goes with each kind, and every part with its members and examples."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from django.conf import settings
from django.utils.translation import override
from pydantic.fields import FieldInfo
from typing_extensions import TypeForm

from challenges.rules import base, values
from challenges.rules.base import Part, or_later, says
from challenges.rules.checks.bounds import LIMITS
from challenges.rules.names import refers_to
from challenges.rules.support import Support, support
from challenges.rules.vocabulary import families, parts, unions

BELOW = "<!-- Made by `manage.py document_rules` from here on; a test fails when it is out of date. -->"
EXAMPLES = settings.BASE_DIR / "docs" / "rules-examples.json"
WIDEST_EXAMPLE = 120
SCALARS: Mapping[Any, str] = {
    base.Text: "text by language",
    base.String: "text",
    base.Dec: "decimal as text",
    base.Key: "key",
    base.Language: "code of a language",
    base.Currency: "code of a currency",
    base.Instant: "moment in UTC",
    base.Day: "day",
    base.Month: "month",
    base.Number: "whole number",
    base.YesNo: "true or false",
    values.FormatNumber: "2",
    str: "text",
    type(None): "null",
}


def examples() -> dict[str, list[dict[str, Any]]]:
    """Return the examples of each family, one for each kind."""
    return dict(json.loads(EXAMPLES.read_text(encoding="utf-8")))


def rules_page(written: str) -> str:
    """Return the page with its generated part made anew; what stands above the mark is written by hand."""
    by_hand, _mark, _made = written.partition(BELOW)
    with override("en"):
        return "\n".join([f"{by_hand}{BELOW}\n", *_kinds(), *_limits(), *_reference()])


def _kinds() -> Iterator[str]:
    levels = tuple(reversed(Support))
    yield f"| family | {' | '.join(str(level.value) for level in levels)} |"
    yield f"| --- {'| --- ' * len(levels)}|"
    for family, choices in families().items():
        cells = [", ".join(f"`{kind}`" for kind in choices if support(family, kind) is level) or "–" for level in levels]
        yield f"| {family} | {' | '.join(cells)} |"
    yield ""


def _limits() -> Iterator[str]:
    yield "Which limits an answer to a question can have:\n"
    yield "| question | limits |"
    yield "| --- | --- |"
    for kind in families()["Question"]:
        yield f"| `{kind}` | {', '.join(f'`{limit}`' for limit in sorted(LIMITS.get(kind, ()))) or '–'} |"
    yield ""


def _reference() -> Iterator[str]:
    yield "## Every part and its members\n"
    yield "In the order in which a reader meets them. Every member is always written.\n"
    union_of = {part: name for name, choices in unions().items() for part in choices}
    told: set[str] = set()
    for part in parts():
        union = union_of.get(part)
        if union is None:
            yield from _part(part)
        elif union not in told:
            told.add(union)
            yield f"### {union}\n"
            yield "One of these; `kind` says which.\n"
            for choice in unions()[union]:
                yield from _part(choice, union)


def _part(part: type[Part], union: str = "") -> Iterator[str]:
    yield f"{'####' if union else '###'} {part.__name__}\n"
    yield f"{' '.join((part.__doc__ or '').split())}\n"
    yield "| member | value | meaning |"
    yield "| --- | --- | --- |"
    hints = get_type_hints(part, include_extras=True)
    for name, field in part.model_fields.items():
        value = ", ".join(f"`{kind}`" for kind in part.kinds) if name == "kind" else _spoken(hints[name])
        among = refers_to(part, name).replace("_", " ")
        yield f"| `{name}` | {value}{f', of: {among}' if among else ''} | {_meaning(part, name, field)} |"
    yield ""
    for example in _examples_of(part, union or part.__name__):
        yield f"```json\n{_printed(example)}\n```\n"


def _meaning(part: type[Part], name: str, field: FieldInfo) -> str:
    """Return the description, and in words the values that neither it nor their own name explains."""
    if name == "kind":
        description, words = "", part.kinds
    else:
        description, words = str(field.description), says(field).values
    unclear = {value: str(word) for value, word in words.items() if str(word) != value.replace("_", " ")}
    told = "; ".join(f"`{value}` = {word}" for value, word in unclear.items() if not re.search(rf"\b{value}\b", description))
    return "; ".join(text for text in (description, told) if text).replace("|", "\\|")


def _spoken(hint: TypeForm[Any]) -> str:
    """Return a type as people say it: "list of: key", "`Scale`", "decimal as text or null"."""
    return SCALARS.get(hint) or _COMPOUNDS.get(get_origin(hint), _class)(hint)


def _class(hint: TypeForm[Any]) -> str:
    return f"`{getattr(hint, '__name__', hint)}`"


def _annotated(hint: TypeForm[Any]) -> str:
    """Return a union by its name, or a plain value with the promise of one."""
    marked, mark, *_further = get_args(hint)
    if mark is or_later:
        return f"{_spoken(get_args(marked)[0])} or `AnnouncedLater`"
    return next(f"`{name}`" for name, choices in unions().items() if set(choices) == set(get_args(marked)))


def _list(hint: TypeForm[Any]) -> str:
    return f"list of: {_spoken(get_args(hint)[0])}"


def _object(hint: TypeForm[Any]) -> str:
    names, inner = get_args(hint)
    return f"object by language: {_spoken(inner)}" if names == base.Language else "object"


def _choice(hint: TypeForm[Any]) -> str:
    return ", ".join(f"`{value}`" for value in get_args(hint))


def _either(hint: TypeForm[Any]) -> str:
    return " or ".join(_spoken(choice) for choice in get_args(hint))


_COMPOUNDS: Mapping[Any, Callable[[TypeForm[Any]], str]] = {
    Annotated: _annotated,
    Literal: _choice,
    Union: _either,
    UnionType: _either,
    dict: _object,
    tuple: _list,
}


def _examples_of(part: type[Part], family: str) -> list[dict[str, Any]]:
    return [example for example in examples().get(family, []) if families()[family][example["kind"]] is part]


def _printed(example: Mapping[str, Any]) -> str:
    """Return an example on one line if it is short, else with one member on each line."""
    line = json.dumps(example, ensure_ascii=False)
    if len(line) <= WIDEST_EXAMPLE:
        return line
    members = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in example.items())
    return "{\n" + ",\n".join(members) + "\n}"
