"""What has no proper shape: the errors of the models as findings for people, one for each mistake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _

from challenges.rules import base
from challenges.rules.base import LONGEST_TEXT, Hole
from challenges.rules.findings import BLOCKING, OPEN, Code, Finding, declare
from challenges.rules.paths import Step, of_steps
from challenges.rules.shapes import Json, Shape, child

declare(
    {
        "format.unknown": Code(
            BLOCKING,
            _("The document is of format %(format)s, which is not read here."),
            _("Bring it in format %(known)s. A newer format needs a newer portal."),
        ),
        "shape.missing": Code(
            OPEN,
            _("Nothing is said here yet."),
            _("Fill it in. Where there can be none and there is none, say so: null, or an empty list."),
        ),
        "shape.unknown_member": Code(
            BLOCKING, _("A rule has no such member."), _("Check its spelling and where it stands, or take it out.")
        ),
        "shape.kind": Code(
            BLOCKING, _("There is no kind “%(found)s” here."), _("Choose one of the kinds that exist: %(known)s.")
        ),
        "shape.choice": Code(BLOCKING, _("“%(found)s” cannot be chosen here."), _("Choose one of: %(known)s.")),
        "shape.object": Code(
            BLOCKING, _("Here belongs an object, not %(found)s."), _("Write { and }, with its members between.")
        ),
        "shape.list": Code(BLOCKING, _("Here belongs a list, not %(found)s."), _("Write [ and ], with its items between.")),
        "shape.texts": Code(
            BLOCKING,
            _("Here belongs a text in each language, not %(found)s."),
            _('Write the text by the code of its language, such as {"en": "Security"}.'),
        ),
        "shape.decimal": Code(
            BLOCKING,
            _("“%(found)s” is not written as a number is."),
            _('Write the number as text, in digits with a point, without needless zeros: "62.5".'),
        ),
        "shape.number": Code(
            BLOCKING, _("“%(found)s” is no whole number from 0 on."), _("Write digits alone, without quotes: 12.")
        ),
        "shape.yes_no": Code(BLOCKING, _("“%(found)s” is neither yes nor no."), _("Write true or false, without quotes.")),
        "shape.moment": Code(
            BLOCKING, _("“%(found)s” is no moment in UTC."), _('Write day, time and Z: "2027-03-01T11:00:00Z".')
        ),
        "shape.day": Code(BLOCKING, _("“%(found)s” is no day of the calendar."), _('Write year, month and day: "2027-03-01".')),
        "shape.month": Code(BLOCKING, _("“%(found)s” is no month."), _('Write year and month: "2027-03".')),
        "shape.key": Code(
            BLOCKING,
            _("“%(found)s” cannot be a key."),
            _("Use small letters, digits, hyphens and underscores, at most 40, the first a letter or digit."),
        ),
        "shape.language": Code(
            BLOCKING, _("“%(found)s” is no code of a language."), _('Use the code of ISO 639, such as "en" or "pl".')
        ),
        "shape.currency": Code(
            BLOCKING, _("“%(found)s” is no code of a currency."), _('Use the code of ISO 4217, such as "EUR" or "PLN".')
        ),
        "shape.text": Code(BLOCKING, _("Here belongs a text, not %(found)s."), _("Write the text, in quotes.")),
        "text.empty": Code(BLOCKING, _("The text is empty."), _("Write the text. If there is none, take it out.")),
        "text.long": Code(
            BLOCKING, _("The text has more than %(characters)s characters."), _("Shorten it, or put it into the brief.")
        ),
    }
)

_BY_TYPE = (
    (base.Dec, "shape.decimal"),
    (base.Instant, "shape.moment"),
    (base.Day, "shape.day"),
    (base.Month, "shape.month"),
    (base.Key, "shape.key"),
    (base.Language, "shape.language"),
    (base.Currency, "shape.currency"),
    (base.Number, "shape.number"),
    (base.YesNo, "shape.yes_no"),
    (base.Text, "shape.texts"),
    (base.String, "shape.text"),
    (str, "shape.text"),
)
_BY_ORIGIN = {tuple: "shape.list", dict: "shape.object"}
# Errors of pydantic that say enough without a look at the value.
_BY_ERROR = {"missing": "shape.missing", "extra_forbidden": "shape.unknown_member"}
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Misshapen:
    """A place at which a value has no proper shape, and what to say of it."""

    steps: tuple[Step, ...]
    code: str
    params: Mapping[str, Json] = field(default_factory=dict)

    @property
    def finding(self) -> Finding:
        """The finding."""
        return Finding(self.code, of_steps(self.steps), self.params)


def misshapen(shape: Shape, data: Json, location: tuple[Step, ...], error: str) -> Misshapen:
    """Return what to say of an error of pydantic: `location` and `error` are those it gives, `shape` is that of `data`.

    In a location, pydantic names the kind that was chosen after a union, and "[key]" after a name that is not allowed.
    """
    value: Json | Hole = data
    steps: list[Step] = []
    for step in location:
        if step == "[key]":
            return Misshapen(tuple(steps), "shape.language", {"found": _shown(str(steps[-1]))})
        if shape.is_chosen_for(value):
            shape = shape.resolved(value)  # the step is the tag
        else:
            shape, value = shape.below(value, step), child(value, step)
            steps.append(step)
    return _of_error(shape, value, tuple(steps), error)


def _of_error(shape: Shape, value: Json | Hole, steps: tuple[Step, ...], error: str) -> Misshapen:
    if error in _BY_ERROR:
        return Misshapen(steps, _BY_ERROR[error])
    if isinstance(value, dict) and shape.choices:
        if "kind" not in value:
            return Misshapen((*steps, "kind"), "shape.missing")
        return Misshapen((*steps, "kind"), "shape.kind", {"found": _shown(value["kind"]), "known": list(shape.choices)})
    shape = shape.resolved(value)
    found: dict[str, Json] = {"found": _shown(value)}
    if shape.origin is Literal:
        code = "shape.kind" if steps[-1:] == ("kind",) else "shape.choice"
        return Misshapen(steps, code, {**found, "known": [*get_args(shape.hint)]})
    code = next((code for known, code in _BY_TYPE if shape.hint == known), "") or _BY_ORIGIN.get(shape.origin, "shape.object")
    if code == "shape.text" and isinstance(value, str):
        is_long = len(value) > LONGEST_TEXT
        return Misshapen(steps, "text.long", {"characters": LONGEST_TEXT}) if is_long else Misshapen(steps, "text.empty")
    return Misshapen(steps, code, found)


def _shown(value: Json | Hole) -> str:
    """Return what stands there, as a person may recognise it."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, str):
        return value[:LONGEST_SHOWN]
    return "null" if value is None else str(value).lower()
