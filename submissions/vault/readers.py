"""How somebody may read an entry: the one answer on which every route stands."""

from collections.abc import Callable
from enum import Enum

from django.core.exceptions import PermissionDenied

from accounts.models import Visitor
from core.permissions import may
from submissions.models import Entry
from submissions.permissions import is_opened


class Reading(Enum):
    """How somebody may read an entry, and which envelopes of it."""

    OWN = "own"
    NAMED = "named"
    # Officials while the entry has no name for them.
    NEUTRAL = "neutral"
    # The jury.
    WORK = "work"

    @property
    def is_neutral(self) -> bool:
        return self in {Reading.NEUTRAL, Reading.WORK}

    @property
    def envelopes(self) -> set[str]:
        """Return what of an entry is read; the price is not kept apart from officials, as there is no opening of prices."""
        if self is Reading.WORK:
            return {"content"}
        return {"content", "price"} if self is Reading.NEUTRAL else {"content", "price", "identity"}


ReaderRule = Callable[[Visitor, Entry], bool]
_reader_rules: list[ReaderRule] = []


def admit_readers(rule: ReaderRule) -> ReaderRule:
    """Let `rule(user, entry)` say who else reads the work of an opened entry, without names; usable as a decorator."""
    if rule not in _reader_rules:
        _reader_rules.append(rule)
    return rule


def reading(entry: Entry, user: Visitor) -> Reading | None:
    """Return how `user` may read `entry` now; None: not at all."""
    if may(user, "submissions.view_proposal", entry):
        return Reading.OWN
    if not is_opened(user, entry):
        return None
    if may(user, "submissions.view_entry", entry):
        return Reading.NAMED if may(user, "submissions.view_identity", entry) else Reading.NEUTRAL
    return Reading.WORK if any(rule(user, entry) for rule in _reader_rules) else None


def demand_reading(entry: Entry, user: Visitor) -> Reading:
    """Return how `user` may read `entry` now. Raises PermissionDenied: not at all."""
    way = reading(entry, user)
    if way is None:
        raise PermissionDenied
    return way
