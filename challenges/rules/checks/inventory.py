"""What there is in a document, by key: which keys a member may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from challenges.rules.base import HOLE, Hole, Keyed, silent
from challenges.rules.document import CallRules, Document, Round, Rules
from challenges.rules.intake import Intake
from challenges.rules.judging import Judging
from challenges.rules.rewards import Rewards

List = tuple[Keyed, ...] | Hole | None


@dataclass(frozen=True)
class Known:
    """Parts by key. `is_open`: a part of the list is not said, so that any name may be among them."""

    parts: Mapping[str, Keyed]
    is_open: bool = False

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each part in its list."""
        return {key: index for index, key in enumerate(self.parts)}

    def may_have(self, key: str) -> bool:
        """Return whether a part may have this key."""
        return self.is_open or key in self.parts


def known(*lists: List) -> Known:
    """Return the parts of one or several lists by key; a list that is null has none."""
    parts = [part for found in lists for part in (found or ())]
    is_open = HOLE in lists or any(silent(part.key) for part in parts)
    return Known({part.key: part for part in parts if not silent(part.key)}, is_open)


class Inventory:
    """What there is in one document. As everywhere, a part may be a hole, which is falsy."""

    def __init__(self, document: Document) -> None:
        """Take what is in `document`."""
        self.document = document
        self._lists: dict[int, Known] = {}
        self._before: dict[str, frozenset[str]] = {}

    def of(self, parts: List) -> Known:
        """Return the parts of one list of the document by key."""
        # The list is as old as the document, so that its number stands for it.
        if id(parts) not in self._lists:
            self._lists[id(parts)] = known(parts)
        return self._lists[id(parts)]

    @property
    def rules(self) -> Rules:
        """The rules."""
        return self.document.rules

    @property
    def call(self) -> CallRules | Hole | None:
        """What a joint call shares."""
        return self.document.call

    @cached_property
    def rounds(self) -> Known:
        """Rounds."""
        return known(self.rules.rounds if self.rules else HOLE)

    @cached_property
    def juries(self) -> Known:
        """Everybody who judges."""
        return known(self.rules.juries if self.rules else HOLE)

    @cached_property
    def lots(self) -> Known:
        """Lots."""
        return known(self.rules.lots if self.rules else HOLE)

    @cached_property
    def rewards(self) -> Rewards | Hole:
        """All that is given."""
        return self.rules.rewards if self.rules else HOLE

    @cached_property
    def items(self) -> Known:
        """Rewards by key."""
        return known(self.rewards.items if self.rewards else HOLE)

    @cached_property
    def pools(self) -> Known:
        """Pools of the challenge and of its call."""
        return known(
            self.rewards.pools if self.rewards else HOLE, self.call.pools if isinstance(self.call, CallRules) else self.call
        )

    @cached_property
    def call_windows(self) -> Known:
        """Windows that the call shares."""
        return known(self.call.windows if isinstance(self.call, CallRules) else self.call)

    @cached_property
    def intakes(self) -> tuple[Intake | Hole | None, ...]:
        """What is handed in, round by round."""
        return tuple(part.intake for part in self.rounds.parts.values() if isinstance(part, Round))

    @cached_property
    def questions(self) -> Known:
        """Questions of all forms."""
        return self._of_rounds(known(*(intake.questions if isinstance(intake, Intake) else intake for intake in self.intakes)))

    @cached_property
    def judgings(self) -> tuple[Judging | Hole | None, ...]:
        """How it is judged, round by round."""
        return tuple(part.judging for part in self.rounds.parts.values() if isinstance(part, Round))

    @cached_property
    def criteria(self) -> Known:
        """Criteria of all rounds."""
        lists = [judging.parts if isinstance(judging, Judging) else judging for judging in self.judgings]
        parts = known(*lists)
        criteria = known(*(part.criteria for found in lists for part in (found or ())))
        return self._of_rounds(Known(criteria.parts, criteria.is_open or parts.is_open))

    def _of_rounds(self, found: Known) -> Known:
        return Known(found.parts, found.is_open or self.rounds.is_open)

    def round(self, key: str | Hole) -> Round | None:
        """Return the round with this key."""
        part = self.rounds.parts.get(key) if isinstance(key, str) else None
        return part if isinstance(part, Round) else None

    def before(self, key: str) -> frozenset[str]:
        """Return the rounds from which entries come to this one, over any number of steps; itself too, if they go in a circle."""
        if key not in self._before:
            found: set[str] = set()
            waiting = [key]
            while waiting:
                part = self.round(waiting.pop())
                leads = part.follows if part else ()
                fresh = {lead for lead in (leads or ()) if lead in self.rounds.parts} - found
                found |= fresh
                waiting += fresh
            self._before[key] = frozenset(found)
        return self._before[key]
