"""What a complete scorecard is, and what its marks come to; pure."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.lifecycle import Gap
from core.translated import in_active_language
from evaluation import ranking


def gaps(criteria: Iterable[Any], scores: Iterable[Any], scale_max: int) -> Iterator[Gap]:
    """Yield a gap per criterion without a mark, and per lowest or highest mark without a reason; sections are criterion keys."""
    by_criterion = {score.criterion_id: score for score in scores}
    for criterion in criteria:
        name = in_active_language(criterion.name)
        score = by_criterion.get(criterion.pk)
        if score is None or score.mark is None:
            yield Gap(_("“%(name)s” has no mark yet.") % {"name": name}, criterion.key)
        elif score.mark in (0, scale_max) and not score.reason.strip():
            yield Gap(_("Give a reason for the lowest or highest mark in “%(name)s”.") % {"name": name}, criterion.key)


def running_total(rules: Mapping[str, Any], marks: Mapping[str, Decimal | None]) -> Fraction:
    """Return the points of 100 that the marks given so far come to; criteria without a mark have earned nothing yet."""
    so_far = {criterion["key"]: Fraction(marks.get(criterion["key"]) or 0) for criterion in rules["criteria"]}
    return ranking.points_of(rules, so_far)
