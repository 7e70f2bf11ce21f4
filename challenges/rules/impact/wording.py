"""Values of a document in words of the active language."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext, ngettext

from challenges.rules.base import DECIMAL, HOLE, FrozenTexts, Keyed, Part, Says, says
from challenges.rules.impact.measuring import instant
from challenges.rules.impact.rows import Value
from challenges.rules.naming import uncapitalised
from challenges.rules.values import DayMoment, InstantMoment, Money, MonthMoment, Span, WordedMoment
from core.translated import in_active_language
from core.wording import day, grouped, moment_words, money

_DECIMAL = re.compile(DECIMAL)
# Members that name other parts by their keys.
NAMING = {
    *("by", "call_windows", "criteria", "criterion", "follows", "group", "jury", "lots", "not_with", "over"),
    *("part", "pool", "question", "round", "section", "within"),
}
# Titles by key.
Titles = Mapping[str, str]


def title_of(part: Part) -> str:
    """Return the title or label of a part in the active language; "" where it has none."""
    texts = getattr(part, "title", None) or getattr(part, "label", None)
    return in_active_language(texts) if isinstance(texts, Mapping | str) else ""


def words_of(owner: Part, member: str) -> Says:
    """Return the words of a member, those of the kinds for `kind`."""
    return Says("", values=owner.kinds) if member == "kind" else says(type(owner).model_fields[member])


def told_value(value: Value, said: Says, member: str, titles: Titles) -> str:
    """Return what a member holds, in words."""
    if value is HOLE:
        return gettext("not stated")
    if value in (None, ()):
        return str(said.none) or gettext("none")
    if isinstance(value, FrozenTexts):
        return in_active_language(value)
    if isinstance(value, tuple):
        return _listed(value, said, member, titles)
    if isinstance(value, str | int):
        return _scalar(value, said, member, titles)
    return _part(value, titles) if isinstance(value, Part) else ""


def _listed(items: tuple[Any, ...], said: Says, member: str, titles: Titles) -> str:
    if all(isinstance(item, dict) for item in items):
        return ngettext("%(number)s block of text", "%(number)s blocks of text", len(items)) % {"number": len(items)}
    return ", ".join(told_value(item, said, member, titles) for item in items)


def _scalar(value: str | int, said: Says, member: str, titles: Titles) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return grouped(Decimal(value), 0)
    if value in said.values:
        return str(said.values[value])
    if member in NAMING and value in titles:
        return gettext("“%(name)s”") % {"name": titles[value]}
    return grouped(Decimal(value), len(value.partition(".")[2])) if _DECIMAL.fullmatch(value) else value


def _part(part: Part, titles: Titles) -> str:
    """Return a part in one line: small ones as people write them, others by title, else by kind and members."""
    if short := _short(part):
        return short
    if isinstance(part, Keyed) and (title := title_of(part)):
        return gettext("“%(name)s”") % {"name": title}
    return by_members(part, titles)


@singledispatch
def _short(_part: Part) -> str:
    """Return a small part as people write it; "" for all others."""
    return ""


@_short.register
def _(part: Money) -> str:
    return money(part.amount, part.currency)


@_short.register(Span)
@_short.register(WordedMoment)
def _(part: Span | WordedMoment) -> str:
    return part.words


@_short.register
def _(part: InstantMoment) -> str:
    return moment_words(instant(part))


@_short.register
def _(part: DayMoment) -> str:
    return day(date.fromisoformat(part.on))


@_short.register
def _(part: MonthMoment) -> str:
    return format_date(date.fromisoformat(f"{part.month}-01"), "F Y")


def by_members(part: Part, titles: Titles) -> str:
    head = str(type(part).kinds.get(getattr(part, "kind", ""), ""))
    told = ", ".join(_members(part, titles))
    return gettext("%(kind)s (%(members)s)") % {"kind": head, "members": told} if head and told else head or told


def _members(part: Part, titles: Titles) -> Iterator[str]:
    """Yield label and value of each member that says something; the title stands in the place."""
    for name, value in part.each_member():
        said = words_of(part, name)
        if said.label and name not in ("title", "label") and value not in (None, (), HOLE):
            words = {"label": uncapitalised(str(said.label)), "value": told_value(value, said, name, titles)}
            yield gettext("%(label)s: %(value)s") % words
