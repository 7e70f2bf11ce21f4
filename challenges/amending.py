"""What the apps above have to do with an amendment: what was entered and seen so far, and whom they tell of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from challenges.lifecycle import Change, Competition


@dataclass(frozen=True)
class Known:
    """What is known of a round: how many entries are begun, how many handed in, and whether a mark was given."""

    drafts: int = 0
    deposits: int = 0
    is_mark_seen: bool = False

    def __add__(self, other: "Known") -> "Known":
        """Return what two apps, or two windows of one round, know together."""
        return Known(self.drafts + other.drafts, self.deposits + other.deposits, self.is_mark_seen or other.is_mark_seen)


Source = Callable[[Any], Iterable[tuple[str, Known]]]
Teller = Callable[[Any], None]
_sources: list[Source] = []
_tellers: list[Teller] = []


def count(source: Source) -> Source:
    """Add `source(challenge)`, which yields keys of rounds with what is known of each; usable as a decorator."""
    _sources.append(source)
    return source


def tell(teller: Teller) -> Teller:
    """Add `teller(amendment)`, which writes to those whom a published amendment concerns, in its transaction."""
    _tellers.append(teller)
    return teller


def known(challenge: Competition) -> dict[str, Known]:
    """Return what is known of the rounds of `challenge` by their keys; a round of which nothing is known is left out."""
    found: dict[str, Known] = {}
    for source in _sources:
        for key, each in source(challenge):
            found[key] = found.get(key, Known()) + each
    return found


def tell_all(amendment: Change) -> None:
    """Let every app tell those whom a published amendment concerns."""
    for teller in _tellers:
        teller(amendment)
