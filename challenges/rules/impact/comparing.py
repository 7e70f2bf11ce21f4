"""What differs between two documents: items of lists are matched by their keys, never by their place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from challenges.rules.base import HOLE, Keyed, Part
from challenges.rules.impact.rows import How, Value
from challenges.rules.impact.table import VALUES, identity, row_of


@dataclass(frozen=True)
class Item:
    """A step into a list or into texts by language: the key of the item."""

    key: str


Step = str | Item


def joined(steps: tuple[Step, ...]) -> str:
    """Return the address by keys: `rules.rounds[concept].judging.parts[main].criteria[value].weight`."""
    return "".join(f"[{step.key}]" if isinstance(step, Item) else f".{step}" for step in steps).removeprefix(".")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was.

    `owner` is the part whose `member` it concerns, as it was; HOLE stands where nothing stands. `is_last` says of an added item
    that no former item follows it.
    """

    steps: tuple[Step, ...]
    owner: Part
    member: str
    how: How
    before: Any
    after: Any
    is_last: bool = True

    @property
    def path(self) -> str:
        """The address by keys."""
        return joined(self.steps)


def differences(old: Part, new: Part, steps: tuple[Step, ...] = ()) -> Iterator[Difference]:
    """Yield what differs between two parts of one class, in the order of the class."""
    for name, before in old.each_member():
        after = getattr(new, name)
        if before != after:
            yield from _of_member(Difference((*steps, name), old, name, How.CHANGED, before, after))


def _of_member(found: Difference) -> Iterator[Difference]:
    before, after = found.before, found.after
    if row_of(found.owner, found.member).is_whole:
        yield found
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_languages(found)
    elif _is_list_of_parts(before) and _is_list_of_parts(after) and _are_told_apart(before, after):
        yield from _of_items(found)
    elif isinstance(before, Part) and isinstance(after, Part) and _are_same(before, after):
        yield from differences(before, after, found.steps)
    else:
        yield _filled_or(found)


def _filled_or(found: Difference) -> Difference:
    """Tell an announced value from any other change."""
    is_filled = _is_promise(found.before) and not _is_promise(found.after) and found.after is not HOLE
    return replace(found, how=How.FILLED) if is_filled else found


def _is_promise(value: Value) -> bool:
    return isinstance(value, Part) and getattr(value, "kind", "") == "announced_later"


def _are_same(before: Part, after: Part) -> bool:
    """Return whether two parts are one part that has changed, so that its members can be told apart."""
    if type(before) is not type(after) or isinstance(before, VALUES):
        return False
    return not isinstance(before, Keyed) or before.key == after.key  # type: ignore[attr-defined]


def _of_languages(found: Difference) -> Iterator[Difference]:
    before, after = found.before, found.after
    for language in dict.fromkeys((*before, *after)):
        was, becomes = before.get(language, HOLE), after.get(language, HOLE)
        steps = (*found.steps, Item(language))
        if isinstance(was, Part) and isinstance(becomes, Part):
            yield from differences(was, becomes, steps)
        elif was != becomes:
            yield replace(found, steps=steps, how=_how(was, becomes), before=was, after=becomes)


def _how(before: Value, after: Value) -> How:
    if before is HOLE:
        return How.ADDED
    return How.REMOVED if after is HOLE else How.CHANGED


def _is_list_of_parts(value: Value) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, Part) for item in value)


def _are_told_apart(*lists: tuple[Part, ...]) -> bool:
    """Return whether every item has an identity of its own within its list; else the lists are compared as values."""
    keys = [[identity(item) for item in items] for items in lists]
    return any(lists) and all(None not in found and max(Counter(found).values(), default=1) == 1 for found in keys)


def _of_items(found: Difference) -> Iterator[Difference]:
    before = {identity(item) or "": item for item in found.before}
    after = {identity(item) or "": item for item in found.after}
    last_kept = max((place for place, key in enumerate(after) if key in before), default=-1)
    for key, item in before.items():
        step = replace(found, steps=(*found.steps, Item(key)))
        if key not in after:
            yield replace(step, how=How.REMOVED, before=item, after=HOLE)
        elif item != after[key]:
            yield from _of_item(step, item, after[key])
    for place, key in enumerate(after):
        if key not in before:
            steps = (*found.steps, Item(key))
            yield replace(found, steps=steps, how=How.ADDED, before=HOLE, after=after[key], is_last=place > last_kept)
    order = [key for key in before if key in after], [key for key in after if key in before]
    if order[0] != order[1]:
        yield replace(found, how=How.MOVED, before=tuple(before), after=tuple(after))


def _of_item(found: Difference, before: Part, after: Part) -> Iterator[Difference]:
    kinds = getattr(before, "kind", ""), getattr(after, "kind", "")
    if kinds[0] != kinds[1] or type(before) is not type(after):
        whole = replace(found, steps=(*found.steps, "kind"), owner=before, member="kind")
        yield replace(whole, how=How.REUSED, before=kinds[0], after=kinds[1])
    if type(before) is type(after):
        yield from (each for each in differences(before, after, found.steps) if each.steps != (*found.steps, "kind"))
