"""Scorecards and marks."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import OBSERVING_ROLES, Role
from challenges.models import Challenge, Round
from challenges.rules.judging import Criterion, JudgingPart
from core.lifecycle import Gap
from evaluation import scoring
from evaluation.lifecycle import HANDED_IN, WAITING, ScorecardState
from evaluation.methods import entries
from evaluation.methods.hearing import applies
from evaluation.models.panel import Juror, Panel, conflicting_proposals
from submissions import vault
from submissions.models import Entry


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def of_juror(self, user: Visitor) -> "ScorecardQuerySet":
        """Return the person's own scorecards, on the panels where they have a seat."""
        return self.filter(juror__in=Juror.objects.seats_of(user))

    def locked(self, scorecard: "Scorecard") -> "Scorecard":
        """Return `scorecard` anew, its row locked until the end of the transaction, with what permissions and guards ask for."""
        related = self.select_related("juror__panel__challenge__authority", "juror__user", "entry__round__challenge")
        return related.select_for_update(of=("self",)).get(pk=scorecard.pk)

    def waiting(self) -> "ScorecardQuerySet":
        """Return the scorecards that their jurors have still to submit."""
        return self.filter(state__in=WAITING)

    def handed_in(self) -> "ScorecardQuerySet":
        """Return the scorecards whose marks count."""
        return self.filter(state__in=HANDED_IN)

    def visible_to(self, user: Visitor) -> "ScorecardQuerySet":
        """The list twin of the rule `evaluation.view_scorecard`."""
        if not user.is_authenticated:
            return self.none()
        own = Scorecard.objects.of_juror(user)
        ranked = Q(entry__round__ranked_at__isnull=False)
        never = Q(entry__round__sees_others="never")
        after_own = Q(
            entry__round__sees_others=Round.SeesOthers.AFTER_OWN,
            entry__round__ranked_at__isnull=True,
            entry__in=own.handed_in().values("entry"),
        )
        panels = Juror.objects.seats_of(user).values("panel")
        colleagues = Q(state__in=HANDED_IN, juror__panel__in=panels) & ((ranked & ~never) | after_own)
        authority = "entry__round__challenge__authority__in"
        follows = Q(**{authority: Organisation.objects.with_role(user, Role.SECRETARY, Role.PUBLISHER)}) | Q(
            **{authority: Organisation.objects.with_role(user, *OBSERVING_ROLES)},
            entry__round__challenge__published_at__isnull=False,
        )
        named = ~Q(state=ScorecardState.RECUSED) | Q(entry__round__revealed_at__isnull=False) | Q(entry__round__is_blind=False)
        return self.filter(Q(pk__in=own.values("pk")) | colleagues | (follows & ranked & named))


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
    recusal_reason = models.TextField(_("Why the juror stepped back"), blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Counts savings, so that a form from an older tab cannot overwrite newer marks unnoticed.
    revision = models.PositiveIntegerField(default=0)

    objects = ScorecardQuerySet.as_manager()

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

    @property
    def is_open(self) -> bool:
        """Whether its juror has still to submit it."""
        return self.state in WAITING

    @property
    def part(self) -> JudgingPart:
        """The part of the judging that it is filled in for. Raises LookupError: nothing in this round is judged by scorecards."""
        part = scoring.scored_part(self.round.rules.judging)
        if part is None:
            raise LookupError(f"No scorecards are filled in for {self.round}.")
        return part

    @property
    def others_visible(self) -> str | None:
        """When the rules let jurors see each other's scorecards: after_own, when_all_in, never."""
        return self.part.others_visible

    @property
    def is_blind(self) -> bool:
        """Whether the rules hide from jurors whose entry they read."""
        return self.round.rules.is_blind

    @cached_property
    def answered(self) -> entries.Entry:
        """The entry as the rules look at it: with the answers that a criterion depends on."""
        questions = {criterion.only_if.question for criterion in self.part.criteria if criterion.only_if}
        chosen = vault.options_chosen([self.entry], questions)[self.entry.work_code] if questions else {}
        return entries.Entry(self.entry.work_code, answers=chosen)

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """The criteria that the entry is marked on: all, but those that depend on an answer it did not give."""
        return tuple(criterion for criterion in self.part.criteria if applies(criterion.only_if, self.answered))

    @property
    def given(self) -> dict[str, "Score"]:
        """The marks and reasons as saved, by criterion key."""
        return {score.criterion_key: score for score in self.scores.all() if score.part_key == self.part.key}

    @property
    def can_be_corrected(self) -> bool:
        """Whether its juror may ask to correct a mark: locked, and neither decided nor joined with a name."""
        stage = self.entry.round
        is_known = stage.is_blind and stage.revealed_at is not None
        return self.state == ScorecardState.LOCKED and stage.decided_at is None and not is_known

    @property
    def corrected(self) -> dict[str, str]:
        """The marks that were corrected since, by criterion key: the newest of each."""
        recorded = [each for each in self.corrections.all() if each.recorded_at is not None]
        return {each.criterion_key: each.value for each in sorted(recorded, key=lambda each: each.number)}

    @property
    def counting_marks(self) -> dict[str, str | None]:
        """The marks that count, by criterion key; None where there is none."""
        return {score.criterion_key: score.value or None for score in self.scores.all()} | self.corrected

    def gaps(self) -> Iterator[Gap]:
        return scoring.gaps(self.asked, self.given)

    def declaration_gaps(self) -> Iterator[Gap]:
        if not self.juror.declarations.filter(round=self.entry.round_id, declared_at__isnull=False).exists():
            yield Gap(_("Declare your interests for this round first."), "declaration")

    def conflict_gaps(self) -> Iterator[Gap]:
        # Asked by the ids of this juror and this supplier alone: nothing here tells whose work it is.
        if conflicting_proposals([self.juror_id]).filter(pk=self.entry.proposal_id).exists():
            yield Gap(_("You are in conflict with this entry and cannot score it."))


class Score(models.Model):
    """One mark for one criterion, with its reason. No row or no mark means "not scored", never 0."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="scores")
    # Names in the rules: of the part of the judging, and of the criterion in it.
    part_key = models.CharField(max_length=40)
    criterion_key = models.CharField(max_length=40)
    # As `evaluation.scales` keeps it: a canonical decimal or the key of a choice; empty for no mark.
    value = models.CharField(_("Mark"), max_length=40, blank=True)
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "part_key", "criterion_key"], name="score_once_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion_key}: {self.value}"
