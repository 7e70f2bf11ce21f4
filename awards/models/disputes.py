"""What holds an award back, or takes it back."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.lifecycle import AwardState, OverturningState
from awards.models.awards import Award
from challenges.models import Challenge
from core.constraints import paired
from core.lifecycle import Gap


class Suspension(models.Model):
    """A time during which an award cannot become final, because a complaint is being looked into."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.TextField(_("Reason"))
    suspended_at = models.DateTimeField()
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifting_reason = models.TextField(_("Reason"), blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["suspended_at", "pk"]
        constraints = [
            *paired("suspension", "lifted"),
            models.UniqueConstraint(fields=["award"], condition=Q(lifted_at__isnull=True), name="suspension_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} suspended {self.suspended_at:%Y-%m-%d}"


class Overturning(models.Model):
    """A proposal to take an award back, and what another person did with it."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="overturnings")
    reason = models.TextField(_("Reason"))
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropping_reason = models.TextField(_("Reason"), blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            *paired("overturning", "confirmed", "dropped"),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="overturning_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="overturning_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} to be overturned"

    @property
    def challenge(self) -> Challenge:
        return self.award.challenge

    @property
    def state(self) -> OverturningState:
        if self._state.adding:
            return OverturningState.NEW
        if self.confirmed_at:
            return OverturningState.CONFIRMED
        return OverturningState.DROPPED if self.dropped_at else OverturningState.PROPOSED

    def get_state_display(self) -> str:
        return str(self.state.label)

    def standing_gaps(self) -> Iterator[Gap]:
        if self.award.state not in (AwardState.NOTIFIED, AwardState.FINAL):
            yield Gap(_("The award does not stand."), code="does_not_stand")
        if self.award.proposed_overturning is not None:
            yield Gap(_("It is proposed already. Somebody else must confirm."), code="proposed_already")
