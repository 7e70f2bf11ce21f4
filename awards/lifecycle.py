"""States of an award: from the decision through the standstill to the contract."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lifecycle import Gap, Lifecycle, Transition


class AwardState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    NOTIFIED = "notified", _("Announced, in standstill")
    FINAL = "final", _("Final")
    CONTRACTED = "contracted", _("Contract signed")
    OVERTURNED = "overturned", _("Overturned")


def standstill_is_over(award: Any, _user: Any) -> Iterable[Gap]:
    """Yield a gap until the standstill has ended (Directive 89/665/EEC, art. 2a; Pzp art. 264)."""
    return award.standstill_gaps()


AWARD = Lifecycle(
    "award",
    (
        Transition("notify", ("proposed",), "notified", "awards.award"),
        Transition("finalise", ("notified",), "final", "awards.award", (standstill_is_over,)),
        Transition("contract", ("final",), "contracted", "awards.award"),
        Transition("overturn", ("notified", "final"), "overturned", "awards.award"),
    ),
)
