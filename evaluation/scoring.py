"""What a scorecard asks, and when it is complete; pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.rules.judging import Criterion, Judging, JudgingPart
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
