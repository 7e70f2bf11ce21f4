"""From the marks of one card, or from a jury's values, to one total.

All methods are sums of marks, each times a factor; they differ in the factor alone. Points of a bonus are added as they are, and
percentages of a bonus are taken of all else, one after the other, last.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul

from django.utils.translation import gettext as _

from challenges.rules.judging import Criterion, JudgingPart
from core.wording import localised
from evaluation.methods.kinds import Kinds
from evaluation.methods.marks import highest
from evaluation.methods.numbers import UNIT, in_units
from evaluation.methods.over_jurors import Value
from evaluation.methods.refusals import UndefinedError, known

# (weight, sum of the weights that count, greatest mark or None) -> by what a mark is multiplied.
FACTORS: Kinds[Callable[[Fraction, Fraction, Fraction | None], Fraction]] = Kinds()
# These add: without anything to add they come to 0.
SUMS = frozenset({"sum_of_points", "weighted_sum"})


@FACTORS.carries_out("sum_of_points")
def as_it_is(_weight: Fraction, _weights: Fraction, _highest: Fraction | None) -> Fraction:
    """Return 1: points are added."""
    return Fraction(1)


@FACTORS.carries_out("weighted_sum")
def times_weight(weight: Fraction, _weights: Fraction, _highest: Fraction | None) -> Fraction:
    return weight


@FACTORS.carries_out("weighted_mean")
def part_of_weights(weight: Fraction, weights: Fraction, _highest: Fraction | None) -> Fraction:
    return weight / weights


@FACTORS.carries_out("weighted_share")
def share_of_highest(weight: Fraction, weights: Fraction, greatest: Fraction | None) -> Fraction:
    """Each mark as a share of the greatest mark, times the weight, as a share of 100. The lowest mark need not be 0.

    Raises:
        UndefinedError: the scale is open above, or its greatest mark is not above 0.
    """
    if greatest is None or greatest <= 0:
        raise UndefinedError(_("A share of the highest mark needs a highest mark above 0."))
    return 100 * weight / (greatest * weights)


@dataclass(frozen=True)
class Formula:
    """The sum for one choice of criteria: a factor for each mark that is added, and how many percentages follow.

    Marks come in units of 1/UNIT, totals in units of 1/`unit`: with whole numbers no fraction is made on the way.
    """

    factors: tuple[Fraction, ...]
    percentages: int

    @cached_property
    def _common(self) -> int:
        return lcm(*(factor.denominator for factor in self.factors))

    @cached_property
    def _whole_factors(self) -> tuple[int, ...]:
        return tuple(int(factor * self._common) for factor in self.factors)

    @cached_property
    def unit(self) -> int:
        """Return into how many parts one point of a total is divided."""
        return UNIT * self._common * (100 * UNIT) ** self.percentages

    def __call__(self, values: Sequence[Value]) -> Value:
        """Return the total of values: those that are added, then the percentages."""
        total: Value = sum(map(mul, values, self._whole_factors))
        for percentage in values[len(self.factors) :]:
            total *= 100 * UNIT + percentage
        return total


@dataclass(frozen=True)
class Sheet:
    """What is marked of one entry: the criteria that apply to it, in the order of the part, by what becomes of their marks.

    `method` is how marks become a total, one of FACTORS, None where they do not.
    `added` are the ordinary criteria and bonus points, `percentages` the bonus percentages, `knock_outs` have no points, and
    `zero` are those that do not apply and count as zero.
    """

    part: JudgingPart
    method: str | None
    added: tuple[Criterion, ...]
    percentages: tuple[Criterion, ...]
    knock_outs: tuple[Criterion, ...]
    zero: tuple[Criterion, ...]

    @cached_property
    def scored(self) -> tuple[Criterion, ...]:
        """Return the criteria whose marks make the total, in the order in which `Formula` takes them."""
        return (*self.added, *self.percentages)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Return the keys of all that a whole card has a mark for."""
        return tuple(criterion.key for criterion in (*self.scored, *self.knock_outs))

    @cached_property
    def minimums(self) -> tuple[int | None, ...]:
        """Return the least value of the jury in units of 1/UNIT, or None, for each of `scored`."""
        return tuple(
            None if each.minimum is None else in_units(known(each.minimum, localised(each.title))) for each in self.scored
        )

    @cached_property
    def weights(self) -> Fraction:
        """Return the sum of the weights that count: a criterion left out does not."""
        return sum((weight_of(self.part, each) for each in (*self.added, *self.zero) if each.bonus is None), Fraction())

    @property
    def has_total(self) -> bool:
        """Return whether there is a total: a mean or a share over no weights is none, a sum of nothing but a bonus is one."""
        return self.weights > 0 or self.method in SUMS

    def factor(self, criterion: Criterion) -> Fraction:
        """Return by what a mark of this criterion is multiplied; points of a bonus count once."""
        if criterion.bonus is not None:
            return Fraction(1)
        greatest = highest(criterion)
        weight = weight_of(self.part, criterion)
        return FACTORS[self.method or "none"](weight, self.weights, None if greatest is None else Fraction(greatest, UNIT))

    @cached_property
    def formula(self) -> Formula:
        """Return the sum."""
        return Formula(tuple(self.factor(each) for each in self.added), len(self.percentages))

    @cached_property
    def most(self) -> Fraction | None:
        """Return the greatest total without any bonus; None where a scale is open above."""
        ordinary = [each for each in (*self.added, *self.zero) if each.bonus is None]
        tops = [highest(each) for each in ordinary]
        if None in tops:
            return None
        shares = (self.factor(each) * Fraction(top or 0, UNIT) for each, top in zip(ordinary, tops, strict=True))
        return sum(shares, Fraction())


def weight_of(part: JudgingPart, criterion: Criterion) -> Fraction:
    """Return the weight of an ordinary criterion.

    Where weights are an order of importance (1 is heaviest), the first of n weighs n, the next n - 1, the last 1. Where a part
    has no weights, or all are equal, each weighs 1.
    """
    if criterion.weight is None or part.weights in {None, "equal"}:
        return Fraction(1)
    what = _("weight")
    weight = Fraction(known(criterion.weight, f"{localised(criterion.title)}: {what}"))
    if part.weights == "order":
        return 1 + sum(each.bonus is None and each.weight is not None for each in part.criteria) - weight
    return weight


def sheet_of(part: JudgingPart, applying: frozenset[str]) -> Sheet:
    """Return what is marked where the criteria with these keys apply."""
    method = getattr(part.aggregation, "of", part.aggregation.kind)

    def those(*bonus: str | None) -> Iterator[Criterion]:
        here = (each for each in part.criteria if each.key in applying and each.scale.kind != "pass_fail")
        return (each for each in here if each.bonus in bonus)

    return Sheet(
        part,
        method if method in FACTORS else None,
        added=tuple(those(None, "points")),
        percentages=tuple(those("percent_of_total")),
        knock_outs=tuple(each for each in part.criteria if each.key in applying and each.scale.kind == "pass_fail"),
        zero=tuple(
            each
            for each in part.criteria
            if each.key not in applying and each.otherwise == "zero" and each.scale.kind != "pass_fail"
        ),
    )
