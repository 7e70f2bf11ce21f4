"""How a part of the judging becomes one number per entry: entry by entry, across the entries, by ballots, by an order.

Each kind of aggregation has its class. `hear` looks at every entry alone; `numbers` then is asked once, knowing which entries are
still in, so that an entry that is out takes no place and no share from others.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

from challenges.rules.judging import JudgingPart
from challenges.rules.juries import Jury
from evaluation.methods.asking import Ask, Wants, Who
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.hearing import Heard, Hearing, Why
from evaluation.methods.kinds import Kinds
from evaluation.methods.scopes import EVERYTHING, Scope
from evaluation.methods.totals import Sheet, sheet_of

Rule = TypeVar("Rule")


@dataclass(frozen=True)
class Number:
    """What a part comes to for one entry.

    `points` are what ties by the total of points compare: what stands behind places. `places` are those of the jurors' orders.
    """

    value: Fraction
    points: Fraction
    places: tuple[Fraction, ...] = ()


@dataclass
class Setting:
    """What surrounds a part while it is computed; questions for people are collected in `asks`."""

    juries: Mapping[str, Jury] = field(default_factory=dict)
    acts: Acts = NO_ACTS
    scope: Scope = EVERYTHING
    asks: list[Ask] = field(default_factory=list)


class Aggregated(Generic[Rule]):
    """A part of the judging, as its kind of aggregation computes it.

    `waiting` are the entries that have no number until people answer; what else has none is out, for the reason `without_number`.
    """

    # Whether fewer is better: places, not points.
    counts_places = False
    # Whether an entry's number depends on other entries.
    looks_across = False
    without_number: Why = "not_scored"

    def __init__(self, part: JudgingPart, aggregation: Rule, setting: Setting) -> None:
        self.part, self.aggregation, self.setting = part, aggregation, setting
        self.hearing = Hearing(part, getattr(aggregation, "over_jurors", None))
        self.waiting: set[str] = set()

    def hear(self, entry: Entry) -> Heard:
        """Return what the part's cards say about the entry, or the marks that the jury agreed in session."""
        agreed = self.setting.acts.marks.get(self.address("marks"), {}).get(entry.work_code)
        return self.hearing.hear(entry) if agreed is None else self.hearing.agreed(entry, agreed)

    def numbers(self, heard: Mapping[str, Heard], is_in: Container[str]) -> dict[str, Number]:
        """Return the part's number by work code, without those that have none. Entries outside `is_in` are out already."""
        raise NotImplementedError

    def most(self) -> Fraction | None:
        """Return the greatest number that the part can come to, without a bonus; None where there is no such number."""
        return None

    def ask(
        self, step: str, about: Iterable[str], why: str | Promise, *, wants: Wants = "choice", who: Who | None = None
    ) -> None:
        """Leave a question to `who`, by default to those who judge the part."""
        codes = tuple(sorted(about))
        self.waiting.update(codes)
        jury = self.setting.juries.get(self.part.jury)
        asked: Who = who or ("jury" if jury is None or jury.kind == "panel" else "official")
        jury_key = self.part.jury if asked == "jury" else None
        self.setting.asks.append(Ask(self.address(step), asked, codes, why, wants, jury_key))

    def address(self, step: str) -> str:
        """Return the address of a question about this part."""
        return self.setting.scope.address(step, self.part.key)

    @property
    def whole_sheet(self) -> Sheet:
        """Return what is marked of an entry to which every criterion applies."""
        return sheet_of(self.part, frozenset(each.key for each in self.part.criteria))


AGGREGATIONS: Kinds[Callable[[JudgingPart, Any, Setting], Aggregated[Any]]] = Kinds()
