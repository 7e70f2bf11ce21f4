"""The class of a difference: what the table says, what the moment forbids, and what the rules themselves reserved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from challenges.rules.base import HOLE
from challenges.rules.document import Document
from challenges.rules.impact.comparing import Difference, Item
from challenges.rules.impact.measuring import direction
from challenges.rules.impact.moments import Moment, RoundFacts
from challenges.rules.impact.rows import Bound, Direction, Gravity, How, Row, Topic, Value
from challenges.rules.impact.table import row_of
from challenges.rules.law import ReservedChange
from challenges.rules.participation import Condition
from challenges.rules.values import Money

# Reasons that no reservation of the rules lifts.
LASTING = frozenset({"identity", "key_reused", "key_retired", "decided", "announced_too_late"})
_OPPOSITE: dict[Direction, Direction] = {"up": "down", "down": "up"}


@dataclass(frozen=True)
class Weighed:
    """A class with the reason (a code) why it is forbidden, and the key of the reservation that allows it all the same."""

    gravity: Gravity
    direction: Direction
    reason: str = ""
    reserved: str = ""
    completes: bool = False


@dataclass(frozen=True)
class Case:
    """A difference with everything that decides its class."""

    found: Difference
    old: Document
    rounds: tuple[str, ...]
    moment: Moment
    retired: frozenset[str]

    @property
    def row(self) -> Row:
        """The row of the member."""
        return row_of(self.found.owner, self.found.member)

    @property
    def zone(self) -> str:
        """The zone in which days are meant."""
        return self.old.rules.zone or "UTC"

    def any_round(self, is_so: Callable[[RoundFacts], bool]) -> bool:
        """Return whether something holds of a round that is touched."""
        return any(is_so(self.moment.of(key)) for key in self.rounds)

    def every_round(self, is_so: Callable[[RoundFacts], bool]) -> bool:
        """Return whether something holds of all rounds that are touched, of which there is one at least."""
        return bool(self.rounds) and all(is_so(self.moment.of(key)) for key in self.rounds)


def weighed(case: Case) -> Weighed:
    """Return the class of a difference."""
    found, row = case.found, case.row
    way: Direction = direction(found.before, found.after, row, case.zone) if found.how is How.CHANGED else ""
    plain = _plain(case, way)
    completes = row.completes and plain in (Gravity.ADDING, Gravity.BREAKING)
    reason = _reason(case, way, plain)
    reserved = _reserved(case, way) if reason not in LASTING and (reason or plain is Gravity.BREAKING) else ""
    if reason and not reserved:
        return Weighed(Gravity.FORBIDDEN, way, reason)
    return Weighed(plain, way, reserved=reserved, completes=completes)


def _plain(case: Case, way: Direction) -> Gravity:
    """Return the class that holds while nothing forbids."""
    found, row = case.found, case.row
    if found.how is How.ADDED and row.added_required and getattr(found.after, "required", False) is True:
        return row.added_required
    if found.how is How.ADDED and row.inserted and not found.is_last:
        return row.inserted
    if row.excluding_turns and getattr(found.owner, "effect", "") == "exclude":
        way = _OPPOSITE.get(way, way)
    gravity = row.of(found.how, way)
    among_rivals = isinstance(found.owner, Condition) and "participation" not in found.steps
    return Gravity.BREAKING if among_rivals and gravity is Gravity.RELAXING else gravity


def _reason(case: Case, way: Direction, plain: Gravity) -> str:
    """Return the code of the reason why a difference cannot be published; "" if it can."""
    found, row = case.found, case.row
    if _is_reused(found, row):
        return "key_reused"
    if found.how is How.ADDED and found.path in case.retired:
        return "key_retired"
    if row.bound is Bound.IDENTITY:
        return "identity"
    if found.how is How.FILLED:
        return "announced_too_late" if case.any_round(lambda facts: facts.is_mark_seen) else ""
    return "" if row.bound is Bound.FREE or way == "same" else _too_late(case, way, plain)


def _too_late(case: Case, way: Direction, plain: Gravity) -> str:
    if plain is not Gravity.WORDS and case.every_round(lambda facts: facts.is_decided):
        return "decided"
    return _ENDS[case.row.bound](case, way)


def _is_reused(found: Difference, row: Row) -> bool:
    if row.bound is Bound.MEANING or found.how is How.REUSED:
        return True
    both = found.before, found.after
    return row.currency_is_unit and all(isinstance(sum_, Money) for sum_ in both) and both[0].currency != both[1].currency


def _after_deadline(case: Case, _way: Direction) -> str:
    if not case.every_round(lambda facts: facts.has_deadline_passed) or _is_announced_addition(case):
        return ""
    return "judging_after_deadline" if "judging" in case.found.steps else "after_deadline"


def _is_announced_addition(case: Case) -> bool:
    is_allowed = case.row.later_allowed and getattr(case.found.owner, "more_later", False) is True
    return is_allowed and case.found.how is How.ADDED


def _after_opening(case: Case, way: Direction) -> str:
    if case.found.how is How.MOVED:
        return ""
    if case.found.how is How.ADDED:
        return _after_deadline(case, way)
    return "after_opening" if case.any_round(lambda facts: facts.has_opened or facts.has_deadline_passed) else ""


def _opens_after_opening(case: Case, _way: Direction) -> str:
    return "window_has_opened" if _window(case)[0] else ""


def _closes(case: Case, way: Direction) -> str:
    has_opened, has_closed = _window(case)
    if has_closed or case.moment.has_passed(case.found.before, case.zone):
        return "window_has_closed"
    return "deadline_earlier" if has_opened and way != "up" else ""


def _windows(case: Case, _way: Direction) -> str:
    found = case.found
    if found.how is How.REMOVED:
        return "window_removed" if _window(case)[0] else ""
    return _after_deadline(case, "") if found.how is How.ADDED else ""


def _window(case: Case) -> tuple[bool, bool]:
    """Return whether the window of the difference has opened, and whether it has closed."""
    found = case.found
    key = next((step.key for step in reversed(found.steps) if isinstance(step, Item)), "")
    if "windows" in found.steps:
        return (
            case.any_round(lambda facts: key in facts.opened_windows),
            case.any_round(lambda facts: key in facts.closed_windows),
        )
    window: Any = found.owner if found.how is How.CHANGED else found.before
    opens, closes = getattr(window, "opens", HOLE), getattr(window, "closes", HOLE)
    return case.moment.has_begun(opens, case.zone), case.moment.has_passed(closes, case.zone)


_ENDS: dict[Bound, Callable[[Case, Direction], str]] = {
    Bound.DEADLINE: _after_deadline,
    Bound.OPENING: _after_opening,
    Bound.WINDOW_OPENS: _opens_after_opening,
    Bound.WINDOW_CLOSES: _closes,
    Bound.WINDOWS: _windows,
}


def _reserved(case: Case, way: Direction) -> str:
    """Return the key of a reservation in force that names this change; "" if there is none."""
    found = (each for each in case.old.rules.reserved_changes or () if _reaches(each, case, way))
    return next((each.key for each in found), "")


def _reaches(reservation: ReservedChange, case: Case, way: Direction) -> bool:
    topics: frozenset[Topic] = case.row.topics
    way = {How.ADDED: "up", How.REMOVED: "down"}.get(case.found.how, way)  # type: ignore[assignment]
    if reservation.kind not in topics or reservation.direction not in ("any", way):
        return False
    return reservation.until is None or _is_before(reservation.until, case)


def _is_before(until: Value, case: Case) -> bool:
    """Return whether the time of a reservation has not ended; one that is told in words alone counts as ended."""
    return getattr(until, "kind", "words") != "words" and not case.moment.has_passed(until, case.zone)
