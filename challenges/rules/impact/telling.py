"""Changes in words of the active language: the place, what stood there, what will stand there."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from challenges.rules import naming, paths
from challenges.rules.base import HOLE, Keyed, Part
from challenges.rules.document import Document
from challenges.rules.impact.rows import How, Value
from challenges.rules.impact.table import identity
from challenges.rules.impact.wording import by_members, title_of, told_value, words_of
from challenges.rules.walking import places

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
    def titles(self) -> Mapping[str, str]:
        """Titles by key, of keys that stand for one title only."""
        found: dict[str, set[str]] = {}
        for each in places(self.document):
            if isinstance(each.part, Keyed) and (title := title_of(each.part)):
                found.setdefault(each.part.key, set()).add(title)
        return {key: found[key].pop() for key in found if len(found[key]) == 1}

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

    def value(self, path: str, *, is_new: bool, as_printed: bool = False) -> str:
        """Return what stands at a place, in words; `as_printed` where only printed words tell old and new apart."""
        side = self.new if is_new else self.old
        reached = side.reached(path)
        if not reached:
            return ""
        _, owner, member, value = reached[-1]
        if as_printed and (printed := getattr(value, "words", None)):
            return str(printed)
        is_item = isinstance(value, Keyed) and path.endswith("]")
        told = by_members(value, side.titles) if is_item else told_value(value, words_of(owner, member), member, side.titles)
        return " ".join(told.split())

    def address(self, path: str) -> str:
        """Return the address by indexes in the new document, as findings name it: as far down as something stands there."""
        return paths.of_steps(step for step, *_ in self.new.reached(path))


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
    return templates[how] % {"place": place, "was": was or nothing, "becomes": becomes or nothing}


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
