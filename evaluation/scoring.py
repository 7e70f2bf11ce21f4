"""What a scorecard asks, and when it is complete; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import PointsAggregation
from challenges.rules.judging import Criterion, CriterionTie, Judging, JudgingPart, Tie
from challenges.rules.scales import NumbersScale
from challenges.rules.values import AnnouncedLater
from core.lifecycle import Gap
from core.wording import localised, percent
from evaluation.scales import scale_of


class Marked(Protocol):
    """A mark as it is kept ("" when there is none) and the reason given for it."""

    value: str
    reason: str


def scored_part(judging: Judging | None) -> JudgingPart | None:
    """Return the part of the judging for which scorecards are filled in; None where there are none."""
    parts = (judging and judging.parts) or ()
    return next((part for part in parts if part.others_visible is not None), None)


def cards_needed(judging: Judging | None) -> int:
    """Return how many scorecards an entry needs to be scored; 0 where any number will do, and in drafts that do not say."""
    part = scored_part(judging)
    return (part and part.scorecards_per_entry) or 0


def gaps(criteria: Iterable[Criterion], given: Mapping[str, Marked]) -> Iterator[Gap]:
    """Yield a gap per criterion without a mark, and per lowest or highest mark without a reason; sections are criterion keys.

    `criteria` are those that are asked; `given` is what was given by criterion key.
    """
    for criterion in criteria:
        scale = scale_of(criterion)
        names = {"name": localised(criterion.title)}
        mark = given.get(criterion.key)
        if not scale.takes_marks:
            yield Gap(_("“%(name)s” cannot be marked yet: its scale is to be announced.") % names, criterion.key)
        elif mark is None or not mark.value:
            yield Gap(_("“%(name)s” has no mark yet.") % names, criterion.key)
        elif scale.is_extreme(mark.value) and not mark.reason.strip():
            yield Gap(_("Give a reason for the lowest or highest mark in “%(name)s”.") % names, criterion.key)


def weight_words(part: JudgingPart, criterion: Criterion) -> str:
    """Return what a criterion counts, in words of the active language; "" where its points alone speak."""
    if criterion.bonus is not None:
        return gettext("bonus")
    if isinstance(criterion.weight, AnnouncedLater):
        return gettext("weight to be announced")
    if criterion.weight is None or part.weights in {None, "equal"}:
        return ""
    if part.weights == "order":
        return gettext("no. %(place)s in importance") % {"place": criterion.weight}
    return percent(criterion.weight)


def is_weighted_mean(judging: Judging | None) -> bool:
    """Return whether rules say no more than `evaluation.ranking` can carry out: the one method of format 1.

    Of whole cards the mean of the totals is the total of the means, so either may come first.
    """
    if judging is None or len(judging.parts) != 1 or judging.windows != "together":
        return False
    part = judging.parts[0]
    method = part.aggregation
    return (
        isinstance(method, PointsAggregation)
        and (method.kind, method.over_jurors.kind, method.missing) == ("weighted_share", "mean", "not_scored")
        and part.weights == "percentage"
        and None not in (marks := {_whole_marks_to(each) for each in part.criteria})
        and len(marks) == 1
        and _are_ties_of_format_1(judging.ties, part)
    )


def _whole_marks_to(criterion: Criterion) -> str | None:
    """Return the highest mark of a criterion that is marked from 0 in ones, for every entry, and counts by its weight alone."""
    scale = criterion.scale
    if not isinstance(scale, NumbersScale) or (scale.lowest, scale.step) != ("0", "1"):
        return None
    counts_alone = (criterion.bonus, criterion.only_if, criterion.over_jurors) == (None, None, None)
    return scale.highest if counts_alone and isinstance(criterion.weight, str) else None


def _are_ties_of_format_1(ties: Sequence[Tie], part: JudgingPart) -> bool:
    greatest = max(Fraction(str(each.weight)) for each in part.criteria)
    heaviest = tuple(each.key for each in part.criteria if Fraction(str(each.weight)) == greatest)
    named = tuple(tie.criterion if isinstance(tie, CriterionTie) else tie.kind for tie in ties)
    earlier = ("earlier_submission",)
    known = {(), heaviest, earlier, (*heaviest, *earlier), (*earlier, *heaviest)}
    return named[-1:] in {("shared_rank",), ("jury_decides",)} and named[:-1] in known
