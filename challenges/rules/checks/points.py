"""The greatest number that marks can come to: what minimums, hurdles and claims are compared with."""

from fractions import Fraction

from challenges.rules.aggregation import BallotsAggregation, OrderAggregation, PointsAggregation, RanksAggregation
from challenges.rules.base import Hole, silent
from challenges.rules.checks.register import each, kind_of, number, numbers
from challenges.rules.judging import Criterion, Judging, JudgingPart
from challenges.rules.scales import ChoiceScale, NumbersScale

HUNDRED = Fraction(100)


def highest_mark(criterion: Criterion) -> Fraction | None:
    """Return the highest mark of a criterion; None where it is open, not said, or where there are no marks."""
    if isinstance(criterion.scale, NumbersScale):
        return number(criterion.scale.highest)
    points = _points(criterion)
    return max(points) if points else None


def lowest_mark(criterion: Criterion) -> Fraction | None:
    """Return the lowest mark of a criterion; None where it is open or not said."""
    if isinstance(criterion.scale, NumbersScale):
        return number(criterion.scale.lowest)
    points = _points(criterion)
    return min(points) if points else Fraction(0)


def is_on_scale(criterion: Criterion, mark: Fraction) -> bool:
    """Return whether a mark is neither below the lowest nor above the highest, as far as these are said and make a range."""
    lowest, highest = lowest_mark(criterion), highest_mark(criterion)
    if lowest is not None and highest is not None and lowest >= highest:
        return True
    return (lowest is None or mark >= lowest) and (highest is None or mark <= highest)


def with_marks(part: JudgingPart) -> list[Criterion]:
    """Return the criteria of a part that have marks: no knock-outs."""
    return [criterion for criterion in each(part.criteria) if kind_of(criterion.scale) != "pass_fail"]


def weighed(part: JudgingPart) -> list[Criterion]:
    """Return the criteria of a part that share its weights: with marks, and no bonus."""
    return [criterion for criterion in each(part.criteria) if is_weighed(criterion)]


def is_weighed(criterion: Criterion) -> bool:
    """Return whether a criterion shares the weights of its part."""
    return kind_of(criterion.scale) != "pass_fail" and not criterion.bonus


def highest_total(part: JudgingPart) -> Fraction | None:
    """Return the greatest total of a part, in the unit of its aggregation; None where it is open or not said.

    The formulas are those of `PointsAggregation`; points of a bonus come on top, percentages of a bonus last.
    """
    if silent(part.criteria) or not isinstance(part.aggregation, PointsAggregation):
        return None
    total = _main_total(part, part.aggregation.kind)
    if total is None or any(silent(criterion.bonus) for criterion in each(part.criteria)):
        return None
    for bonus in ("points", "percent_of_total"):
        for criterion in with_marks(part):
            most = highest_mark(criterion)
            if criterion.bonus == bonus and most is None:
                return None
            if criterion.bonus == bonus and most is not None:
                total += most if bonus == "points" else total * most / 100
    return total


def _main_total(part: JudgingPart, kind: str) -> Fraction | None:
    if kind == "weighted_share":
        return HUNDRED
    found = [highest_mark(criterion) for criterion in weighed(part)]
    marks = [mark for mark in found if mark is not None]
    if len(marks) < len(found):
        return None
    if kind == "sum_of_points":
        return sum(marks, Fraction())
    weights = numbers(criterion.weight for criterion in weighed(part))
    if not weights or not sum(weights):
        return None
    total = sum((mark * weight for mark, weight in zip(marks, weights, strict=True)), Fraction())
    return total / sum(weights) if kind == "weighted_mean" else total


def _points(criterion: Criterion) -> list[Fraction] | None:
    """Return what each mark is worth where marks are words; None for knock-outs and where it is not said."""
    scale = criterion.scale
    if not isinstance(scale, ChoiceScale) or kind_of(scale) == "pass_fail":
        return None
    return numbers(scale.points_by_mark.values())


def highest_of_all(judging: Judging | Hole | None) -> Fraction | None:
    """Return the greatest number an entry can get in a round; None where it is open or not said."""
    if not isinstance(judging, Judging) or not judging.parts:
        return None
    if kind_of(judging.combine) == "shares":
        return HUNDRED
    totals = [highest_total(part) for part in judging.parts]
    return None if None in totals else sum((total for total in totals if total is not None), Fraction())


def is_by_places(part: JudgingPart) -> bool:
    """Return whether a part counts places, of which fewer are better."""
    return isinstance(part.aggregation, RanksAggregation)


def is_without_marks(part: JudgingPart) -> bool:
    """Return whether a part is judged without marks: by ballots, or by an agreed order."""
    return isinstance(part.aggregation, BallotsAggregation | OrderAggregation)
