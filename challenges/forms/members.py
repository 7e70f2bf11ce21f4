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

from challenges.forms.around import Around
from challenges.rules import base, shapes
from challenges.rules.base import HOLE, Hole, Keyed, Part, Says, Words, decimal_text
from challenges.rules.keys import key_from
from challenges.rules.law import VALUE_NAMES
from challenges.rules.names import refers_to
from challenges.rules.participation import PlaceCondition, StaffCondition
from challenges.rules.plain_round import as_instant
from challenges.rules.questions import AnyOfLimit, PatternLimit
from challenges.rules.saying.scalars import written_out
from challenges.rules.shapes import Json, Shape
from core.forms import DayField, LongTextField, MomentField, TranslatedField

T = TypeVar("T")
# What stands in a field and what a valid one gives: texts, choices, several of them, a text by language.
FieldValue: TypeAlias = str | bool | int | Decimal | date | datetime | Sequence[str] | Mapping[str, str] | None
# So much of an instant is typed; the seconds that a source states stay with an unchanged minute.
TO_THE_MINUTE = len("2027-03-01T12:00")
# What numbers count, for people: `unit` of the models is for machines.
UNITS: dict[str, Words] = {
    "ballots": _("Ballots."),
    "challenges": _("Challenges."),
    "entries": _("Entries."),
    "minutes": _("Minutes."),
    "people": _("People."),
    "percent": _("Percent."),
    "places": _("Places."),
    "points": _("Points."),
    "scorecards": _("Scorecards."),
    "stars": _("Stars."),
    "values": _("Values."),
    "years": _("Years."),
}
# How what is typed looks, where nobody could guess it.
HINTS: dict[tuple[type[Part], str], Words] = {
    (AnyOfLimit, "any_of"): _("One per line: the ending of a file such as pdf, or of a link: page, video, product, repository."),
    (PlaceCondition, "any_of"): _("Two letters of each country, such as PL, or the name of a place; one per line."),
    (StaffCondition, "domains"): _("The part of the address after the @, such as example.org; one per line."),
    (PatternLimit, "pattern"): _("The form as people read it, such as NN-NNN for a postcode."),
}


@dataclass(frozen=True)
class Member:
    """A member of a part of the class `owner`, as its form asks for it; `prefix` is the name of its first field."""

    owner: type[Part]
    name: str
    prefix: str
    label: Words
    help: str
    says: Says
    expected: Shape
    is_nullable: bool


def members_of(model: type[Part], prefix: str) -> Iterable[Member]:
    """Yield the members that people fill in: not the kind, which is chosen first, nor the key of an item, which is made."""
    for name, hint in shapes.members(model).items():
        if name == "kind" or (name == "key" and issubclass(model, Keyed)):
            continue
        field = model.model_fields[name]
        said = base.says(field)
        label = said.label or _("Holds in these lots only")
        written, expected = Shape(hint), Shape(Shape(hint).without_null)
        yield Member(model, name, f"{prefix}{name}", label, field.description or "", said, expected, written.is_nullable)


@dataclass(frozen=True)
class Asked:
    """How a plain type is asked for: its field, what stands in it for a value, and what a typed value is in the draft."""

    field: Callable[[Mapping[str, Any], Around], forms.Field]
    shown: Callable[[Any], Any] = str
    typed: Callable[[Any], Any] = str


def _same(value: T) -> T:
    return value


_ASKED: dict[Any, Asked] = {
    base.YesNo: Asked(
        lambda common, _around: forms.ChoiceField(
            choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, **common
        ),
        lambda value: "yes" if value else "no",
        lambda value: value == "yes",
    ),
    base.Dec: Asked(
        lambda common, _around: forms.DecimalField(localize=True, max_digits=30, decimal_places=12, **common),
        Decimal,
        decimal_text,
    ),
    base.Number: Asked(
        lambda common, _around: forms.IntegerField(min_value=0, max_value=base.LARGEST_INTEGER - 1, **common), _same, int
    ),
    base.String: Asked(lambda common, _around: forms.CharField(max_length=base.LONGEST_TEXT, **common)),
    base.Text: Asked(
        lambda common, around: TranslatedField(
            languages=around.languages, required_languages=[], multiline=True, rows=2, **common
        ),
        _same,
        lambda value: {language: text for language, text in value.items() if text},
    ),
    base.Currency: Asked(
        lambda common, _around: forms.RegexField(
            r"^[A-Z]{3}$", strip=True, **{**common, "help_text": _("Three capital letters, such as PLN.")}
        )
    ),
    base.Instant: Asked(
        lambda common, _around: MomentField(**common), datetime.fromisoformat, lambda value: as_instant(value)["at"]
    ),
    base.Day: Asked(lambda common, _around: DayField(**common), date.fromisoformat, date.isoformat),
    base.Month: Asked(
        lambda common, _around: forms.RegexField(
            r"^[0-9]{4}-(0[1-9]|1[0-2])$", strip=True, **{**common, "help_text": _("Year and month, such as 2027-03.")}
        )
    ),
    base.Language: Asked(lambda common, _around: forms.ChoiceField(choices=settings.LANGUAGES, **common)),
}
_AS_IT_IS = Asked(lambda common, _around: forms.CharField(**common), _same, _same)
_LINES = Asked(
    lambda common, _around: LongTextField(rows=3, **common),
    "\n".join,
    lambda value: [line.strip() for line in re.split(r"[\r\n]+", value) if line.strip()],
)


