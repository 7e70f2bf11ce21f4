"""Awards through their standstill, and the lists that say who holds them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import Role
from awards.lifecycle import AwardState, Holding, ListCause, OverturningState, RewardKind
from awards.models.decisions import Decision
from challenges.models import Challenge, Round
from core import clock
from core.lifecycle import Gap

# Outcomes of the last round with which an entry holds, or may come to hold, what the contest was decided for.
DECIDING = (Decision.Outcome.WINNER, Decision.Outcome.RESERVE)


class AwardList(models.Model):
    """Who holds the awards of a round, number 1, 2, 3, each with its cause: the newest counts, none is ever changed.

    The content is canonical JSON: a line per award, those that were overturned too, and the hash of the list before it.
    """

    Cause = ListCause

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="award_lists")
    number = models.PositiveIntegerField()
    cause = models.CharField(_("Cause"), max_length=20, choices=ListCause)
    # Why an award was overturned, or why this reserve moves up; it is public.
    reason = models.TextField(_("Reason"), blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="award_list_number_once")]

    def __str__(self) -> str:
        return f"award list {self.number} of round {self.round_id}"


class ChangeNotice(models.Model):
    """The letter to one supplier about a new award list: what changed, and what holds now. Frozen when it is sent."""

    award_list = models.ForeignKey(AwardList, on_delete=models.PROTECT, related_name="notices")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="change_notices")
    content = models.JSONField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-award_list__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["award_list", "decision"], name="change_notice_once")]

    def __str__(self) -> str:
        return f"notice of {self.award_list_id} on {self.decision_id}"


class AwardQuerySet(models.QuerySet["Award"]):
    def announced(self) -> "AwardQuerySet":
        """Return the awards that suppliers were told of."""
        return self.filter(notified_at__isnull=False)

    def public(self) -> "AwardQuerySet":
        """Return the awards that the public may know of: those that were announced, once whose works are whose may be known."""
        stage = "decision__entry__round__"
        return self.announced().exclude(**{f"{stage}is_blind": True, f"{stage}revealed_at__isnull": True})

    def deciding(self) -> "AwardQuerySet":
        """Return what contests were decided for; `Award.decides_the_contest` of a single one."""
        return self.wins().filter(decision__outcome__in=DECIDING)

    def told_once(self) -> "AwardQuerySet":
        """Leave out the bare win of an entry that got a reward for it later: a shared pool is divided when all are known."""
        rewarded = Award.objects.wins().filter(decision=OuterRef("decision")).exclude(item_key="")
        return self.exclude(Exists(rewarded), item_key="")

    def wins(self) -> "AwardQuerySet":
        """Return those that are more than a refund of costs."""
        return self.exclude(kind=RewardKind.REFUND)

    def visible_to(self, user: Visitor) -> "AwardQuerySet":
        """The list twin of the rule `awards.view_award`."""
        mine = Organisation.objects.with_role(user, Role.SECRETARY)
        return self.filter(Q(pk__in=self.public()) | Q(decision__entry__proposal__challenge__authority__in=mine))


class Award(models.Model):
    """One reward of an entry: a prize, funding, a refund or the honour alone; some stand still before they become final.

    It is the runtime of one line of the round's newest award list. An entry can have several.
    """

    State = AwardState
    Kind = RewardKind

    reference = models.CharField(max_length=20, unique=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="awards")
    # The reward of the rules; empty where they name none: the win itself, and awards by rules of format 1.
    item_key = models.CharField(max_length=40, blank=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=RewardKind, default=RewardKind.PRIZE)
    # What the rules call it, by language; empty where they name no reward.
    title = models.JSONField(default=dict, blank=True)
    lot_key = models.CharField(max_length=40, blank=True)
    # How it came to this entry, and how its sum came about, in words by language.
    because = models.JSONField(default=dict, blank=True)
    # The newest list, which says what holds; empty in awards from before there were lists.
    award_list = models.ForeignKey(AwardList, null=True, blank=True, on_delete=models.PROTECT, related_name="awards")
    state = models.CharField(_("State"), max_length=20, choices=AwardState, default=AwardState.PROPOSED)
    # Null for the honour alone, and for goods.
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    # Who won, as they were called and registered on the day of the decision: what was published does not change afterwards.
    published_supplier = models.JSONField(default=dict)
    # What the public reads about the solution; written by the secretary from what the supplier allows.
    public_summary = models.TextField(_("The solution in a few sentences"), blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)
    # Null where nothing stands still.
    standstill_ends_at = models.DateTimeField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    contracted_at = models.DateTimeField(null=True, blank=True)
    overturned_at = models.DateTimeField(null=True, blank=True)
    overturning_reason = models.TextField(_("Reason"), blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standstill_ends_at__isnull=True) | Q(notified_at__isnull=False),
                name="award_stands_still_once_notified",
            ),
            models.CheckConstraint(
                condition=Q(finalised_at__isnull=True)
                | Q(standstill_ends_at__isnull=True)
                | Q(finalised_at__gt=models.F("standstill_ends_at")),
                name="award_final_after_the_standstill",
            ),
            models.UniqueConstraint(fields=["decision", "item_key"], name="award_once_per_reward"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.decision}"

    @property
    def challenge(self) -> Challenge:
        return self.decision.challenge

    @property
    def supplier(self) -> Organisation:
        return self.decision.entry.proposal.supplier

    @property
    def is_win(self) -> bool:
        """Whether it is more than a refund of costs."""
        return self.kind != RewardKind.REFUND

    @property
    def decides_the_contest(self) -> bool:
        """Whether it is what the contest was decided for: a win of its last round, not what was paid on the way there."""
        return self.is_win and self.decision.outcome in DECIDING

    @cached_property
    def suspension(self) -> Any:
        """The suspension that stands now, if any; reads the prefetched rows where there are some."""
        return next((found for found in self.suspensions.all() if found.lifted_at is None), None)

    @cached_property
    def proposed_overturning(self) -> Any:
        """The proposal to take it back that waits to be confirmed, if any; reads the prefetched rows where there are some."""
        return next((found for found in self.overturnings.all() if found.state == OverturningState.PROPOSED), None)

    @property
    def holding(self) -> Holding:
        """What holds of this award now."""
        if self.state == AwardState.NOTIFIED:
            return Holding.SUSPENDED if self.suspension else Holding.NOTIFIED
        return Holding(self.state)

    @property
    def moved_up(self) -> bool:
        """Whether a reserve got it after another award was overturned."""
        return self.decision.outcome == Decision.Outcome.RESERVE

    def in_standstill(self, now: datetime) -> bool:
        return self.state == AwardState.NOTIFIED and self.standstill_ends_at is not None and now <= self.standstill_ends_at

    def standstill_gaps(self) -> Iterator[Gap]:
        if self.standstill_ends_at is not None and clock.database_now() <= self.standstill_ends_at:
            yield Gap(_("The standstill has not ended yet."))
