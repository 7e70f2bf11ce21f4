"""What is said of a document: each finding has a code for machines, and place, reason and remedy in words for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from challenges.rules import naming
from challenges.rules.base import Words
from challenges.rules.shapes import Json


class Severity(StrEnum):
    """What follows from a finding."""

    BLOCKING = "blocking"  # the document cannot be used
    OPEN = "open"  # something is not said yet: a draft may be kept, but not submitted
    ADVISING = "advising"  # somebody should look


BLOCKING, OPEN, ADVISING = Severity.BLOCKING, Severity.OPEN, Severity.ADVISING


@dataclass(frozen=True)
class Code:
    """What a code means. Both texts may name parameters of the finding: `%(sum)s`."""

    severity: Severity
    reason: Words
    remedy: Words


CODES: dict[str, Code] = {}


def declare(codes: Mapping[str, Code]) -> None:
    """Make codes known. A module that finds something declares its codes; no code is declared twice."""
    if twice := CODES.keys() & codes.keys():
        raise ValueError(f"Codes declared twice: {sorted(twice)}")
    CODES.update(codes)


@dataclass(frozen=True)
class Finding:
    """One thing to say of a document.

    `path` is the address of the place, such as `rules.rounds[1].title`; "" is the whole. `params` hold plain JSON values.
    `within` is the data in which it was found, from which titles in the words of the place come.
    """

    code: str
    path: str = ""
    params: Mapping[str, Json] = field(default_factory=dict, hash=False)
    within: Json = field(default=None, compare=False, repr=False)

    @property
    def severity(self) -> Severity:
        """What follows from it."""
        return CODES[self.code].severity

    @property
    def place(self) -> str:
        """The place in words of the active language: Round 2 “Prototype” › Criterion 2 “Security” › scale › step."""
        return naming.in_words(self.path, self.within)

    @property
    def reason(self) -> str:
        """What is wrong, in the active language."""
        return self._filled(CODES[self.code].reason)

    @property
    def remedy(self) -> str:
        """A way to mend it, in the active language."""
        return self._filled(CODES[self.code].remedy)

    def _filled(self, template: Words) -> str:
        return str(template) % {name: naming.value_in_words(name, value) for name, value in self.params.items()}

    def as_json(self) -> dict[str, Json]:
        """Return everything about it as plain JSON, words in the active language."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "place": self.place,
            "reason": self.reason,
            "remedy": self.remedy,
            "params": dict(self.params),
        }
