"""Rehearsals that are kept with an approval: what was found when the rules were played through, and of which text."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import OBSERVING_ROLES
from awards.lifecycle import RehearsalState
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, ChallengeVersion
from challenges.permissions import DRAFTING_ROLES
from core.lifecycle import Gap


class KeptRehearsalQuerySet(models.QuerySet["KeptRehearsal"]):
    def visible_to(self, user: Visitor) -> "KeptRehearsalQuerySet":
        """The list twin of the rule `awards.view_keptrehearsal`."""
        mine = Organisation.objects.with_role(user, *DRAFTING_ROLES)
        audited = Organisation.objects.with_role(user, *OBSERVING_ROLES)
        published = ChallengeVersion.objects.filter(
            challenge=OuterRef("challenge"), sha256=OuterRef("sha256"), number__isnull=False
        )
        return self.filter(Q(challenge__authority__in=mine) | Q(Exists(published), challenge__authority__in=audited))


class KeptRehearsal(models.Model):
    """One course of events in which words and rules were played through. Never changed.

    `sha256` is that of all that was rehearsed: a version frozen with the same hash is what was rehearsed, any other is not.
    `content` is what awards.rehearsal.keeping says of it.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="rehearsals")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scenario = models.CharField(_("What happens"), max_length=20)
    entries = models.PositiveIntegerField(_("Number of entries"))
    seed = models.PositiveIntegerField(_("Seed"))
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = KeptRehearsalQuerySet.as_manager()

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="kept_rehearsal_number_once"),
            models.UniqueConstraint(
                fields=["challenge", "sha256", "scenario", "entries", "seed"], name="kept_rehearsal_course_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} rehearsed {self.number}"

    @property
    def state(self) -> RehearsalState:
        return RehearsalState.PLAYED if self._state.adding else RehearsalState.KEPT

    def get_state_display(self) -> str:
        return str(self.state.label)

    @property
    def is_of_published_rules(self) -> bool:
        return self.challenge.versions.filter(sha256=self.sha256, number__isnull=False).exists()

    def preparation_gaps(self) -> Iterator[Gap]:
        is_draft = self.challenge.state in (ChallengeState.DRAFT, ChallengeState.IN_REVIEW)
        if not is_draft and self.challenge.amendment is None:
            yield Gap(_("Nothing waits to be approved, so that there is nothing to keep a rehearsal with."), code="not_prepared")
