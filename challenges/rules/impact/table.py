"""The table of classes: one row for each member of each part. A part or a member without a row fails a test."""

from collections import ChainMap
from typing import Any

from challenges.rules import aggregation, intake, participation, scales, values
from challenges.rules.base import Part
from challenges.rules.impact import classes_of_entering, classes_of_judging
from challenges.rules.impact.rows import Row

TABLE = ChainMap(
    *(
        dict(rows)
        for rows in (
            classes_of_entering.EVERYWHERE,
            classes_of_entering.OF_THE_FRAME,
            classes_of_entering.OF_ENTRANTS,
            classes_of_entering.OF_ENTRIES,
            classes_of_judging.OF_ROUNDS,
            classes_of_judging.OF_JURIES,
            classes_of_judging.OF_MARKS,
            classes_of_judging.OF_ADVANCING,
            classes_of_judging.OF_REWARDS,
        )
    )
)
BY_KIND = classes_of_entering.BY_KIND

# Small parts without an identity of their own: the row of the member that holds them says what their change means.
VALUES = (
    values.Money,
    values.Span,
    values.InstantMoment,
    values.DayMoment,
    values.MonthMoment,
    values.WordedMoment,
    values.AnnouncedLater,
)

# Which member tells the items of a list apart, where they have no key.
IDENTITIES: dict[type[Part], str] = {
    aggregation.Share: "part",
    intake.Show: "round",
    participation.EntryAlone: "kind",
    participation.EntryAsGroup: "kind",
    participation.EntryRepresented: "kind",
    scales.Anchor: "at",
}


def identity(part: Part) -> str | None:
    """Return what tells a part from its siblings, None where nothing does."""
    found: Any = getattr(part, IDENTITIES.get(type(part), "key"), None)
    return found if isinstance(found, str) else None


def row_for(model: type[Part], member: str, kind: str = "") -> Row:
    """Return the row of a member of a class; a class inherits rows as it inherits members. Raises LookupError."""
    for ancestor in model.__mro__:
        for rows in (BY_KIND.get((ancestor, kind), {}), TABLE.get(ancestor, {})):
            if member in rows:
                return rows[member]
    raise LookupError(f"No class for changes of {model.__name__}.{member}")


def row_of(part: Part, member: str) -> Row:
    """Return the row of a member of a part. Raises LookupError."""
    return row_for(type(part), member, getattr(part, "kind", ""))
