"""Changing a draft, in which parts are named by paths such as `rules/rounds/concept/judging/parts/jury/criteria`.

An item of a list is named by its key, so that a path means the same part whatever was added or moved before it. All functions are
pure: they return a new document and leave the given one alone.
"""

import copy
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from challenges.rules.base import HOLE, Hole
from challenges.rules.paths import joined
from challenges.rules.shapes import Json

Plain = dict[str, Any]
# Codes of languages; no part of the rules has only members of such short names that are all texts.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def at(document: Plain, path: str) -> Any:
    """Return the value at `path`, HOLE where a member on the way is absent. Raises KeyError for an item that is not there."""
    here: Any = document
    for step in _steps(path):
        if here is HOLE or here is None:
            return HOLE
        here = _item(here, step) if isinstance(here, list) else here.get(step, HOLE)
    return here


def address_of(document: Plain, path: str) -> str:
    """Return the address of what stands at `path`, such as `rules.rounds[1].title`; as far as it is there."""
    here: Any = document
    address = ""
    for step in _steps(path):
        if isinstance(here, list):
            index = next((number for number, item in enumerate(here) if item.get("key") == step), None)
            if index is None:
                break
            address, here = joined(address, index), here[index]
        else:
            address, here = joined(address, step), here.get(step, HOLE) if isinstance(here, dict) else HOLE
    return address


def with_value(document: Plain, path: str, value: Json | Hole) -> Plain:
    """Return the document with `value` at `path`; HOLE takes the member away. Absent objects on the way are made."""
    return _changed(document, _steps(path), lambda _old: copy.deepcopy(value))


def with_item(document: Plain, path: str, item: Plain) -> Plain:
    """Return the document with `item` at the end of the list at `path`, or in the place of the one with its key."""

    def put(old: Json) -> Json:
        items = list(_items(old))
        keys = [other.get("key") for other in items]
        if item["key"] in keys:
            items[keys.index(item["key"])] = copy.deepcopy(item)
        else:
            items.append(copy.deepcopy(item))
        return items

    return _changed(document, _steps(path), put)


def without_item(document: Plain, path: str) -> Plain:
    """Return the document without the item of a list that `path` names. Raises KeyError if it is not there."""
    owner, _slash, key = path.rpartition("/")
    _item(at(document, owner), key)
    return _changed(document, _steps(owner), lambda old: [item for item in _items(old) if item["key"] != key])


def with_moved_item(document: Plain, path: str, *, up: bool) -> Plain:
    """Return the document with an item one place up or down its list; at the end of the list nothing happens."""
    owner, _slash, key = path.rpartition("/")
    items = list(at(document, owner))
    here = items.index(_item(items, key))
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    return with_value(document, owner, items)


def in_languages(part: Plain, languages: Collection[str]) -> Plain:
    """Return plain rules in which texts have these languages alone; what has none of them keeps what it has."""
    return {name: _in_languages(member, languages) for name, member in part.items()}


def _in_languages(value: Json, languages: Collection[str]) -> Json:
    if isinstance(value, list):
        return [_in_languages(item, languages) for item in value]
    if not isinstance(value, dict):
        return value
    if value and all(_LANGUAGE.fullmatch(code) and isinstance(text, str) for code, text in value.items()):
        return {code: text for code, text in value.items() if code in languages} or value
    return in_languages(value, languages)


@dataclass(frozen=True)
class Conflict:
    """Two people changed one member to different values; `mine` stands in the merged document."""

    path: str
    theirs: Json | Hole
    mine: Json | Hole


def merged(base: Json | Hole, theirs: Json | Hole, mine: Json | Hole, path: str = "") -> tuple[Json | Hole, tuple[Conflict, ...]]:
    """Merge two changes of `base`, member by member and item by item; what only one side changed is taken from that side.

    Returns the merged value and a conflict for each member that both changed differently. Lists without keys are one value.
    """
    if mine in (theirs, base):
        return theirs, ()
    if theirs == base:
        return mine, ()
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return _merged_members(base if isinstance(base, dict) else {}, theirs, mine, path)
    if _is_keyed(theirs) and _is_keyed(mine):
        return _merged_items(base if _is_keyed(base) else [], theirs, mine, path)
    return mine, (Conflict(path, theirs, mine),)


def _merged_members(base: Plain, theirs: Plain, mine: Plain, path: str) -> tuple[Plain, tuple[Conflict, ...]]:
    found: Plain = {}
    conflicts: tuple[Conflict, ...] = ()
    for name in dict.fromkeys([*theirs, *mine]):
        value, more = merged(
            base.get(name, HOLE), theirs.get(name, HOLE), mine.get(name, HOLE), f"{path}/{name}" if path else name
        )
        conflicts += more
        if value is not HOLE:
            found[name] = value
    return found, conflicts


def _merged_items(
    base: list[Plain], theirs: list[Plain], mine: list[Plain], path: str
) -> tuple[list[Plain], tuple[Conflict, ...]]:
    """Merge lists of keyed items; the order is mine where I changed it, else theirs with my new items at the end."""
    old, their, own = (_by_key(items) for items in (base, theirs, mine))
    kept, conflicts = _merged_members(old, their, own, path)
    i_moved = [key for key in own if key in old] != [key for key in old if key in own]
    first, second = (own, their) if i_moved else (their, own)
    return [kept[key] for key in dict.fromkeys([*first, *second]) if key in kept], conflicts


def _by_key(items: list[Plain]) -> Plain:
    return {item["key"]: item for item in items}


def _is_keyed(value: Json | Hole) -> TypeGuard[list[Plain]]:
    return isinstance(value, list) and all(isinstance(item, dict) and "key" in item for item in value)


def _steps(path: str) -> list[str]:
    return path.split("/") if path else []


def _items(value: Json) -> list[Plain]:
    """Return the items of a list; none where it is absent. Raises TypeError for what is no list."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"No list: {value!r}")
    found: list[Plain] = [*value]
    return found


def _item(items: list[Plain], key: str) -> Plain:
    for item in items:
        if item.get("key") == key:
            return item
    raise KeyError(key)


def _changed(here: Json, steps: list[str], change: Callable[[Json], Json | Hole]) -> Any:
    """Return `here` with the value at the end of `steps` changed; everything beside the way is shared with the old one."""
    if not steps:
        return change(here)
    step, *rest = steps
    if isinstance(here, list):
        old = _item(_items(here), step)
        return [_changed(item, rest, change) if item is old else item for item in here]
    if here is not None and not isinstance(here, dict):
        raise TypeError(f"Nothing can stand at “{step}” in {here!r}")
    members: Mapping[str, Json] = here or {}
    value = _changed(members.get(step), rest, change)
    return {name: member for name, member in {**members, step: value}.items() if member is not HOLE}
