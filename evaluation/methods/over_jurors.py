"""How the values of several jurors become one.

Values are whole numbers or fractions in any one unit; the result is a numerator in that unit and a divisor, so that whole numbers
stay whole as long as they can.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges.rules.scales import PlainOverJurors, TrimmedMean
from evaluation.methods.kinds import Kinds

Value = int | Fraction
Divided = tuple[Value, int]


class UnsettledError(Exception):
    """The jurors' values make no common one: people must look. Its argument says why."""


OVER_JURORS: Kinds[Callable[[Any, Sequence[Value]], Divided]] = Kinds()


@OVER_JURORS.carries_out("mean")
def mean(_how: PlainOverJurors | None, values: Sequence[Value]) -> Divided:
    """Add the values and divide by how many there are."""
    return sum(values), len(values)


@OVER_JURORS.carries_out("trimmed_mean")
def trimmed_mean(how: TrimmedMean, values: Sequence[Value]) -> Divided:
    """Leave out so many of the highest and of the lowest first.

    Raises:
        UnsettledError: nothing is left.
    """
    kept = sorted(values)[how.drop_lowest : max(0, len(values) - how.drop_highest)]
    if not kept:
        raise UnsettledError(_("There are no more scorecards than the rule leaves out."))
    return sum(kept), len(kept)


@OVER_JURORS.carries_out("majority")
def majority(_how: PlainOverJurors | None, values: Sequence[Value]) -> Divided:
    """The highest value if strictly more than half of the values are above zero, else 0."""
    above = sum(1 for value in values if value > 0)
    return (max(values), 1) if 2 * above > len(values) else (0, 1)


@OVER_JURORS.carries_out("agreed", "single")
def one_value(_how: PlainOverJurors | None, values: Sequence[Value]) -> Divided:
    """The one value that all cards hold.

    Raises:
        UnsettledError: the cards differ.
    """
    if len(set(values)) != 1:
        raise UnsettledError(_("One value is expected, and the scorecards differ."))
    return values[0], 1
