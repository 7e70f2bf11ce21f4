"""What has no proper shape: the errors of the models as findings for people, one for each mistake."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from django.utils.translation import gettext_lazy as _

from challenges.rules import base, shapes
from challenges.rules.findings import BLOCKING, OPEN, Code, Finding, declare
from challenges.rules.paths import Step, of_steps

declare(
    {
        "format.unknown": Code(
            BLOCKING,
            _("The document is of format %(format)s, which is not read here."),
            _("Bring it in format %(known)s. A newer format needs a newer portal."),
        ),
        "shape.missing": Code(
            OPEN, _("Nothing is said here yet."), _("Fill it in. If there is none, say so: null, or an empty list.")
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
        "shape.other": Code(BLOCKING, _("This cannot stand here: %(found)s."), _("See the description of this member.")),
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
_BY_CONTAINER = ((tuple, "shape.list"), (dict, "shape.object"))
LONGEST_SHOWN = 40


def shape_finding(
    expected: shapes.Expected, data: Any, location: tuple[Step, ...], error: str
) -> tuple[tuple[Step, ...], Finding]:
    """Return where in `data` pydantic found its error of this type, and what to say of it."""
    steps, expected, value = shapes.located(expected, data, location)
    if location[-1:] == ("[key]",):
        return steps, Finding("shape.language", of_steps(steps), {"found": _shown(str(steps[-1]))})
    if error == "extra_forbidden":
        return steps, Finding("shape.unknown_member", of_steps(steps))
    if error == "missing":
        return steps, Finding("shape.missing", of_steps(steps))
    if error.startswith("union_tag") and isinstance(value, dict):
        return _kind_finding(steps, value, list(shapes.choices(expected)))
    code, params = _of_value(expected, value, error)
    return steps, Finding(code, of_steps(steps), params)


def _kind_finding(steps: tuple[Step, ...], value: Mapping[str, Any], known: list[str]) -> tuple[tuple[Step, ...], Finding]:
    steps = (*steps, "kind")
    if "kind" not in value:
        return steps, Finding("shape.missing", of_steps(steps))
    return steps, Finding("shape.kind", of_steps(steps), {"found": _shown(value["kind"]), "known": known})


def _of_value(expected: shapes.Expected, value: Any, error: str) -> tuple[str, dict[str, Any]]:
    expected = shapes.resolved(expected, value)
    found = {"found": _shown(value)}
    if shapes.origin(expected) is Literal:
        return "shape.choice", {**found, "known": list(get_args(expected))}
    if shapes.model_of(expected, value) or shapes.choices(expected):
        return "shape.object", found
    code = next((code for known, code in _BY_TYPE if expected == known), None)
    if code == "shape.text" and isinstance(value, str):
        return ("text.long", {"characters": base.LONGEST_TEXT}) if error == "string_too_long" else ("text.empty", {})
    container = shapes.origin(shapes.bare(expected))
    return code or next((code for kind, code in _BY_CONTAINER if container is kind), "shape.other"), found


def _shown(value: Any) -> str:
    """Return what stands there, as a person may recognise it."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, str):
        return value[:LONGEST_SHOWN]
    return {None: "null", True: "true", False: "false"}.get(value) or str(value)
