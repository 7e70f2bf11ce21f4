"""Writing what a round is scored by."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from challenges.models import Criterion, Round
from challenges.services.keys import keyed
from challenges.services.locking import hold_for_editing


@transaction.atomic
def set_criteria(stage: Round, *, by: Any, criteria: Collection[Mapping[str, Any]]) -> list[Criterion]:
    """Make `criteria`, in this order, all criteria of a round; what is not among them goes.

    Each has `name`, `weight` and may have `key` (else one is made of the name), `description`, `threshold`, `anchors`
    (`{"0": {"en": ...}, "5": {...}}`). Raises TransitionRefused unless in a draft that `by` writes, ValidationError for
    wrong values.
    """
    hold_for_editing(stage.challenge, by=by, part=f"criteria-{stage.number}")
    return write_criteria(stage, criteria)


def write_criteria(stage: Round, criteria: Collection[Mapping[str, Any]]) -> list[Criterion]:
    """Do what `set_criteria` says, for services that already hold the challenge. A criterion keeps its row by its key."""
    rows = keyed(criteria, words="name", otherwise="criterion")
    stage.criteria.exclude(key__in=[row["key"] for row in rows]).delete()
    existing = {criterion.key: criterion for criterion in stage.criteria.all()}
    written = []
    for position, row in enumerate(rows, start=1):
        criterion = existing.get(row["key"]) or Criterion(round=stage, key=row["key"])
        criterion.position = position
        criterion.name = dict(row["name"])
        criterion.description = dict(row.get("description") or {})
        criterion.weight = Decimal(row["weight"])
        criterion.threshold = Decimal(row.get("threshold") or 0)
        criterion.anchors = {str(mark): dict(words) for mark, words in (row.get("anchors") or {}).items()}
        criterion.full_clean()
        criterion.save()
        written.append(criterion)
    return written
