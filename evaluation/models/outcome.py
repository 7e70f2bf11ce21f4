"""What the judging comes to: the frozen ranking, and the report that the jury signs."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import OBSERVING_ROLES, Role
from challenges.models import Challenge, Round
from core.lifecycle import Gap
from evaluation.lifecycle import ReportState
from evaluation.models.panel import Juror, Panel


class RankingSnapshot(models.Model):
    """The ranking as it stood when all scorecards were in: canonical JSON and its hash. A trigger forbids every change.

    The content is complete: `evaluation.published.recompute` needs nothing else. Jurors are numbered in it, not named.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="ranking")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ranking of round {self.round_id}"

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def panel(self) -> Panel:
        return self.round.challenge.panel


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Visitor) -> "ReportQuerySet":
        """The list twin of the rule `evaluation.view_report`."""
        follows = Organisation.objects.with_role(user, Role.SECRETARY, Role.PUBLISHER)
        audits = Organisation.objects.with_role(user, *OBSERVING_ROLES)
        return self.filter(
            Q(round__challenge__panel__in=Juror.objects.seats_of(user).values("panel"))
            | Q(round__challenge__authority__in=follows)
            | Q(round__challenge__authority__in=audits, round__challenge__published_at__isnull=False)
        )


class Report(models.Model):
    """The jury's minutes of a round: ranking, remarks, signatures (art. 82 of 2014/24/EU)."""

    State = ReportState

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="report")
    state = models.CharField(_("State"), max_length=20, choices=ReportState, default=ReportState.DRAFT)
    remarks = models.TextField(_("Remarks of the jury"), blank=True)
    # Frozen when it goes round for signatures: what each signature is under.
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"report of round {self.round_id}"

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def panel(self) -> Panel:
        return self.round.challenge.panel

    def signature_gaps(self) -> Iterator[Gap]:
        """Yield a gap per juror whose signature is missing."""
        signed = set(self.signatures.values_list("juror_id", flat=True))
        for juror in self.panel.active_jurors:
            if juror.pk not in signed:
                yield Gap(_("%(name)s has not signed yet.") % {"name": juror.user})


class Signature(models.Model):
    """One juror's signature under the hash of the report. A trigger forbids every change."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signatures")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "juror"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.juror_id} under {self.sha256[:12]}"
