"""What the impact of a change depends on beside the documents: what has opened, closed, been seen, decided and entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from challenges.rules.document import Document, Round
from challenges.rules.impact.measuring import bounds
from challenges.rules.impact.rows import Value
from challenges.rules.values import EntryWindow


@dataclass(frozen=True)
class RoundFacts:
    """What is true of one round.

    opened_windows, closed_windows: keys of its windows for entries, those of the joint call among them.
    has_deadline_passed: nobody may change what entries were made for; of a round without entries of its own, that this holds of
        the rounds it follows.
    is_mark_seen: somebody besides its author has seen a mark.
    drafts, deposits: how many entries are begun, how many handed in.
    """

    has_opened: bool = False
    has_deadline_passed: bool = False
    is_mark_seen: bool = False
    is_decided: bool = False
    drafts: int = 0
    deposits: int = 0
    opened_windows: frozenset[str] = frozenset()
    closed_windows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Moment:
    """What is true now, by the key of the round; `at` is an aware datetime, None where time plays no part."""

    rounds: Mapping[str, RoundFacts] = field(default_factory=dict, hash=False)
    at: datetime | None = None

    def of(self, round_key: str) -> RoundFacts:
        """Return the facts of a round; of one that is not known, that nothing has happened."""
        return self.rounds.get(round_key, RoundFacts())

    def has_begun(self, moment: Value, zone: str) -> bool:
        """Return whether a moment of the document has come; False where only words are known of it."""
        found = bounds(moment, zone)
        return self.at is not None and found is not None and found[0] <= self.at

    def has_passed(self, moment: Value, zone: str) -> bool:
        """Return whether a moment of the document lies behind: what arrives at this very second is still in time."""
        found = bounds(moment, zone)
        return self.at is not None and found is not None and found[1] < self.at


def moment_at(document: Document, at: datetime, known: Mapping[str, RoundFacts] | None = None) -> Moment:
    """Return the facts at an instant: windows and deadlines follow from the document, everything else is taken from `known`.

    The deadline of a round is that of its last window, where windows are judged together that of the first; where entries are
    judged one by one as they come, the first mark that is seen ends it too.
    """
    bare, facts = Moment(at=at), dict(known or {})
    for stage in document.rules.rounds or ():
        mine = _of_windows(document, stage, bare, facts.get(stage.key, RoundFacts()))
        facts[stage.key] = mine
    for stage in document.rules.rounds or ():
        if not windows_of(document, stage):
            before = [facts[key] for key in upstream(document, stage.key) if windows_of(document, document.rules.round(key))]
            passed = bool(before) and all(each.has_deadline_passed for each in before)
            facts[stage.key] = replace(facts[stage.key], has_deadline_passed=passed)
    return Moment(facts, at)


def _of_windows(document: Document, stage: Round, moment: Moment, facts: RoundFacts) -> RoundFacts:
    windows, zone = windows_of(document, stage), document.rules.zone
    opened = frozenset(window.key for window in windows if moment.has_begun(window.opens, zone))
    closed = frozenset(window.key for window in windows if moment.has_passed(window.closes, zone))
    judged = stage.judging.windows if stage.judging else "each"
    passed = bool(closed) and (judged == "together" or len(closed) == len(windows))
    passed = passed or (judged == "one_by_one" and facts.is_mark_seen)
    return replace(facts, has_opened=bool(opened), has_deadline_passed=passed, opened_windows=opened, closed_windows=closed)


def windows_of(document: Document, stage: Round) -> tuple[EntryWindow, ...]:
    """Return the windows in which entries of a round are handed in, those it shares with a joint call among them."""
    if not stage.intake:
        return ()
    shared = (document.call.windows if document.call else ()) or ()
    named = stage.intake.call_windows or ()
    return (*(stage.intake.windows or ()), *(window for window in shared if window.key in named))


def upstream(document: Document, round_key: str) -> frozenset[str]:
    """Return the keys of all rounds from which entries may come to this one."""
    follows = {stage.key: stage.follows or () for stage in document.rules.rounds or ()}
    found: set[str] = set()
    waiting = list(follows.get(round_key, ()))
    while waiting:
        key = waiting.pop()
        if key in follows and key not in found:
            found.add(key)
            waiting += follows[key]
    return frozenset(found)
