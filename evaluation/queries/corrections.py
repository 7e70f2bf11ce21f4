"""Marks that somebody asked to correct, as far as one may see them."""

from dataclasses import dataclass

from accounts.models import User
from challenges.models import Round
from core.permissions import may
from evaluation.models import Correction, Scorecard
from evaluation.scales import scale_of


@dataclass(frozen=True)
class Asked:
    """A correction in words. `can_record`: whether the reader may settle it."""

    correction: Correction
    former: str
    mark: str
    can_record: bool

    @property
    def work_code(self) -> str:
        return self.correction.scorecard.entry.work_code


def corrections_of(stage: Round, by: User) -> list[Asked]:
    """Return the corrections of `stage`, the newest first, to who may see the scorecard or record the jury's session."""
    related = ("scorecard__juror__user", "scorecard__juror__panel__challenge__authority", "scorecard__entry__round")
    rows = list(stage.corrections.select_related(*related, "recorded_by", "dropped_by").order_by("-number"))
    if not rows:
        return []
    seen = set(Scorecard.objects.visible_to(by).filter(corrections__in=rows).values_list("pk", flat=True))
    found = []
    for row in rows:
        row.scorecard.entry.round = stage
        can_record = may(by, "evaluation.record_correction", row)
        if row.scorecard_id in seen or can_record:
            scale = scale_of(row.criterion)
            former = scale.shown(row.former) if row.former else ""
            found.append(Asked(row, former, scale.shown(row.value), can_record and row.is_open))
    return found
