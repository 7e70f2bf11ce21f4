"""What was decided about a round and its entries, and what suppliers were told."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from awards.lifecycle import DecisionState, OutcomeRule
from challenges.models import Challenge, Round
from evaluation.lifecycle import ReportState
from submissions.lifecycle import EntryState
from submissions.models import Entry


@dataclass(frozen=True)
class RoundToDecide:
    """A round seen from its decision: the state is derived from what was stored about judging and report."""

    round: Round
    report: Any = None

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def state(self) -> DecisionState:
        if self.round.decided_at:
            return DecisionState.DECIDED
        if self.report is not None and self.report.state == ReportState.SIGNED:
            return DecisionState.SIGNED
        return DecisionState.RANKED if self.round.ranked_at else DecisionState.JUDGING

    def get_state_display(self) -> Any:
        return self.state.label


class RoundRecord(models.Model):
    """What was decided about a round as a whole: rule, counts, who departed from what and why. Never changed.

    The public reads decided rounds from here, so that what was published stays as it was published.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="record")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    departure_reason = models.TextField(_("Reason for departing from the ranking"), blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"record of round {self.round_id}"


class Decision(models.Model):
    """What was decided about one entry at the end of a round, with reasons and the numbers it rests on. Never changed."""

    class Outcome(models.TextChoices):
        ADVANCED = EntryState.ADVANCED.value, _("Advances")
        NOT_ADVANCED = EntryState.NOT_ADVANCED.value, _("Does not advance")
        WINNER = EntryState.WINNER.value, _("Wins")
        RESERVE = EntryState.RESERVE.value, _("Reserve")

    Rule = OutcomeRule

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("Outcome"), max_length=20, choices=Outcome)
    rule = models.CharField(_("Rule"), max_length=20, choices=OutcomeRule)
    # What the authority says beyond the rule; a tie and a departure need it.
    reason = models.TextField(_("Reason"), blank=True)
    # As in the ranking snapshot; rank is empty for an entry that was not ranked.
    rank = models.PositiveIntegerField(null=True, blank=True)
    points = models.DecimalField(max_digits=22, decimal_places=4, null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(rule__in=[OutcomeRule.TIE.value, OutcomeRule.DEPARTURE.value], reason=""),
                name="decision_by_a_person_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_outcome_display()}"

    @property
    def challenge(self) -> Challenge:
        return self.entry.proposal.challenge


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Visitor) -> "NoticeQuerySet":
        """The list twin of the rule `awards.view_notice`."""
        return self.filter(decision__entry__proposal__supplier__in=Organisation.objects.with_role(user))


class Notice(models.Model):
    """The outcome letter to one supplier: scores per criterion, comments, reasons. Frozen when it is sent."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="notice")
    content = models.JSONField()
    sent_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"notice on {self.decision_id}"
