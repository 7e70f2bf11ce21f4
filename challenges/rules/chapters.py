"""All that the rules of a competition say, in chapters: what pages show of them, to officials and to everybody.

Every member of every part is told, each in the chapter where people look for it; a new kind needs no line here.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from challenges.rules.base import HOLE, Part, says
from challenges.rules.document import CallRules, Document, Round, Rules
from challenges.rules.facts import Fact, fact, facts, member_facts
from challenges.rules.intake import Intake
from challenges.rules.judging import Judging, JudgingPart
from challenges.rules.names import Names
from challenges.rules.rewards import Rewards
from challenges.rules.saying.sentences import sentence
from core.wording import localised

# The members that have a chapter of their own below that of their part.
HEADED: set[tuple[type[Part], str]] = {
    *((Rules, name) for name in ("law", "lots", "participation", "juries", "rewards", "reserved_changes")),
    *((Round, name) for name in ("intake", "judging", "advancing")),
    (Intake, "questions"),
    (JudgingPart, "criteria"),
    (Rewards, "items"),
    (Rewards, "pools"),
    (CallRules, "pools"),
}
# Lists of which each item has one.
EACH_HEADED: set[tuple[type[Part], str]] = {(Rules, "rounds"), (Judging, "parts")}
# What the title of a chapter says already.
SAID_ABOVE = {Round: ("title",), JudgingPart: ("jury",)}


@dataclass(frozen=True)
class Chapter:
    """A heading, the facts under it, things of which each has facts of its own, and the chapters below. `key` is its anchor."""

    key: str
    title: str
    facts: tuple[Fact, ...] = ()
    items: tuple[Fact, ...] = ()
    below: tuple["Chapter", ...] = ()


def chapters(document: Document) -> tuple[Chapter, ...]:
    """Return what the rules say, in the active language: the frame first, then chapter by chapter; holes are told as such."""
    names = Names(document)
    if not document.rules:
        return ()
    frame = _chapter(document.rules, names, "rules", _("The frame"))
    call = [_chapter(document.call, names, "call", _("Joint call"))] if isinstance(document.call, CallRules) else []
    return (replace(frame, below=()), *frame.below, *call)


def round_chapters(document: Document, key: str, *, only: str = "", without: Collection[str] = ()) -> tuple[Chapter, ...]:
    """Return what the rules say of one round, without what only says that there is none.

    `only` this member of the round, "" for all; `without` members of these names, at any depth. Raises KeyError: no such round.
    """
    names = Names(document)
    whole = _chapter(document.rules.round(key), names, key, _("The rules of this round"), without)
    return without_silences([each for each in whole.below if each.key == f"{key}-{only}"] if only else [whole])


def _chapter(part: Part, names: Names, key: str, title: str, without: Collection[str] = ()) -> Chapter:
    below = {name: found for found, name in _below(part, names, key, without)}
    if not below and sentence(part, names):
        return Chapter(key, title, facts(part, names))
    told_elsewhere = (*SAID_ABOVE.get(type(part), ()), *below, *without)
    lower = tuple(chapter for found in below.values() for chapter in found)
    return Chapter(key, title, tuple(member_facts(part, names, told_elsewhere)), below=lower)


def _below(part: Part, names: Names, key: str, without: Collection[str]) -> Iterator[tuple[list[Chapter], str]]:
    """Yield the chapters below that of a part, with the member that each lot of them tells."""
    for name, value in part.each_member():
        if value is HOLE or value is None or value == () or name in without:
            continue
        place, member = f"{key}-{name}", (type(part), name)
        if member in EACH_HEADED:
            yield (
                [_of_item(item, names, f"{place}-{item.key}", number, without) for number, item in enumerate(value, start=1)],
                name,
            )
        elif member in HEADED:
            title = str(says(type(part).model_fields[name]).label)
            is_part = isinstance(value, Part)
            items = () if is_part else tuple(fact(item, names) for item in value)
            yield [_chapter(value, names, place, title, without) if is_part else Chapter(place, title, items=items)], name


def _of_item(item: Any, names: Names, key: str, number: int, without: Collection[str]) -> Chapter:
    if isinstance(item, Round):
        title = _("Round %(number)s: %(title)s") % {"number": number, "title": localised(item.title or {})}
    else:
        title = _("Judged by: %(jury)s") % {"jury": names.title(item)}
    return _chapter(item, names, key, title, without)


def without_silences(told: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return chapters without what only says that there is none, or that nothing is said yet; empty ones are left out."""
    found = (
        replace(each, facts=_spoken(each.facts), items=_spoken(each.items), below=without_silences(each.below)) for each in told
    )
    return tuple(each for each in found if each.facts or each.items or each.below)


def _spoken(told: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(replace(each, children=_spoken(each.children)) for each in told if not each.is_silent)
