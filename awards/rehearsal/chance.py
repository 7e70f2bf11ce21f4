"""Chance with a seed: each draw is named, so that none depends on how many were made before it or in which order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
_WHOLE = 2**64


@dataclass(frozen=True)
class Chance:
    """Draws that are the same on every machine. `names` say what is drawn, such as a juror, an entry and a criterion."""

    seed: int

    def share(self, *names: str | int) -> float:
        """Return a number from 0 up to 1, without 1."""
        text = "\x1f".join(map(str, (self.seed, *names)))
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) / _WHOLE

    def number(self, least: int, most: int, *names: str | int) -> int:
        """Return a whole number between two others, both of them included."""
        return least + int(self.share(*names) * (most - least + 1))

    def pick(self, options: Sequence[Item], *names: str | int) -> Item:
        """Return one of the options."""
        return options[int(self.share(*names) * len(options))]

    def happens(self, share: float, *names: str | int) -> bool:
        """Return whether something happens that happens in this share of all cases."""
        return self.share(*names) < share

    def shuffled(self, options: Sequence[str], *names: str | int) -> list[str]:
        """Return the options in an order by chance, which does not depend on the order in which they are given."""
        return sorted(options, key=lambda option: (self.share(*names, option), option))
