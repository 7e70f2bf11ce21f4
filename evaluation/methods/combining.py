"""How the numbers of several parts become one."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from challenges.rules.aggregation import Combine, PercentNormalise, RankNormalise, SharesCombine, SumCombine
from evaluation.methods.aggregating import Aggregated
from evaluation.methods.kinds import Kinds
from evaluation.methods.refusals import UndefinedError


@dataclass(frozen=True)
class Column:
    """The numbers of one part, of all entries that are in."""

    part: Aggregated[Any]
    numbers: Sequence[Fraction]

    @cached_property
    def ordered(self) -> list[Fraction]:
        """Return the numbers, the smallest first."""
        return sorted(self.numbers)

    def ahead(self, number: Fraction) -> int:
        """Return how many are better."""
        if self.part.counts_places:
            return bisect_left(self.ordered, number)
        return len(self.ordered) - bisect_right(self.ordered, number)

    def equal(self, number: Fraction) -> int:
        """Return how many have this number."""
        return bisect_right(self.ordered, number) - bisect_left(self.ordered, number)


Added = dict[str, Fraction]
# (rule, numbers by part of one entry, columns by part) -> what each part adds to the entry's total.
COMBINE: Kinds[Callable[[Any, Mapping[str, Fraction], Mapping[str, Column]], Added]] = Kinds()
# (rule, number, its column) -> a fraction of 1.
NORMALISE: Kinds[Callable[[Any, Fraction, Column], Fraction]] = Kinds()


def combined(combine: Combine | None, numbers: Mapping[str, Fraction], columns: Mapping[str, Column]) -> Added:
    """Return what each part adds to the total of one entry; where nothing is combined, the number of the part is the total."""
    if combine is None:
        return dict(numbers)
    return COMBINE[combine.kind](combine, numbers, columns)


@COMBINE.carries_out("sum")
def as_sum(_rule: SumCombine, numbers: Mapping[str, Fraction], columns: Mapping[str, Column]) -> Added:
    """Add numbers as they are.

    Raises:
        UndefinedError: one of them is a place.
    """
    if any(columns[part].part.counts_places for part in numbers):
        raise UndefinedError(_("Places are not added to points: each part needs a share by the worth of its places."))
    return dict(numbers)


@COMBINE.carries_out("shares")
def by_shares(rule: SharesCombine, numbers: Mapping[str, Fraction], columns: Mapping[str, Column]) -> Added:
    """Each part by its share of 100; the share of a part that does not hold for the entry's lot falls to the others."""
    shares = {share.part: share for share in rule.shares if share.part in numbers}
    whole = sum((Fraction(share.share) for share in shares.values()), Fraction())
    return {
        part: 100 * Fraction(share.share) / whole * NORMALISE[share.normalise.kind](share.normalise, numbers[part], columns[part])
        for part, share in shares.items()
    }


@NORMALISE.carries_out("percent_of_maximum")
def of_maximum(_rule: PercentNormalise, number: Fraction, column: Column) -> Fraction:
    """As a share of the most that the part can come to, without a bonus: a bonus may make it more than 1.

    Raises:
        UndefinedError: there is no such maximum.
    """
    most = column.part.most()
    if column.part.counts_places or most is None or most <= 0:
        raise UndefinedError(_("There is no greatest number to take a share of."))
    return number / most


@NORMALISE.carries_out("percent_of_best")
def of_best(_rule: PercentNormalise, number: Fraction, column: Column) -> Fraction:
    """As a share of the best entry's number; 0 where nobody has more than 0.

    Raises:
        UndefinedError: the numbers are places.
    """
    if column.part.counts_places:
        raise UndefinedError(_("A place is no percentage: it needs a share by the worth of places."))
    best = column.ordered[-1]
    return number / best if best > 0 else Fraction()


@NORMALISE.carries_out("by_rank")
def by_rank(rule: RankNormalise, number: Fraction, column: Column) -> Fraction:
    """The worth of the place as a share of the worth of place 1; places beyond the table are worth nothing.

    Raises:
        UndefinedError: place 1 is worth nothing.
    """
    entries = len(column.numbers)
    table = [Fraction(entries - place) for place in range(entries)] if rule.points is None else [Fraction(x) for x in rule.points]
    if not table or table[0] <= 0:
        raise UndefinedError(_("The first place is worth nothing."))
    ahead = column.ahead(number)
    sharing = 1 if rule.equal == "shared" else column.equal(number)
    worth = sum(table[ahead : ahead + sharing], Fraction())
    return worth / sharing / table[0]
