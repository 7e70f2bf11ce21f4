"""Who takes part, and in what."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from challenges.models import Challenge
from core import clock
from submissions import participation


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: Visitor) -> "ProposalQuerySet":
        """The list twin of the rule `submissions.view_proposal`."""
        return self.filter(supplier__in=Organisation.objects.with_role(user))


class Proposal(models.Model):
    """One supplier's participation in one challenge, or in one lot of it."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="proposals")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals")
    # The lot of the rules that it is for; empty where the challenge has none.
    lot_key = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(_("Title of your solution"), max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "supplier", "lot_key"], name="proposal_once_per_supplier_and_lot")
        ]

    def __str__(self) -> str:
        return f"{self.supplier} → {self.challenge.reference}"

    @cached_property
    def lot_title(self) -> str:
        """The name of the lot that it is for, after that of the lot around it; "" where the challenge has no lots."""
        return participation.lot_title(self.challenge.rules, self.lot_key) if self.lot_key else ""
