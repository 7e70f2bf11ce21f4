"""Shapes of rows that many members share."""

from typing import Any, Literal

from challenges.rules.impact.rows import Bound, Gravity, Row

WORDS, RELAXING, ADDING, BREAKING = Gravity.WORDS, Gravity.RELAXING, Gravity.ADDING, Gravity.BREAKING

# Any change takes away what entrants relied on.
FIRM = Row(BREAKING)
# It says nothing that binds.
SAID = Row(WORDS, bound=Bound.FREE)
# It says nothing that binds, but is part of what nobody touches after the deadline.
HEADING = Row(WORDS)
MEANING = Row(BREAKING, bound=Bound.MEANING)
IDENTITY = Row(BREAKING, bound=Bound.IDENTITY)

End = Literal["highest", "lowest", ""]


def more_is_better(none: End = "") -> Row:
    """Return the row of what entrants like to grow: a maximum, a sum, a number of places, a choice."""
    return Row(BREAKING, up=RELAXING, down=BREAKING, none=none)


def less_is_better(none: End = "") -> Row:
    """Return the row of what entrants like to shrink: a minimum, a burden, a power of the authority."""
    return Row(BREAKING, up=BREAKING, down=RELAXING, none=none)


def better_along(*order: Any) -> Row:
    """Return the row of a value that entrants like better the later it stands in `order`."""
    return Row(BREAKING, up=RELAXING, down=BREAKING, order=order)


def items(added: Gravity, removed: Gravity, moved: Gravity, **further: Any) -> Row:
    """Return the row of a list."""
    return Row(BREAKING, added=added, removed=removed, moved=moved, **further)


# Lists of which every item takes something away, gives something, or says something.
DEMANDS = items(BREAKING, RELAXING, WORDS)
PARTS = items(BREAKING, BREAKING, WORDS)
PRECEDENCE = items(BREAKING, BREAKING, BREAKING)
HEADINGS = Row(WORDS, added=WORDS, removed=WORDS, moved=WORDS)

AT_LEAST = less_is_better("lowest")
AT_MOST = more_is_better("highest")
