"""Marks on their scale: from the text that a juror gave to a number."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from challenges.rules.base import DECIMAL
from challenges.rules.judging import Criterion
from challenges.rules.scales import CHOICES, ChoiceScale, NumbersScale
from challenges.rules.values import AnnouncedLater
from core.wording import localised
from evaluation.methods.kinds import Kinds
from evaluation.methods.numbers import in_units
from evaluation.methods.refusals import MarkRefused, StillOpenError

_DECIMAL = re.compile(DECIMAL, re.ASCII)

# Each reads one mark: (scale, text) -> whole number of 1/UNIT. Raises MarkRefused.
SCALES: Kinds[Callable[[Any, str], int]] = Kinds()
# The greatest mark in units; None where the scale is open above.
HIGHEST: Kinds[Callable[[Any], int | None]] = Kinds()


@SCALES.carries_out("numbers")
def number(scale: NumbersScale, mark: str) -> int:
    """Between lowest and highest, and on a step counted from the lowest mark, or from 0 where the scale is open below."""
    if not _DECIMAL.fullmatch(mark):
        raise MarkRefused(_("“%(mark)s” is not a number.") % {"mark": mark})
    value = in_units(mark)
    lowest = None if scale.lowest is None else in_units(scale.lowest)
    highest = None if scale.highest is None else in_units(scale.highest)
    if (lowest is not None and value < lowest) or (highest is not None and value > highest):
        raise MarkRefused(_("%(mark)s is outside the scale.") % {"mark": mark})
    if scale.step is not None and (value - (lowest or 0)) % in_units(scale.step):
        raise MarkRefused(_("%(mark)s lies between two steps of the scale.") % {"mark": mark})
    return value


@SCALES.carries_out(*CHOICES)
def chosen(scale: ChoiceScale, mark: str) -> int:
    """The points of the word that was chosen."""
    points = scale.points_by_mark
    if mark not in points:
        raise MarkRefused(_("“%(mark)s” is none of the marks of this scale.") % {"mark": mark})
    return in_units(points[mark])


@SCALES.carries_out("announced_later")
def not_announced(_scale: AnnouncedLater, _mark: str) -> int:
    """No mark can be read on it."""
    raise StillOpenError(_("The scale has not been announced yet."))


@HIGHEST.carries_out("numbers")
def highest_number(scale: NumbersScale) -> int | None:
    return None if scale.highest is None else in_units(scale.highest)


@HIGHEST.carries_out(*CHOICES)
def highest_choice(scale: ChoiceScale) -> int:
    return max(map(in_units, scale.points_by_mark.values()))


@HIGHEST.carries_out("announced_later")
def not_announced_highest(_scale: AnnouncedLater) -> int:
    raise StillOpenError(_("The scale has not been announced yet."))


def highest(criterion: Criterion) -> int | None:
    """Return the greatest mark of a criterion in units of 1/UNIT; None where its scale is open above.

    Raises:
        StillOpenError: the scale is to be announced later.
    """
    return HIGHEST[criterion.scale.kind](criterion.scale)


class ReadMarks(dict[str, int]):
    """The marks of one criterion, each text read once: juries give the same few marks many times."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self._criterion = criterion

    def __missing__(self, mark: str) -> int:
        scale = self._criterion.scale
        try:
            value = self[mark] = SCALES[scale.kind](scale, mark)
        except (MarkRefused, StillOpenError) as refused:
            where = {"criterion": localised(self._criterion.title), "why": refused}
            raise type(refused)(_("%(criterion)s: %(why)s") % where) from refused
        return value
