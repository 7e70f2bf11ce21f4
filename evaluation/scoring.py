"""What a complete scorecard is; pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.lifecycle import Gap
from core.translated import in_active_language


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
