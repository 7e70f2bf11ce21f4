"""From a member of the rules to the fields that ask for it: what the models say of a member is all that the desk knows of it.

A new kind, or a new value of a list, is asked for without a line here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from challenges.rules import base, shapes
from challenges.rules.base import HOLE, Hole, Part, Says, Words, decimal_text
from challenges.rules.building import Plain
from challenges.rules.plain_round import as_instant
from challenges.rules.shapes import Json, Shape
from core.forms import DayField, LongTextField, MomentField, TranslatedField
from core.translated import in_active_language

T = TypeVar("T")
# What stands in a field and what a valid one gives: texts, choices, several of them, a text by language.
FieldValue: TypeAlias = str | bool | int | Decimal | date | datetime | Sequence[str] | Mapping[str, str] | None
# Where the keys stand that a member may name: paths in the rules, `*` for every item of a list; {round} is the round of the form.
REFERENCES: dict[str, tuple[str, ...]] = {
    "lots": ("lots",),
    "within": ("lots",),
    "follows": ("rounds",),
    "round": ("rounds",),
    "jury": ("juries",),
    "by": ("juries",),
    "pool": ("rewards/pools",),
    "not_with": ("rewards/items",),
    "question": ("rounds/{round}/intake/questions", "rounds/*/intake/questions"),
    "over": ("rounds/{round}/intake/questions",),
    "section": ("rounds/{round}/intake/sections",),
    "criteria": ("rounds/{round}/judging/parts/*/criteria",),
    "criterion": ("rounds/{round}/judging/parts/*/criteria",),
    "group": ("rounds/{round}/judging/parts/*/groups",),
    "part": ("rounds/{round}/judging/parts",),
    "call_windows": ("../call/windows",),
}


@dataclass(frozen=True)
class Member:
    """A member of a part, as its form asks for it; `prefix` is the name of its first field."""

    name: str
    prefix: str
    label: Words
    help: str
    says: Says
    expected: Shape
    is_nullable: bool


def members_of(model: type[Part], prefix: str) -> Iterable[Member]:
    """Yield the members that people fill in: not the kind, which is chosen first, nor the key, which is made."""
    for name, hint in shapes.members(model).items():
        if name in ("kind", "key"):
            continue
        field = model.model_fields[name]
        said = base.says(field)
        label = said.label or _("Holds in these lots only")
        written, expected = Shape(hint), Shape(Shape(hint).without_null)
        yield Member(name, f"{prefix}{name}", label, field.description or "", said, expected, written.is_nullable)


def named_keys(document: Plain, member: str, round_key: str) -> list[tuple[str, str]]:
    """Return (key, title) of everything that a member may name."""
    found: dict[str, str] = {}
    for path in REFERENCES.get(member, ()):
        for item in _items(document["rules"], path.format(round=round_key).split("/")):
            title = in_active_language(item.get("title") or item.get("label") or {})
            found.setdefault(item["key"], title or item["key"])
    return list(found.items())


def _items(here: Json, steps: list[str]) -> Iterable[Plain]:
    items = [item for item in here if isinstance(item, dict)] if isinstance(here, list) else []
    if not steps:
        yield from items
        return
    step, *rest = steps
    if step == "*":
        for item in items:
            yield from _items(item, rest)
    elif isinstance(here, list):
        yield from _items(next((item for item in items if item.get("key") == step), None), rest)
    elif isinstance(here, dict):
        yield from _items(here.get(step), rest)


@dataclass(frozen=True)
class Asked:
    """How a plain type is asked for: its field, what stands in it for a value, and what a typed value is in the draft."""

    field: Callable[[Mapping[str, Any], Plain], forms.Field]
    shown: Callable[[Any], Any] = str
    typed: Callable[[Any], Any] = str


def _same(value: T) -> T:
    return value


_ASKED: dict[Any, Asked] = {
    base.YesNo: Asked(
        lambda common, _document: forms.ChoiceField(
            choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, **common
        ),
        lambda value: "yes" if value else "no",
        lambda value: value == "yes",
    ),
    base.Dec: Asked(
        lambda common, _document: forms.DecimalField(localize=True, max_digits=30, decimal_places=12, **common),
        Decimal,
        decimal_text,
    ),
    base.Number: Asked(
        lambda common, _document: forms.IntegerField(min_value=0, max_value=base.LARGEST_INTEGER - 1, **common), _same, int
    ),
    base.String: Asked(lambda common, _document: forms.CharField(max_length=base.LONGEST_TEXT, **common)),
    base.Text: Asked(
        lambda common, document: TranslatedField(
            languages=document["rules"].get("languages", []), required_languages=[], multiline=True, rows=2, **common
        ),
        _same,
        lambda value: {language: text for language, text in value.items() if text},
    ),
    base.Currency: Asked(lambda common, _document: forms.RegexField(r"^[A-Z]{3}$", strip=True, **common)),
    base.Instant: Asked(
        lambda common, _document: MomentField(**common), datetime.fromisoformat, lambda value: as_instant(value)["at"]
    ),
    base.Day: Asked(lambda common, _document: DayField(**common), date.fromisoformat, date.isoformat),
    base.Month: Asked(lambda common, _document: forms.RegexField(r"^[0-9]{4}-[0-9]{2}$", strip=True, **common)),
    base.Language: Asked(lambda common, _document: forms.ChoiceField(choices=settings.LANGUAGES, **common)),
}
_AS_IT_IS = Asked(lambda common, _document: forms.CharField(**common), _same, _same)
_LINES = Asked(
    lambda common, _document: LongTextField(rows=3, **common),
    "\n".join,
    lambda value: [line.strip() for line in re.split(r"[\r\n]+", value) if line.strip()],
)


def scalar_field(member: Member, document: Plain, round_key: str) -> forms.Field | None:
    """Return the field for a member of a plain type; None for parts and lists of parts."""
    common: dict[str, Any] = {
        "label": member.label,
        "help_text": member.says.unit and _("In %(unit)s.") % {"unit": member.says.unit},
        "required": False,
    }
    choices = _choices(member, document, round_key)
    if choices is not None and member.expected.is_list:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if choices is not None and member.expected.hint == base.Key:
        return forms.ChoiceField(choices=[("", _("Choose")), *choices], **common)
    if choices is not None:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if _is_of_lines(member.expected):
        return _LINES.field({**common, "help_text": _("One per line.")}, document)
    asked = _ASKED.get(member.expected.hint)
    return asked.field(common, document) if asked else None


def shown(member: Member, value: Json | Hole) -> FieldValue:
    """Return what stands in the field for a value of the draft."""
    found: FieldValue = None if value is HOLE or value is None else _asked(member).shown(value)
    return found


def typed(member: Member, value: FieldValue) -> Json | Hole:
    """Return what was typed as the draft holds it; HOLE where nothing was."""
    found: Json | Hole = HOLE if value in (None, "", {}) else _asked(member).typed(value)
    return found


def _asked(member: Member) -> Asked:
    is_typed_list = _is_of_lines(member.expected) and member.name not in REFERENCES
    return _LINES if is_typed_list else _ASKED.get(member.expected.hint, _AS_IT_IS)


def _is_of_lines(expected: Shape) -> bool:
    """Return whether a list of texts is expected, which can be typed one per line."""
    return expected.is_list and expected.item.hint in (base.String, base.Dec, base.Key)


def _choices(member: Member, document: Plain, round_key: str) -> list[tuple[str, Any]] | None:
    """Return what there is to choose from; None where something is typed."""
    one = member.expected.item if member.expected.is_list else member.expected
    if one.origin is Literal:
        return [(value, member.says.values.get(value, value)) for value in get_args(one.hint)]
    if one.hint == base.Key and member.name in REFERENCES:
        return named_keys(document, member.name, round_key)
    return list(settings.LANGUAGES) if one.hint == base.Language and member.expected.is_list else None
