"""What the table of classes is made of: classes, what a change may do to a value, and until when it is possible."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from challenges.rules.base import Hole, Part


class Gravity(StrEnum):
    """The class of a change, from the lightest to the gravest."""

    WORDS = "words"  # says the same in other words
    RELAXING = "relaxing"  # nobody who has entered is worse off
    ADDING = "adding"  # something comes that was not there
    BREAKING = "breaking"  # what entrants relied on is not so any more
    FORBIDDEN = "forbidden"  # cannot be published


class How(StrEnum):
    """What happened to a place of the document."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # the same items in another order
    FILLED = "filled"  # what was promised for later is announced
    REUSED = "reused"  # a key stands for another kind or another unit


class Bound(StrEnum):
    """What ends the time in which a change is possible."""

    FREE = "free"  # nothing
    DEADLINE = "deadline"  # the deadlines of all rounds it touches
    OPENING = "opening"  # the opening of a round it touches
    WINDOW_OPENS = "window_opens"  # the beginning of a window: until it opens
    WINDOW_CLOSES = "window_closes"  # the end of a window: later until it closes, earlier until it opens
    WINDOWS = "windows"  # a list of windows: none that has opened is taken away
    IDENTITY = "identity"  # it tells this competition from others and never changes
    MEANING = "meaning"  # it is what a key means and never changes


# What can stand in a document.
Value: TypeAlias = "Part | Hole | str | int | Mapping[str, Value] | tuple[Value, ...] | list[Value] | None"
Direction = Literal["up", "down", "same", ""]
Topic = Literal["dates", "jury", "purse", "awards", "parameters"]


@dataclass(frozen=True)
class Row:
    """The classes of what can happen to one member.

    changed: class of any change that the rest does not tell apart.
    up, down: class when a number, sum, span or moment grows or shrinks, a no becomes a yes or back, a list holds more or less, or
        a value moves along `order`; null stands where `none` says, and so does a list of nothing.
    added, removed, moved: classes for the items of a list; `added_required` for one that is required, `inserted` for one that is
        not the last.
    bound: what ends the time of such changes.
    topics: which reservations of the rules reach it.
    completes: whether entries handed in may lack something afterwards.
    is_whole: compared as one value, whatever it is made of.
    excluding_turns: up and down change places where the condition must not hold.
    currency_is_unit: another currency gives the key another meaning.
    is_sequence: what is added to a list must stand behind the rest.
    later_allowed: an owner that says `more_later` has reserved additions.
    """

    changed: Gravity
    up: Gravity | None = None
    down: Gravity | None = None
    order: tuple[Any, ...] = ()
    none: Literal["highest", "lowest", ""] = ""
    added: Gravity | None = None
    added_required: Gravity | None = None
    inserted: Gravity | None = None
    removed: Gravity | None = None
    moved: Gravity | None = None
    bound: Bound = Bound.DEADLINE
    topics: frozenset[Topic] = field(default_factory=lambda: frozenset({"parameters"}))
    completes: bool = False
    is_whole: bool = False
    excluding_turns: bool = False
    currency_is_unit: bool = False
    is_sequence: bool = False
    later_allowed: bool = False

    def of(self, how: How, direction: Direction) -> Gravity:
        """Return the class of what happened."""
        if how is How.CHANGED:
            by_direction = {"up": self.up, "down": self.down, "same": Gravity.WORDS}
            return by_direction.get(direction) or self.changed
        by_how = {How.ADDED: self.added, How.REMOVED: self.removed, How.MOVED: self.moved, How.FILLED: Gravity.ADDING}
        return by_how.get(how) or self.changed

    def about(self, *topics: Topic) -> "Row":
        """Return the row for members that these reservations reach."""
        return replace(self, topics=frozenset(topics))

    def until(self, bound: Bound) -> "Row":
        """Return the row with another end of its time."""
        return replace(self, bound=bound)

    def completing(self) -> "Row":
        """Return the row for members after whose change entries may lack something."""
        return replace(self, completes=True)

    def whole(self) -> "Row":
        """Return the row for members that are compared as one value."""
        return replace(self, is_whole=True)

    def turning(self) -> "Row":
        """Return the row for bounds of a condition, which work the other way round where it must not hold."""
        return replace(self, excluding_turns=True)
