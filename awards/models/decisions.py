"""What was decided about a round and its entries, and what suppliers were told."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from awards.lifecycle import Annulment, DecisionState, OutcomeRule, ProposalAnswer, SendingBack
from challenges.models import Challenge, Round
from core.constraints import paired
from evaluation.lifecycle import ReportState
from evaluation.models import Report
from ledger import chain
from submissions.lifecycle import EntryState
from submissions.models import Entry


@dataclass(frozen=True)
class RoundToDecide:
    """A round seen from its decision: the state is derived from what was stored about judging and report."""

    round: Round
    report: Report | None = None
    proposed: "ProposedDecision | None" = None

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def proposed_by_id(self) -> int | None:
        """Who proposed the decision that waits to be approved."""
        return self.proposed.proposed_by_id if self.proposed else None

    @property
    def state(self) -> DecisionState:
        if self.round.decided_at:
            return DecisionState.DECIDED
        if self.proposed is not None:
            return DecisionState.PROPOSED
        if self.report is not None and self.report.state == ReportState.SIGNED:
            return DecisionState.SIGNED
        return DecisionState.RANKED if self.round.ranked_at else DecisionState.JUDGING

    def get_state_display(self) -> Any:
        return self.state.label


class ProposedDecision(models.Model):
    """What a secretary proposes to decide about a round where another person must agree, and what that person did with it.

    Number 1, 2, 3 of its round. It rests on one report: after a newer one another decision is proposed.
    """

    Answer = ProposalAnswer

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposed_decisions")
    number = models.PositiveIntegerField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="proposed_decisions")
    # Outcomes, and what the authority adds to each letter, by work code.
    outcomes = models.JSONField()
    reasons = models.JSONField()
    departure_reason = models.TextField(_("Reason for departing from the ranking"), blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("Answer"), max_length=10, choices=ProposalAnswer, blank=True)
    # A code of `SendingBack` or `Annulment`.
    ground = models.CharField(_("Ground"), max_length=20, blank=True)
    answer_reason = models.TextField(_("Reason"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            *paired("proposed_decision", "answered"),
            models.UniqueConstraint(fields=["round", "number"], name="proposed_decision_number_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(answered_at__isnull=True), name="proposed_decision_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="proposed_decision_answered_somehow",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | Q(answer=ProposalAnswer.DROPPED.value)
                | ~Q(answered_by=models.F("proposed_by")),
                name="proposed_decision_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"proposed decision {self.number} of round {self.round_id}"

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def canonical(self) -> bytes:
        """What is proposed as canonical JSON, whose hash the ledger holds."""
        return chain.canonical(
            {
                "round": self.round.reference,
                "number": self.number,
                "report_sha256": self.report.sha256,
                "outcomes": self.outcomes,
                "reasons": self.reasons,
                "departure_reason": self.departure_reason,
            }
        )

    @property
    def ground_words(self) -> str:
        """The named ground in words; "" where none is needed."""
        return str(dict((*SendingBack.choices, *Annulment.choices)).get(self.ground, ""))


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
    # Why, by the rules, in words by language; empty in decisions from before the rules were told.
    why = models.JSONField(default=dict, blank=True)
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
