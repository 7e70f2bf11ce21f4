"""All that the rules of a competition say, in chapters: what pages show of them, to officials and to everybody.

Every member of every part is told, each in the chapter where people look for it; a new kind needs no line here.
"""

from collections.abc import Iterable, Iterator
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


def _chapter(part: Part, names: Names, key: str, title: str) -> Chapter:
    below = list(_below(part, names, key))
    headed = {name for chapter, name in below if chapter}
    if not below and sentence(part, names):
        return Chapter(key, title, facts(part, names))
    without = (*SAID_ABOVE.get(type(part), ()), *headed)
    return Chapter(
        key, title, tuple(member_facts(part, names, without)), below=tuple(each for chapter, _n in below for each in chapter)
    )


def _below(part: Part, names: Names, key: str) -> Iterator[tuple[list[Chapter], str]]:
    """Yield the chapters below that of a part, with the member that each lot of them tells."""
    for name, value in part.each_member():
        place = f"{key}-{name}"
        title = str(says(type(part).model_fields[name]).label) if name != "kind" else ""
        if value is HOLE or value is None or value == ():
            continue
        if (type(part), name) in EACH_HEADED:
            yield [_of_item(item, names, f"{place}-{item.key}", number) for number, item in enumerate(value, start=1)], name
        elif (type(part), name) in HEADED and isinstance(value, Part):
            yield [_chapter(value, names, place, title)], name
        elif (type(part), name) in HEADED:
            yield [Chapter(place, title, items=tuple(fact(item, names) for item in value))], name


def _of_item(item: Any, names: Names, key: str, number: int) -> Chapter:
    if isinstance(item, Round):
        title = _("Round %(number)s: %(title)s") % {"number": number, "title": localised(item.title or {})}
    else:
        title = _("Judged by: %(jury)s") % {"jury": names.title(item)}
    return _chapter(item, names, key, title)


def without_silences(told: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return chapters without what only says that there is none, or that nothing is said yet; empty ones are left out."""
    found = (
        replace(each, facts=_spoken(each.facts), items=_spoken(each.items), below=without_silences(each.below)) for each in told
    )
    return tuple(each for each in found if each.facts or each.items or each.below)


def _spoken(told: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(replace(each, children=_spoken(each.children)) for each in told if not each.is_silent)
