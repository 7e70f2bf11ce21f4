"""Within what entries are compared: the whole challenge, or one lot; all windows, or one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from challenges.rules.base import Scoped
from challenges.rules.document import Round, Rules
from challenges.rules.participation import Lot
from challenges.rules.rewards import RewardItem
from evaluation.methods.entries import Entry


@dataclass(frozen=True)
class Scope:
    """A lot, or None for the challenge as a whole; a window, or None for all. `parents`: of each lot the one it belongs to.

    An entry of a lot also is in the lot that its own belongs to, and a rule for a lot also holds in those that belong to it.
    """

    lot: str | None = None
    window: str | None = None
    parents: Mapping[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, lots: Iterable[Lot], lot: str | None = None, window: str | None = None) -> "Scope":
        """Return the scope among the lots of the rules."""
        return cls(lot, window, {each.key: each.within for each in lots})

    def has(self, entry: Entry) -> bool:
        """Return whether the entry is compared here."""
        if self.window is not None and entry.window != self.window:
            return False
        return self.lot is None or bool(self._lots_here(entry))

    def holds(self, rule: Scoped, entry: Entry) -> bool:
        """Return whether a rule holds for an entry that is compared here."""
        if not rule.lots:
            return True
        return any(lot in rule.lots or self.parents.get(lot) in rule.lots for lot in self._lots_here(entry))

    def address(self, step: str, key: str) -> str:
        """Return the address of a question: `ties/jury`, in a lot `ties/jury@energy`, in a window `ties/jury#w1`."""
        return f"{step}/{key}{self._suffix}"

    @cached_property
    def _suffix(self) -> str:
        return (f"@{self.lot}" if self.lot else "") + (f"#{self.window}" if self.window else "")

    def _lots_here(self, entry: Entry) -> tuple[str, ...]:
        if self.lot is None:
            return entry.lots
        return tuple(lot for lot in entry.lots if self.lot in (lot, self.parents.get(lot)))


EVERYTHING = Scope()


def key_of(step: str) -> str:
    """Return the key of the part, or rule, that an address names, without its scope."""
    return step.split("/", 1)[1].partition("@")[0].partition("#")[0]


def lot_of(step: str) -> str | None:
    """Return the lot that an address names; None where it is one of the challenge as a whole."""
    return step.partition("@")[2].partition("#")[0] or None


def scopes_of(item: RewardItem, lots: Iterable[str]) -> tuple[str | None, ...]:
    """Return the lots in whose rankings an item is given; None is the challenge as a whole.

    Given in each lot: in those it names, else in every lot. Given once: in the lot that it names, if it is one, else in
    the whole.
    """
    if item.per == "lot":
        return item.lots or tuple(lots)
    return item.lots if len(item.lots) == 1 else (None,)


def lots_that_count(rules: Rules, stage: Round) -> tuple[str | None, ...]:
    """Return the lots in which a round is ranked: where it advances, and where rewards look; None is the challenge as a whole.

    Where nothing follows from a round it is ranked in each lot; without lots as a whole.
    """
    lots = [lot.key for lot in rules.lots]
    found: list[str | None] = []
    if stage.advancing is not None:
        found += lots if stage.advancing.per == "lot" and lots else [None]
    for item in rules.rewards.items:
        if item.to.round == stage.key:
            found += scopes_of(item, lots) if lots else [None]
    return tuple(dict.fromkeys(found or lots or [None]))
