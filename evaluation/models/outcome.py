"""What the judging comes to: rankings, frozen one after the other, and the reports that the jury signs under them."""

from collections.abc import Iterator

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import OBSERVING_ROLES, Role
from challenges.models import Challenge, Round
from core.lifecycle import Gap
from evaluation.lifecycle import RankingCause, ReportState
from evaluation.methods.asking import is_needed
from evaluation.models.panel import Juror, Panel

# What a ranking waits for, by what its questions want.
NEEDED = {
    "number": _("Numbers that people enter are missing."),
    "marks": _("Marks that the jury agrees in session are missing."),
    "order": _("The order that the jury agrees is missing."),
    "seed": _("A draw is missing."),
    "choice": _("Entries that somebody names are missing."),
}


class RankingSnapshot(models.Model):
    """A ranking of a round, number 1, 2, 3: canonical JSON and its hash. A trigger forbids every change but being superseded.

    The content is complete: `evaluation.published.recompute` needs nothing else. Jurors are numbered in it, not named.
    """

    Cause = RankingCause

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="rankings")
    number = models.PositiveIntegerField(default=1)
    cause = models.CharField(_("Cause"), max_length=20, choices=RankingCause, default=RankingCause.JUDGED)
    # The round, while no newer ranking counts.
    newest_of = models.OneToOneField(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="ranking")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="ranking_number_once"),
            models.CheckConstraint(
                condition=Q(newest_of__isnull=True) | Q(newest_of=F("round")), name="ranking_newest_of_its_own_round"
            ),
        ]

    def __str__(self) -> str:
        return f"ranking {self.number} of round {self.round_id}"

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
    """The jury's minutes of a round: ranking, remarks, signatures (art. 82 of 2014/24/EU).

    Number 1, 2, 3: once one went round for signatures, a newer ranking needs another one, and that is the one that counts.
    """

    State = ReportState

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(default=1)
    newest_of = models.OneToOneField(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="report")
    ranking = models.ForeignKey(RankingSnapshot, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(_("State"), max_length=20, choices=ReportState, default=ReportState.DRAFT)
    remarks = models.TextField(_("Remarks of the jury"), blank=True)
    # Frozen when it goes round for signatures: what each signature is under.
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="report_number_once"),
            models.CheckConstraint(
                condition=Q(newest_of__isnull=True) | Q(newest_of=F("round")), name="report_newest_of_its_own_round"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of round {self.round_id}"

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def panel(self) -> Panel:
        return self.round.challenge.panel

    def open_gaps(self) -> Iterator[Gap]:
        """Yield a gap per kind of answer that the ranking still needs from people."""
        asks = self.ranking.content.get("asks", ())
        wanted = {ask["wants"] for ask in asks if is_needed(ask["step"], ask["who"])}
        for wants, words in NEEDED.items():
            if wants in wanted:
                yield Gap(words, code=f"open_{wants}")

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
