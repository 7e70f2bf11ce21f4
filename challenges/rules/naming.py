"""Places and values of a document in words of the active language."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.rules.base import DECIMAL, Hole, Part, Says, Words
from challenges.rules.document import Document
from challenges.rules.judging import JudgingPart
from challenges.rules.law import VALUE_NAMES, LawValue, Override
from challenges.rules.participation import SizeCondition
from challenges.rules.paths import steps_of
from challenges.rules.questions import OnlyIf, Question
from challenges.rules.shapes import Json, Shape, child
from core.folding import one_line
from core.translated import language_name
from core.wording import day as day_in_words
from core.wording import grouped, localised, moment_words, money

LONGEST_TITLE = 60
_DECIMAL = re.compile(DECIMAL)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")

# What one item of a list is called.
ITEMS: dict[str, Words] = {
    "all_of": _("Profession"),
    "anchors": _("Worded mark"),
    "annexes": _("Annex"),
    "any_of": _("Value"),
    "bars": _("Least result"),
    "brief": _("Block"),
    "call_windows": _("Window of the call"),
    "channels": _("Way to hand in"),
    "classes": _("Group of jurors"),
    "cpv_codes": _("CPV code"),
    "criteria": _("Criterion"),
    "domains": _("Domain"),
    "duties": _("Duty"),
    "enquiries": _("Period for questions"),
    "entry_as": _("Way to enter"),
    "entry_languages": _("Language"),
    "follows": _("Round before"),
    "groups": _("Group"),
    "hurdles": _("Hurdle"),
    "instalments": _("Instalment"),
    "items": _("Reward"),
    "juries": _("Jury"),
    "languages": _("Language"),
    "limits": _("Limit"),
    "lots": _("Lot"),
    "not_with": _("Other reward"),
    "options": _("Option"),
    "over": _("Question counted with it"),
    "overrides": _("Departure"),
    "parts": _("Part"),
    "planned": _("Planned date"),
    "points": _("Worth of a place"),
    "pools": _("Pool"),
    "questions": _("Question"),
    "reserved_changes": _("Reserved change"),
    "rounds": _("Round"),
    "sections": _("Section"),
    "shares": _("Share"),
    "shows": _("Shown to the jury"),
    "stated": _("Stated points"),
    "takes": _("Take"),
    "ties": _("Tie-break"),
    "values": _("Legal value"),
    "who": _("Condition"),
    "windows": _("Window"),
}
# Where the list of a class holds something else than lists of that name do.
ITEMS_OF: dict[tuple[type[Part], str], Words] = {
    (OnlyIf, "any_of"): _("Answer"),
    (Question, "criteria"): _("Criterion it informs"),
    (SizeCondition, "classes"): _("Size"),
}
# Members that carry no words of their own.
MECHANICAL: dict[str, Words] = {"kind": _("Kind"), "key": _("Key"), "lots": _("Lots")}
# These are not named where one of their items follows, which says enough.
CONTAINERS = {"judging", "participation", "rewards", "intake"}


@dataclass(frozen=True)
class _Named:
    """One step of a place in words; the item of a list is one step with the list's name."""

    member: str
    words: str
    is_label: bool = False
    is_item: bool = False
    is_only_item: bool = False


def in_words(path: str, data: Json) -> str:
    """Return the place in words; titles are taken from `data`, which may be anything."""
    named = _without(
        _named(path, data), lambda step, _next: step.member == "rules" or (step.member == "parts" and step.is_only_item)
    )
    named = _without(named, lambda step, following: step.member in CONTAINERS and following.is_item)
    words = [uncapitalised(step.words) if position and step.is_label else step.words for position, step in enumerate(named)]
    return " › ".join(words) or gettext("the whole document")


def _without(named: Iterable[_Named], is_clear: Callable[[_Named, _Named], bool]) -> list[_Named]:
    """Leave out the steps that are clear from the step that follows; the last one stays."""
    steps = list(named)
    return [step for step, following in zip_longest(steps, steps[1:]) if following is None or not is_clear(step, following)]


