"""Within what entries are compared: the whole challenge, or one lot; all windows, or one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from challenges.rules.base import Scoped
from challenges.rules.participation import Lot
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
