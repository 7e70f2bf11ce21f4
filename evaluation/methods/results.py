"""The result of a ranking: where each entry stands, by which numbers, and which ties were met."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from challenges.rules.aggregation import Shown
from evaluation.methods.aggregating import Number
from evaluation.methods.asking import Ask
from evaluation.methods.hearing import Heard, Out
from evaluation.methods.numbers import exact, shown_text


@dataclass(frozen=True)
class PartResult:
    """What one part says of one entry.

    `added` is what its number adds to the total.
    `heard` is None where an act entered the number. `shown` is how the rules print the number.
    """

    key: str
    heard: Heard | None
    number: Number | None
    added: Fraction | None = None
    shown: Shown | None = None

    @property
    def value(self) -> Fraction | None:
        """Return the part's number, if it has one."""
        return None if self.number is None else self.number.value

    @property
    def criteria(self) -> Mapping[str, Fraction]:
        """Return the jury's value by criterion."""
        return {} if self.heard is None else self.heard.values

    def as_json(self) -> dict[str, Any]:
        """Return the part as published: numbers as text, shown and exact."""
        return {
            "part": self.key,
            "scorecards": 0 if self.heard is None else len(self.heard.jurors),
            "value": shown_text(self.value, self.shown),
            "value_exact": exact(self.value),
            "added_exact": exact(self.added),
            "is_by_act": self.heard is None,
            "criteria": {key: {"value": shown_text(mark), "exact": exact(mark)} for key, mark in self.criteria.items()},
        }


@dataclass(frozen=True)
class Standing:
    """Where one entry stands within one scope.

    `out` says why it has no rank. Without it, an entry has no rank where people must answer first, or where entries are judged
    one by one as they come. `is_shared` tells that others have the same rank.
    """

    work_code: str
    arrival: int
    lot: str | None
    total: Fraction | None
    parts: tuple[PartResult, ...]
    out: Out | None = None
    rank: int | None = None
    is_shared: bool = False

    @property
    def is_in(self) -> bool:
        """Return whether nothing has put the entry out."""
        return self.out is None

    @property
    def points(self) -> Fraction:
        """Return the total of points behind the parts' numbers."""
        return sum((part.number.points for part in self.parts if part.number is not None), Fraction())

    def value_of(self, part: str, criterion: str) -> Fraction | None:
        """Return the jury's value in one criterion; None where it has none."""
        return next((each.criteria.get(criterion) for each in self.parts if each.key == part), None)

    def as_json(self, shown: Shown | None = None) -> dict[str, Any]:
        """Return the standing as published: numbers as text, shown and exact."""
        return {
            "work_code": self.work_code,
            "arrival": self.arrival,
            "lot": self.lot,
            "rank": self.rank,
            "is_shared": self.is_shared,
            "total": shown_text(self.total, shown),
            "total_exact": exact(self.total),
            "parts": [part.as_json() for part in self.parts],
            "out": None if self.out is None else self.out.as_json(),
        }


@dataclass(frozen=True)
class Split:
    """One rule of ties at work: it told a group of equal entries apart into these groups, the better first."""

    rule: str
    kind: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Tie:
    """Entries with equal totals, the rules that told them apart, and the groups that still share a rank."""

    work_codes: tuple[str, ...]
    splits: tuple[Split, ...]
    remaining: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the tie as published."""
        return {
            "work_codes": list(self.work_codes),
            "splits": [
                {"rule": split.rule, "kind": split.kind, "groups": [list(group) for group in split.groups]}
                for split in self.splits
            ],
            "remaining": [list(group) for group in self.remaining],
        }


@dataclass(frozen=True)
class Ranking:
    """The standings of one scope, best first, then those without a rank, then those that are out; each entry once.

    `methods` name what computed them, with the version of each. `is_rolling` tells that entries are judged one by one: none has a
    rank, and who came first stands first. `fewer_is_better`: totals are places. `most` is the greatest total without a bonus,
    None where there is no such number.
    """

    lot: str | None
    window: str | None
    standings: tuple[Standing, ...]
    ties: tuple[Tie, ...] = ()
    asks: tuple[Ask, ...] = ()
    methods: tuple[str, ...] = ()
    shown: Shown | None = None
    is_rolling: bool = False
    is_judged: bool = True
    fewer_is_better: bool = False
    most: Fraction | None = None
    _by_code: dict[str, Standing] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {standing.work_code: standing for standing in self.standings})

    def of(self, work_code: str) -> Standing:
        """Return the standing of one entry."""
        return self._by_code[work_code]

    @property
    def nobody_passed(self) -> bool:
        """Return whether nothing is left: a proper outcome."""
        return not any(standing.is_in for standing in self.standings)

    def as_json(self) -> dict[str, Any]:
        """Return the ranking as published; the words of the questions in the active language."""
        return {
            "lot": self.lot,
            "window": self.window,
            "methods": list(self.methods),
            "is_rolling": self.is_rolling,
            "entries": [standing.as_json(self.shown) for standing in self.standings],
            "ties": [tie.as_json() for tie in self.ties],
            "asks": [ask.as_json() for ask in self.asks],
            "nobody_passed": self.nobody_passed,
        }