def _named(path: str, data: Json) -> Iterator[_Named]:
    steps = steps_of(path)
    value: Json | Hole = data
    shape, member = Shape(Document), ""
    owner: type[Part] | None = None
    for step, following in zip_longest(steps, steps[1:]):
        model, siblings = shape.model(value), value
        shape, value = shape.below(value, step), child(value, step)
        if isinstance(step, int):
            is_only = isinstance(siblings, list) and len(siblings) == 1
            words = item_name(member, step + 1, _title(shape.model(value), value, data), owner)
            yield _Named(member, words, is_item=member in ITEMS, is_only_item=is_only)
        elif not (isinstance(following, int) and step in ITEMS and model is not None):
            yield _Named(step, _member_in_words(model, step), is_label=model is not None)
        member, owner = (step, model) if isinstance(step, str) and model is not None else ("", None)


def _member_in_words(model: type[Part] | None, name: str) -> str:
    if model is None:
        return language_name(_cut(name))
    if name not in model.model_fields:
        return gettext("“%(name)s”") % {"name": _cut(name)}
    said = model.model_fields[name].json_schema_extra
    return str(said.label if isinstance(said, Says) and said.label else MECHANICAL[name])


def item_name(member: str, number: int, title: str = "", model: type[Part] | None = None) -> str:
    """Return what an item of a list is called: by the list's name, its number from 1, and its title where it has one."""
    name = (model and ITEMS_OF.get((model, member))) or ITEMS.get(member)
    if name is None:
        return gettext("no. %(number)s") % {"number": number}
    words = {"name": name, "number": number, "title": title}
    return (gettext("%(name)s %(number)s “%(title)s”") if title else gettext("%(name)s %(number)s")) % words


def _title(model: type[Part] | None, value: Json | Hole, data: Json) -> str:
    """Return the title of an object of `data` or its words, else what kind it is of; "" if none is known."""
    if model is None or not isinstance(value, dict):
        return ""
    if model is JudgingPart:
        value = _jury(str(value.get("jury")), data)
    if model in (LawValue, Override):
        return str(VALUE_NAMES.get(str(value.get("key")), ""))
    texts = next((value[name] for name in ("title", "label", "words") if value.get(name)), None)
    if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values()):
        return _cut(one_line(localised(texts)))
    return str(model.kinds.get(str(value.get("kind")), ""))


def _jury(key: str, data: Json) -> dict[str, Json]:
    """Return the jury of this key, after which what it judges is called; nothing where there is none."""
    juries = child(child(data, "rules"), "juries")
    found = juries if isinstance(juries, list | tuple) else ()
    return next((dict(jury) for jury in found if isinstance(jury, Mapping) and jury.get("key") == key), {})


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rstrip()}…"


def uncapitalised(label: str) -> str:
    """Return a label as it stands within a line: "Scale" becomes "scale", "CPV codes" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


# --- Values ------------------------------------------------------------------------------------------------------------

# Words for values of parameters, by the parameter's name; whoever declares codes adds theirs.
VALUES: dict[str, Mapping[str, Words]] = {}


def value_in_words(name: str, value: Json) -> str:
    """Return the value of a finding's parameter as people write it: money, numbers, moments, texts by language, several."""
    if isinstance(value, list | tuple):
        return ", ".join(value_in_words(name, item) for item in value)
    if isinstance(value, dict):
        return money(value["amount"], value["currency"]) if "amount" in value else localised(value)
    if not isinstance(value, str):
        return str(value)
    if value in VALUES.get(name, {}):
        return str(VALUES[name][value])
    if _DECIMAL.fullmatch(value):
        return grouped(Decimal(value), len(value.partition(".")[2]))
    return _moment_in_words(value) or _cut(one_line(value))


def _moment_in_words(value: str) -> str:
    if _INSTANT.fullmatch(value):
        return moment_words(datetime.fromisoformat(value))
    return day_in_words(date.fromisoformat(value)) if _DAY.fullmatch(value) else ""
