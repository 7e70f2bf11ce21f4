"""The impact of a new document: its changes with class and consequence, in words of the active language and as plain JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from challenges.rules.base import HOLE
from challenges.rules.document import Document
from challenges.rules.impact.comparing import Difference, differences
from challenges.rules.impact.consequences import OUTCOMES, REASONS, Entries, outcome
from challenges.rules.impact.moments import Moment, upstream
from challenges.rules.impact.rows import Direction, Gravity, How
from challenges.rules.impact.scope import everything, touched
from challenges.rules.impact.telling import Compared, plain, sentence
from challenges.rules.impact.weighing import Case, Weighed, weighed


@dataclass(frozen=True)
class Change:
    """One change of the rules.

    path: the address by keys.
    before, after: plain JSON; HOLE where nothing stands.
    outcome: code of what follows; reason: code of why it is forbidden.
    direction: which way a value moved, "same" where only its printed words changed.
    rounds: keys of the rounds whose entries it concerns and can still be answered by their suppliers.
    reserved: key of the reservation of the rules that names such a change.
    completes: whether entries handed in may lack something now.
    compared: the documents, from which the words come.
    """

    path: str
    how: How
    before: Any = field(hash=False)
    after: Any = field(hash=False)
    gravity: Gravity
    outcome: str
    direction: Direction = ""
    rounds: tuple[str, ...] = ()
    reason: str = ""
    reserved: str = ""
    completes: bool = False
    compared: Compared | None = field(default=None, compare=False, repr=False)

    @property
    def place(self) -> str:
        """The place in words: Round “Concept” › criterion “Value” › weight."""
        return self._compared.place(self.path)

    @property
    def was(self) -> str:
        """What stood there, in words; "" where nothing did."""
        return "" if self.before is HOLE else self._value(is_new=False)

    @property
    def becomes(self) -> str:
        """What will stand there, in words; "" where nothing will."""
        return "" if self.after is HOLE else self._value(is_new=True)

    @property
    def sentence(self) -> str:
        """The change in one line."""
        return sentence(self.how, self.place, self.was, self.becomes)

    @property
    def consequence(self) -> str:
        """What follows for those who have entered, in one plain sentence."""
        return str(OUTCOMES[self.outcome])

    @property
    def why_forbidden(self) -> str:
        """Why it cannot be published; "" where it can."""
        return str(REASONS[self.reason]) if self.reason else ""

    @property
    def _compared(self) -> Compared:
        if self.compared is None:
            raise LookupError("A change tells itself only beside the documents that were compared.")
        return self.compared

    def _value(self, *, is_new: bool) -> str:
        return self._compared.value(self.path, is_new=is_new, in_short=self.how is How.MOVED)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON without words, to be frozen with the amendment; `before` and `after` are absent for nothing."""
        said: dict[str, Any] = {
            "path": self.path,
            "how": self.how.value,
            "class": self.gravity.value,
            "outcome": self.outcome,
            "direction": self.direction,
            "rounds": list(self.rounds),
            "reason": self.reason,
            "reserved": self.reserved,
            "completes": self.completes,
        }
        return said | {name: value for name, value in (("before", self.before), ("after", self.after)) if value is not HOLE}


def impact(old: Document, new: Document, *, moment: Moment, retired: Iterable[str] = ()) -> tuple[Change, ...]:
    """Return what changes from the rules in force to a new document, in the order of the document.

    `retired` are the addresses that `retired_keys` gives for all versions so far.
    """
    gone, compared = frozenset(retired), Compared(old, new)
    return tuple(_change(found, compared, moment, gone) for found in differences(old, new))


def _change(found: Difference, compared: Compared, moment: Moment, retired: frozenset[str]) -> Change:
    old, new = compared.old.document, compared.new.document
    rounds = touched(found, old, new)
    weight = weighed(Case(found, old, rounds, moment, retired))
    entered = _entered_for(found, rounds, old)
    return Change(
        path=found.path,
        how=found.how,
        before=plain(found.before),
        after=plain(found.after),
        gravity=weight.gravity,
        outcome=_outcome(weight, entered, moment),
        direction=weight.direction,
        rounds=tuple(key for key in entered if not moment.of(key).has_deadline_passed),
        reason=weight.reason,
        reserved=weight.reserved,
        completes=weight.completes,
        compared=compared,
    )


def _entered_for(found: Difference, rounds: tuple[str, ...], old: Document) -> tuple[str, ...]:
    """Return the rounds whose entries were made for what is touched: those before it too, but not for the form of a later one."""
    keys = set(rounds) if "intake" in found.steps else set(rounds).union(*(upstream(old, key) for key in rounds))
    return tuple(key for key in everything(old) if key in keys)


def _outcome(weight: Weighed, entered: tuple[str, ...], moment: Moment) -> str:
    facts = [moment.of(key) for key in entered]
    can_answer = any(each.deposits for each in facts if not each.has_deadline_passed)
    entries = Entries(any(each.drafts for each in facts), any(each.deposits for each in facts), can_answer)
    return outcome(weight.gravity, entries, completes=weight.completes)


def changes_of(frozen: Iterable[Mapping[str, Any]], old: Document, new: Document) -> tuple[Change, ...]:
    """Return frozen changes beside their documents, so that they can be told in any language."""
    compared = Compared(old, new)
    return tuple(_thawed(each, compared) for each in frozen)


def _thawed(said: Mapping[str, Any], compared: Compared) -> Change:
    return Change(
        path=said["path"],
        how=How(said["how"]),
        before=said.get("before", HOLE),
        after=said.get("after", HOLE),
        gravity=Gravity(said["class"]),
        outcome=said["outcome"],
        direction=said["direction"],
        rounds=tuple(said["rounds"]),
        reason=said["reason"],
        reserved=said["reserved"],
        completes=said["completes"],
        compared=compared,
    )
