"""Amendments: what changes of a public challenge, why, and what follows from it for those who have entered."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges import amending, completeness, manuscripts, versioning
from challenges.lifecycle import OPEN_AMENDMENT, AmendmentState
from challenges.models.challenge import Challenge
from challenges.models.versions import ChallengeVersion
from challenges.rules.base import WITH_HOLES
from challenges.rules.building import Plain
from challenges.rules.document import Document
from challenges.rules.findings import Finding
from challenges.rules.impact.changes import Change, changes_of, impact
from challenges.rules.impact.deadlines import confirmation_needed, refusals
from challenges.rules.impact.keeping import unkept
from challenges.rules.impact.keys import retired_keys
from challenges.rules.impact.moments import Moment, RoundFacts, moment_at
from challenges.rules.impact.rows import How
from core import clock
from core.constraints import paired
from core.lifecycle import Gap
from core.permissions import Actor


class Amendment(models.Model):
    """One change of a public challenge, from the version in force (`base`) to the next one (`candidate`).

    While it is open, the newest draft of the challenge is what is being written. `impact` is what follows from it, frozen at
    submission and once more at publication, when it is true for good.
    """

    State = AmendmentState

    class Code(models.TextChoices):
        """Why something is amended: the reason codes of eForms for changes (BT-140)."""

        BUYER = "cor-buy", _("A correction by the authority")
        ADDED = "update-add", _("Information is updated or added")
        RELEASED = "info-release", _("Information that was held back is released")
        REVIEWED = "susp-review", _("A review body asked for it")

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="amendments")
    base = models.ForeignKey(ChallengeVersion, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(ChallengeVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("State"), max_length=20, choices=AmendmentState, default=AmendmentState.DRAFTING)
    code = models.CharField(_("Kind of reason"), max_length=20, choices=Code)
    reason = models.TextField(_("Reason"))
    # Why it was returned to its authors; empty once it is submitted again.
    return_reason = models.TextField(blank=True)
    impact = models.JSONField(default=list)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["challenge", "pk"]
        constraints = [
            *paired("amendment", "submitted", "published", "discarded"),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(state__in=[state.value for state in OPEN_AMENDMENT]), name="amendment_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_review", "published"]) | Q(candidate__isnull=False, submitted_at__isnull=False),
                name="amendment_submitted_with_a_candidate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge} amended"

    @property
    def authority_id(self) -> int:
        return self.challenge.authority_id

    @property
    def document(self) -> Document:
        """What was frozen of the amendment, or what is being written of it, with holes."""
        if self.candidate is not None and self.state != AmendmentState.DRAFTING:
            return self.candidate.document
        return Document.model_validate(versioning.content_of(self.challenge), context=WITH_HOLES)

    def changed_words(self) -> list[str]:
        """Return the languages in which the manuscripts say something else than the version in force."""
        newest = manuscripts.store().words(self.challenge)
        in_force = self.base.content["words"]
        return [language for language, words in newest.items() if language in in_force and words != in_force[language]]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The frozen impact, told in the active language; nothing before it was submitted."""
        if self.candidate is None or not self.impact:
            return ()
        return changes_of(self.impact, self.base.document, self.candidate.document)

    def impact_at(self, at: datetime) -> tuple[Change, ...]:
        """Return what changes, and what follows from it at an instant, by what was entered and seen so far."""
        return impact(self.base.document, self.document, moment=self._moment(at), retired=self._retired())

    def gaps(self) -> Iterator[Gap]:
        """Yield what stands against submitting: nothing changes, something is missing, or it could not be published."""
        at = clock.database_now()
        changes = self.impact_at(at)
        if not changes:
            yield Gap(_("Nothing is changed yet."), "amendment", "nothing")
        yield from completeness.new_gaps(self.challenge, self.base.content)
        yield from self._refusals(changes, at)

    def refusals_now(self) -> Iterator[Gap]:
        """Yield why it could not be published at this moment."""
        at = clock.database_now()
        return self._refusals(self.impact_at(at), at)

    def _refusals(self, changes: Iterable[Change], at: datetime) -> Iterator[Gap]:
        base, new = self.base.document, self.document
        for finding in (*refusals(changes, base, new, moment=self._moment(at)), *unkept(base, new, at)):
            yield _gap(finding)

    def _moment(self, at: datetime) -> Moment:
        decided = set(self.challenge.rounds.filter(decided_at__isnull=False).values_list("round_key", flat=True))
        known = amending.known(self.challenge)
        facts = {}
        for stage in self.base.document.rules.rounds:
            each = known.get(stage.key, amending.Known())
            facts[stage.key] = RoundFacts(
                is_mark_seen=each.is_mark_seen,
                is_decided=stage.key in decided,
                drafts=each.drafts,
                deposits=each.deposits,
            )
        return moment_at(self.base.document, at, facts)

    def _retired(self) -> frozenset[str]:
        published = self.challenge.versions.filter(number__isnull=False).order_by("number")
        return retired_keys(version.document for version in published)

    def candidate_fits(self) -> bool:
        """Return whether words and rules are still exactly those that were frozen for approval."""
        return self.candidate is not None and self.challenge.still_says(self.candidate)

    def was_written_by(self, user: Actor) -> bool:
        """Return whether `user` wrote words or rules since the version that is amended."""
        return self.candidate is not None and self.candidate.writers.filter(pk=user.pk).exists()

    def asks_to_confirm(self, round_key: str) -> bool:
        """Return whether suppliers with an entry in this round are asked to confirm it."""
        return confirmation_needed(self.changes, round_key)

    def announces_in(self) -> frozenset[str]:
        """Return the keys of the rounds for which it fills in what was to be announced later."""
        filled = [change.path for change in self.changes if change.how is How.FILLED]
        rounds = (stage.key for stage in self.base.document.rules.rounds)
        return frozenset(key for key in rounds if any(path.startswith(f"rules.rounds[{key}].") for path in filled))


def _gap(finding: Finding) -> Gap:
    words = {"place": finding.place, "reason": finding.reason, "remedy": finding.remedy}
    section = completeness.section(cast(Plain, finding.within), finding.path)
    return Gap(_("%(place)s: %(reason)s %(remedy)s") % words, section, finding.code)
