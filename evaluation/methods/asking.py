"""What the rules leave to people."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

Who = Literal["jury", "authority", "official", "entrant", "draw", "nobody"]
# Addresses of parts that people enter: what one comes to for each entry, and the order that a jury agrees.
PART_NUMBER, AGREED_ORDER = "number/", "order/"
Wants = Literal["order", "choice", "number", "seed", "sums", "groups", "marks"]


@dataclass(frozen=True)
class Ask:
    """A question that the computation stopped at.

    `step` is its address, under which `Acts` holds the answer; `about` are the work codes concerned, of which at least and at
    most so many are chosen where a choice is wanted. `jury` is the key of the jury that is asked. `who` is "nobody" where the
    rules name none: such a question is a fault of the rules.
    """

    step: str
    who: Who
    about: tuple[str, ...]
    why: str | Promise
    wants: Wants = "choice"
    jury: str | None = None
    at_least: int = 0
    at_most: int | None = None

    @property
    def is_per_entry(self) -> bool:
        """Return whether each entry has an answer of its own: a sum, a group, marks, what a part comes to for it."""
        return self.wants in {"sums", "groups", "marks"} or self.step.startswith(PART_NUMBER)

    @property
    def is_partial(self) -> bool:
        """Return whether an order may leave entries out: they then have no place."""
        return self.step.startswith(AGREED_ORDER)

    def as_json(self) -> dict[str, Any]:
        """Return the question as plain data, its reason in the active language."""
        return {**vars(self), "about": list(self.about), "why": str(self.why)}


def is_needed(step: str, who: str) -> bool:
    """Return whether a ranking is not whole without an answer; a tie that is left to the jury may stay a tie for now."""
    return not (step.startswith("ties/") and who in {"jury", "nobody"})
