"""The jury of a challenge, its seats, and what each juror declared."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import OBSERVING_ROLES, Role
from challenges.lifecycle import OVER, challenge_is_not_over
from challenges.models import Challenge, Round
from core.lifecycle import Gap
from core.references import random_code
from evaluation.lifecycle import PanelState
from submissions.models import Proposal


def new_seat_code() -> str:
    """Return a random code that names a seat in addresses."""
    return random_code(5)


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: Visitor) -> "PanelQuerySet":
        """The list twin of the rule `evaluation.view_panel`."""
        forms = Organisation.objects.with_role(user, Role.AUTHOR, Role.SECRETARY, Role.PUBLISHER)
        audits = Organisation.objects.with_role(user, *OBSERVING_ROLES)
        return self.filter(
            Q(challenge__authority__in=forms)
            | Q(challenge__authority__in=audits, challenge__published_at__isnull=False)
            | Q(pk__in=Juror.objects.seats_of(user).values("panel"))
        )


class Panel(models.Model):
    """The jury of a challenge. Its secretary is the official who serves it and does not score."""

    State = PanelState

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, related_name="panel")
    state = models.CharField(_("State"), max_length=20, choices=PanelState, default=PanelState.FORMING)
    appointed_at = models.DateTimeField(null=True, blank=True)

    objects = PanelQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.challenge.reference} panel"

    @property
    def panel(self) -> "Panel":
        return self

    @cached_property
    def active_jurors(self) -> list["Juror"]:
        """The jurors who score: accepted, not stepped down, deputies only once they stepped in."""
        return [juror for juror in self.jurors.select_related("user") if juror.is_active]

    @property
    def is_frozen(self) -> bool:
        """Whether a first mark was saved, or a round ranked without any: from then on jurors only step down, deputies step in."""
        marked = self.jurors.filter(scorecards__saved_at__isnull=False)
        return marked.exists() or self.challenge.rounds.filter(ranked_at__isnull=False).exists()

    def has_member(self, user: Visitor) -> bool:
        return any(juror.user_id == user.pk for juror in self.active_jurors)

    def is_chaired_by(self, user: Visitor) -> bool:
        return any(juror.user_id == user.pk and juror.role == Juror.Role.CHAIR for juror in self.active_jurors)

    def quorum_gaps(self) -> Iterator[Gap]:
        """Yield what the jury lacks to be appointed: enough jurors who accepted, and a chair among them."""
        needed, there = self.challenge.profile.minimum_jurors, len(self.active_jurors)
        if there < needed:
            words = {"there": there, "needed": needed}
            yield Gap(_("%(there)s jurors accepted; the law profile asks for %(needed)s.") % words, "panel")
        if not any(juror.role == Juror.Role.CHAIR for juror in self.active_jurors):
            yield Gap(_("Nobody who accepted chairs the jury."), "panel")

    def frozen_gaps(self, role: str = "") -> Iterator[Gap]:
        """Yield a gap when nobody can take a seat any more, or a seat of this role: deputies may join after the first marks."""
        if self.state == PanelState.DISCHARGED:
            yield Gap(_("This jury has ended its service."))
            return
        yield from challenge_is_not_over(self, None)
        if role != Juror.Role.DEPUTY and self.is_frozen:
            yield Gap(_("The first marks are in. From now on jurors can only step down, and deputies step in."))

    def undecided_gaps(self) -> Iterator[Gap]:
        """Yield a gap per round that is still to be decided; none when the challenge is over, since none will be."""
        if self.challenge.state in OVER:
            return
        for stage in self.challenge.rounds.filter(decided_at__isnull=True):
            yield Gap(_("Round %(number)s is not decided yet.") % {"number": stage.number})


class JurorQuerySet(models.QuerySet["Juror"]):
    def active(self) -> "JurorQuerySet":
        """Return the jurors who score; the list twin of `Juror.is_active`."""
        return self.filter(accepted_at__isnull=False, recused_at__isnull=True).exclude(role=Juror.Role.DEPUTY)

    def seats_of(self, user: Visitor) -> "JurorQuerySet":
        """Return the seats from which `user` scores."""
        return self.active().filter(user=user) if user.is_authenticated else self.none()

    def offered_to(self, user: Visitor) -> "JurorQuerySet":
        """Return every seat that was offered to `user` and not refused or given up, deputies' seats too."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user, declined_at__isnull=True, recused_at__isnull=True)


class Juror(models.Model):
    """One person's seat on a panel, from invitation to acceptance or refusal."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")
        DEPUTY = "deputy", _("Deputy")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    code = models.CharField(max_length=10, unique=True, default=new_seat_code, editable=False)
    role = models.CharField(_("Role on the panel"), max_length=10, choices=Role)
    # Shown to the public beside the name: who this person is, that they may judge.
    qualification = models.CharField(_("Post and field"), max_length=200, blank=True)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    # When a deputy took over the role of somebody who stepped down.
    stepped_in_at = models.DateTimeField(null=True, blank=True)
    recused_at = models.DateTimeField(null=True, blank=True)

    objects = JurorQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="juror_once_per_panel"),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(role="chair", declined_at__isnull=True, recused_at__isnull=True),
                name="juror_one_chair_per_panel",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True), name="juror_accepted_or_declined"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def challenge(self) -> Challenge:
        return self.panel.challenge

    @property
    def is_active(self) -> bool:
        return self.accepted_at is not None and self.recused_at is None and self.role != self.Role.DEPUTY

    @property
    def is_waited_for(self) -> bool:
        return self.accepted_at is None and self.declined_at is None

    @property
    def is_deputy_in_waiting(self) -> bool:
        return self.role == self.Role.DEPUTY and self.accepted_at is not None and self.recused_at is None


def conflicting_proposals(jurors: Sequence[int]) -> QuerySet[Proposal]:
    """Return the proposals that one of `jurors` must not score: declared conflicts, and those of suppliers they belong to."""
    declared = Q(declared_conflicts__juror__in=jurors)
    return Proposal.objects.filter(declared | Q(supplier__memberships__user__seats__in=jurors)).distinct()


class Declaration(models.Model):
    """A juror's dated declaration of interest for one round, made against the list of who takes part, not which work is whose.

    Source: art. 24 of 2014/24/EU; Pzp art. 56. The row is made when the juror is shown the list, and becomes a declaration when
    they sign it.
    """

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="declarations")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="declarations")
    list_shown_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True, blank=True)
    statement = models.TextField(_("What connects you"), blank=True)
    conflicts = models.ManyToManyField(Proposal, related_name="declared_conflicts", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "round"], name="declaration_once_per_round")]

    def __str__(self) -> str:
        return f"{self.juror_id} for round {self.round_id}"
