"""The judging: who scores, what they declared, their marks, the ranking and the signed report."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import Role
from challenges.models import Challenge, Criterion, Round
from core.lifecycle import Gap
from evaluation import scoring
from evaluation.lifecycle import PanelState, ReportState, ScorecardState
from submissions.models import Entry, Proposal


class Panel(models.Model):
    """The jury of a challenge. Its secretary is the official who serves it and does not score."""

    State = PanelState

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, related_name="panel")
    state = models.CharField(_("State"), max_length=20, choices=PanelState, default=PanelState.FORMING)
    appointed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.challenge.reference} panel"

    @property
    def panel(self) -> "Panel":
        return self

    @cached_property
    def active_jurors(self) -> list["Juror"]:
        """The jurors who score: accepted, not stepped down, deputies only once they stepped in."""
        return [juror for juror in self.jurors.select_related("user") if juror.is_active]

    def has_member(self, user: Any) -> bool:
        return any(juror.user_id == user.pk for juror in self.active_jurors)

    def is_chaired_by(self, user: Any) -> bool:
        return any(juror.user_id == user.pk and juror.role == Juror.Role.CHAIR for juror in self.active_jurors)

    def quorum_gaps(self) -> Iterator[Gap]:
        needed, there = self.challenge.profile.minimum_jurors, len(self.active_jurors)
        if there < needed:
            yield Gap(
                _("%(there)s jurors accepted; the law profile asks for %(needed)s.") % {"there": there, "needed": needed}, "panel"
            )
        if not any(juror.role == Juror.Role.CHAIR for juror in self.active_jurors):
            yield Gap(_("Nobody who accepted chairs the jury."), "panel")


class Juror(models.Model):
    """One person's seat on a panel, from invitation to acceptance or refusal."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")
        DEPUTY = "deputy", _("Deputy")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(_("Role on the panel"), max_length=10, choices=Role)
    # Shown to the public beside the name: who this person is, that they may judge.
    qualification = models.CharField(_("Post and field"), max_length=200, blank=True)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    recused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "user"], name="juror_once_per_panel")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def challenge(self) -> Challenge:
        return self.panel.challenge

    @property
    def is_active(self) -> bool:
        return self.accepted_at is not None and self.recused_at is None and self.role != self.Role.DEPUTY


class Declaration(models.Model):
    """A juror's dated declaration of interest for one round, made against the list of who takes part, not which work is whose."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="declarations")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="declarations")
    declared_at = models.DateTimeField()
    statement = models.TextField(_("What connects you"), blank=True)
    conflicts = models.ManyToManyField(Proposal, related_name="declared_conflicts", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "round"], name="declaration_once_per_round")]

    def __str__(self) -> str:
        return f"{self.juror_id} for round {self.round_id}"


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def of_juror(self, user: Any) -> "ScorecardQuerySet":
        """Return the person's own scorecards, on the panels where they have a seat."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(juror__user=user, juror__accepted_at__isnull=False, juror__recused_at__isnull=True).exclude(
            juror__role=Juror.Role.DEPUTY
        )

    def visible_to(self, user: Any) -> "ScorecardQuerySet":
        """The list twin of the rule `evaluation.view_scorecard`."""
        if not user.is_authenticated:
            return self.none()
        follows = Organisation.objects.with_role(user, Role.SECRETARY, Role.PUBLISHER)
        audits = Organisation.objects.with_role(user, Role.AUDITOR)
        sits = Juror.objects.filter(user=user, accepted_at__isnull=False, recused_at__isnull=True).exclude(role=Juror.Role.DEPUTY)
        challenge = "entry__round__challenge"
        others = Q(entry__round__ranked_at__isnull=False) & (
            Q(juror__panel__in=sits.values("panel"))
            | Q(**{f"{challenge}__authority__in": follows})
            | Q(**{f"{challenge}__authority__in": audits, f"{challenge}__published_at__isnull": False})
        )
        return self.filter(Q(pk__in=Scorecard.objects.of_juror(user)) | others)


class Scorecard(models.Model):
    """One juror's marks and reasons for one entry. While `assigned` it is the assignment: this juror scores this entry."""

    State = ScorecardState

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="scorecards")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="scorecards")
    state = models.CharField(_("State"), max_length=20, choices=ScorecardState, default=ScorecardState.ASSIGNED)
    # Shown to the supplier with the outcome.
    comment = models.TextField(_("Comment for the supplier"), blank=True)
    # Nobody's but the juror's.
    private_note = models.TextField(_("Private note"), blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Counts savings, so that a form from an older tab cannot overwrite newer marks unnoticed.
    revision = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = ScorecardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "entry"], name="scorecard_once_per_juror_and_entry")]
        indexes = [models.Index(fields=["entry", "state"])]

    def __str__(self) -> str:
        return f"{self.juror_id} × {self.entry_id}"

    @property
    def panel(self) -> Panel:
        return self.juror.panel

    @property
    def challenge(self) -> Challenge:
        return self.juror.panel.challenge

    @property
    def round(self) -> Round:
        return self.entry.round

    def gaps(self) -> Iterator[Gap]:
        return scoring.gaps(self.round.criteria.all(), self.scores.all(), self.round.scale_max)

    def declaration_gaps(self) -> Iterator[Gap]:
        if not self.juror.declarations.filter(round=self.entry.round_id).exists():
            yield Gap(_("Declare your interests for this round first."), "declaration")


class Score(models.Model):
    """One mark for one criterion, with its reason. No row or no mark means "not scored", never 0."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    mark = models.DecimalField(_("Mark"), max_digits=4, decimal_places=1, null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(condition=Q(mark__gte=Decimal(0)), name="score_mark_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.mark}"


class RankingSnapshot(models.Model):
    """The ranking as it stood when all scorecards were in: canonical JSON and its hash. Never changed."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="ranking")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ranking of round {self.round_id}"


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

    def __str__(self) -> str:
        return f"report of round {self.round_id}"

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def panel(self) -> Panel:
        return self.round.challenge.panel

    def signature_gaps(self) -> Iterator[Gap]:
        signed = set(self.signatures.values_list("juror_id", flat=True))
        for juror in self.panel.active_jurors:
            if juror.pk not in signed:
                yield Gap(_("%(name)s has not signed yet.") % {"name": juror.user})


class Signature(models.Model):
    """One juror's signature under the hash of the report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signatures")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "juror"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.juror_id} under {self.sha256[:12]}"
