"""Marks that a juror, or the jury in a recorded session, corrects after the ranking: beside the old mark, never over it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Round
from challenges.rules.judging import Criterion
from evaluation.models.panel import Juror, Panel
from evaluation.models.scorecard import Scorecard


class Correction(models.Model):
    """A mark in the place of another one: asked for by its juror, and counting once somebody else recorded the jury's session.

    A trigger forbids every change of what was asked, and any change once it was settled.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="corrections")
    criterion_key = models.CharField(max_length=40)
    # The mark that counted when it was asked for, and the one that is to count; as `Score.value`.
    former = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    reason = models.TextField(_("Reason"))
    asked_at = models.DateTimeField()
    # What the jury found in its session.
    session = models.TextField(_("What the jury found in its session"), blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="correction_number_once"),
            models.UniqueConstraint(
                fields=["scorecard", "criterion_key"],
                condition=Q(recorded_at__isnull=True, dropped_at__isnull=True),
                name="correction_open_once",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, recorded_by__isnull=True)
                | Q(recorded_at__isnull=False, recorded_by__isnull=False),
                name="correction_recorded_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="correction_dropped_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True) | Q(dropped_at__isnull=True), name="correction_recorded_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.number} of round {self.round_id}"

    @property
    def challenge(self) -> Challenge:
        return self.scorecard.juror.panel.challenge

    @property
    def panel(self) -> Panel:
        return self.scorecard.juror.panel

    @property
    def juror(self) -> Juror:
        return self.scorecard.juror

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.recorded_at is None and self.dropped_at is None

    @property
    def criterion(self) -> Criterion:
        """The criterion that the mark is for."""
        return next(each for each in self.scorecard.part.criteria if each.key == self.criterion_key)

    @property
    def content(self) -> dict[str, Any]:
        """What the ledger states the hash of when it is asked for."""
        return {
            "number": self.number,
            "scorecard": self.scorecard_id,
            "criterion": self.criterion_key,
            "former": self.former,
            "value": self.value,
            "reason": self.reason,
        }
