"""Changes in words of the active language: the place, what stood there, what will stand there."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, ngettext

from challenges.rules import naming, paths
from challenges.rules.base import HOLE, Part
from challenges.rules.document import Document
from challenges.rules.facts import Fact, fact, member_fact
from challenges.rules.impact.rows import How, Value
from challenges.rules.impact.table import identity
from challenges.rules.names import Names
from core.folding import one_line

_STEP = re.compile(r"\[(?P<key>[^\]]*)\]|(?P<name>\w+)")


class Side:
    """One of the two documents, as the words need it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def data(self) -> Any:
        """The document as plain JSON."""
        return plain(self.document)

    @cached_property
    def names(self) -> Names:
        """What its keys mean."""
        return Names(self.document)

    def reached(self, path: str) -> list[tuple[paths.Step, Part, str, Any]]:
        """Return for each step of an address by keys: the step by index, the part around, the member, and what stands there.

        It ends where nothing stands.
        """
        value: Any = self.document
        owner: Part = self.document
        member, found = "", []
        for step in _STEP.finditer(path):
            if isinstance(value, Part) and step["name"]:
                owner, member = value, step["name"]
                value, by_index = getattr(value, member, HOLE), member
            else:
                by_index, value = _item(value, step["key"] or "")
            if value is HOLE:
                break
            found.append((by_index, owner, member, value))
        return found


class Compared:
    """The two documents that were compared."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = Side(old), Side(new)

    def place(self, path: str) -> str:
        """Return a place in words, as the new document names it, or the old one where the new one has nothing there."""
        reached = {side: side.reached(path) for side in (self.new, self.old)}
        side = max(reached, key=lambda each: len(reached[each]))
        steps = [step for step, *_ in reached[side]]
        return naming.in_words(paths.of_steps(steps), side.data)

    def value(self, path: str, *, is_new: bool, in_short: bool = False) -> str:
        """Return what stands at a place, in words; `in_short` where the names of items say enough."""
        side = self.new if is_new else self.old
        reached = side.reached(path)
        if not reached:
            return ""
        _, owner, member, value = reached[-1]
        if isinstance(value, str) and path.endswith("]"):
            return one_line(value)
        if isinstance(value, tuple) and any(isinstance(item, dict) for item in value):
            return ngettext("%(number)s block of text", "%(number)s blocks of text", len(value)) % {"number": len(value)}
        told = (
            _item_fact(value, side.names)
            if isinstance(value, Part) and path.endswith("]")
            else member_fact(owner, member, side.names)
        )
        return one_line(_names_of(told) if in_short else _told(told))

    def address(self, path: str) -> str:
        """Return the address by indexes in the new document, as findings name it: as far down as something stands there."""
        return paths.of_steps(step for step, *_ in self.new.reached(path))


def _item_fact(part: Part, names: Names) -> Fact:
    """Return an item as a fact without its title, which stands in the place."""
    found = fact(part, names)
    return Fact("", found.label or found.value, found.children)


def _told(told: Fact) -> str:
    """Return a fact and what is below it in one line, without its label."""
    below = ", ".join(_labelled(child) for child in told.children)
    return (
        gettext("%(kind)s (%(members)s)") % {"kind": told.value, "members": below}
        if told.value and below
        else told.value or below
    )


def _labelled(told: Fact) -> str:
    words = {"label": naming.uncapitalised(told.label), "value": _told(told)}
    return gettext("%(label)s: %(value)s") % words if told.label and words["value"] else told.label or words["value"]


def _names_of(told: Fact) -> str:
    return ", ".join(gettext("“%(name)s”") % {"name": child.value or child.label} for child in told.children)


def sentence(how: How, place: str, was: str, becomes: str) -> str:
    """Return a change in one line."""
    templates = {
        How.CHANGED: gettext("%(place)s: %(was)s → %(becomes)s"),
        How.REUSED: gettext("%(place)s: %(was)s → %(becomes)s"),
        How.ADDED: gettext("%(place)s is new: %(becomes)s"),
        How.REMOVED: gettext("%(place)s is taken away"),
        How.MOVED: gettext("%(place)s in another order: %(becomes)s"),
        How.FILLED: gettext("%(place)s is announced: %(becomes)s"),
    }
    nothing = gettext("nothing")
    template = gettext("%(place)s: another one of the same name, %(becomes)s") if was == becomes else templates[how]
    return template % {"place": place, "was": was or nothing, "becomes": becomes or nothing}


def plain(value: Value) -> Any:
    """Return a value of a document as plain JSON: members that are holes are absent, as they were in the source."""
    if isinstance(value, Part):
        return {name: plain(below) for name, below in value.each_member() if below is not HOLE}
    if isinstance(value, Mapping):
        return {name: plain(below) for name, below in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple | list) else value


def _item(value: Value, key: str) -> tuple[paths.Step, Any]:
    """Return the step by index to an item with this key, and the item; HOLE where there is none."""
    if isinstance(value, Mapping):
        return key, value.get(key, HOLE)
    items = enumerate(value) if isinstance(value, tuple) else ()
    return next(((index, item) for index, item in items if isinstance(item, Part) and identity(item) == key), (0, HOLE))