def scalar_field(member: Member, around: Around, value: Json | Hole) -> forms.Field | None:
    """Return the field for a member of a plain type that holds `value`; None for parts and lists of parts."""
    unit = UNITS.get(member.says.unit, "")
    common: dict[str, Any] = {"label": member.label, "help_text": HINTS.get((member.owner, member.name), unit), "required": False}
    choices = _choices(member, around, value)
    if choices is not None and member.expected.is_list:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if choices is not None and member.expected.hint == base.Key:
        return forms.ChoiceField(choices=[("", _("Choose")), *choices], **common)
    if choices is not None:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if _is_of_lines(member):
        return _LINES.field({**common, "help_text": common["help_text"] or _("One per line.")}, around)
    asked = _ASKED.get(member.expected.hint)
    return asked.field(common, around) if asked else None


def has_nothing_to_choose(member: Member, field: forms.Field, value: Json | Hole) -> bool:
    """Return whether a field asks for others of which there are none, so that it would only be in the way."""
    is_empty = isinstance(field, forms.ChoiceField) and [key for key, _words in field.choices if key] == []  # type: ignore[union-attr,misc]
    return is_empty and (member.expected.is_list or member.is_nullable) and not value


def shown(member: Member, value: Json | Hole) -> FieldValue:
    """Return what stands in the field for a value of the draft."""
    if value is HOLE or value is None:
        return None
    if _is_of_names(member) and isinstance(value, list):
        return "\n".join(written_out(str(name)) for name in value)
    found: FieldValue = _asked(member).shown(value)
    return found


def typed(member: Member, value: FieldValue, old: Json | Hole) -> Json | Hole:
    """Return what was typed as the draft holds it, where `old` stood; HOLE where nothing was."""
    if value in (None, "", {}):
        return [] if _is_of_lines(member) and old == [] else HOLE
    found: Json | Hole = _asked(member).typed(value)
    if _is_of_names(member) and isinstance(found, list):
        # A name keeps the key that it has, however that is written.
        known = {written_out(str(key)): str(key) for key in (old if isinstance(old, list) else ())}
        return [known.get(str(line)) or key_from({"": str(line)}, (), otherwise="item") for line in found]
    if member.expected.hint == base.Instant and isinstance(old, str) and str(found)[:TO_THE_MINUTE] == old[:TO_THE_MINUTE]:
        return old
    return found


def _asked(member: Member) -> Asked:
    return _LINES if _is_of_lines(member) else _ASKED.get(member.expected.hint, _AS_IT_IS)


def _is_of_lines(member: Member) -> bool:
    """Return whether a list of texts is expected, which can be typed one per line."""
    is_named = bool(refers_to(member.owner, member.name))
    return member.expected.is_list and not is_named and member.expected.item.hint in (base.String, base.Dec, base.Key)


def _is_of_names(member: Member) -> bool:
    """Return whether what is typed line by line are names that the rules hold as keys, such as those of professions."""
    return _is_of_lines(member) and member.expected.item.hint == base.Key


def _choices(member: Member, around: Around, value: Json | Hole) -> list[tuple[str, Any]] | None:
    """Return what there is to choose from; None where something is typed. What is chosen already can stay."""
    one = member.expected.item if member.expected.is_list else member.expected
    if one.origin is Literal:
        return [(name, member.says.values.get(name, name)) for name in get_args(one.hint)]
    if one.hint == base.Language and member.expected.is_list:
        return list(settings.LANGUAGES)
    if one.hint != base.Key or _is_of_lines(member):
        return None
    named = refers_to(member.owner, member.name)
    found: dict[str, Any] = {**(around.named(named) if named else VALUE_NAMES)}
    for key in value if isinstance(value, list) else [value]:
        if isinstance(key, str):
            found.setdefault(key, written_out(key))
    return list(found.items())
