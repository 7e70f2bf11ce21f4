"""The challenge: who asks, under which law, for how much, and what was decided about it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from accounts.roles import OBSERVING_ROLES
from challenges import cancelling, completeness, ending, versioning
from challenges.lifecycle import OPEN_AMENDMENT, AmendmentState, ChallengeState
from challenges.permissions import DRAFTING_ROLES
from challenges.profiles import OWN_RULES, PROFILES, LawProfile
from challenges.rules.document import Document, Notice, Rules
from challenges.rules.upgrades import upgraded
from core import clock
from core.lifecycle import Gap
from core.permissions import Actor

LONGEST_WORKING_TITLE = 120


class Topic(models.TextChoices):
    """What a challenge is about; one list for filters, feeds and data."""

    ENVIRONMENT = "environment", _("Environment and energy")
    HEALTH = "health", _("Health and care")
    TRANSPORT = "transport", _("Transport")
    EDUCATION = "education", _("Education and culture")
    SOCIAL = "social", _("Social life and inclusion")
    PUBLIC_SERVICES = "public_services", _("Public services")
    SAFETY = "safety", _("Safety and justice")
    SCIENCE = "science", _("Science and space")
    ECONOMY = "economy", _("Economy and taxes")


class Frozen(Protocol):
    """A version, which says from which draft and words it was frozen; ChallengeVersion is one."""

    draft_number: int | None
    words_sha256: str | None


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def public(self) -> "ChallengeQuerySet":
        """Return the challenges that everybody may see."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Visitor) -> "ChallengeQuerySet":
        """The list twin of the rule `challenges.view_challenge`."""
        mine = Organisation.objects.with_role(user, *DRAFTING_ROLES)
        return self.filter(Q(published_at__isnull=False) | Q(authority__in=mine))

    def on_desk_of(self, user: Visitor) -> "ChallengeQuerySet":
        """The list twin of the rule `challenges.view_desk`."""
        mine = Organisation.objects.with_role(user, *DRAFTING_ROLES)
        audited = Organisation.objects.with_role(user, *OBSERVING_ROLES)
        return self.filter(Q(authority__in=mine) | Q(authority__in=audited, published_at__isnull=False))


class Challenge(models.Model):
    """One competition. Its words live in manuscripts until frozen; the public reads `published_version` alone."""

    State = ChallengeState

    reference = models.CharField(_("Reference"), max_length=20, unique=True)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="challenges")
    # What officials call it while it is being written; the public title is among the words.
    working_title = models.CharField(_("Working title"), max_length=LONGEST_WORKING_TITLE)
    state = models.CharField(_("State"), max_length=20, choices=ChallengeState, default=ChallengeState.DRAFT)
    # Copied out of the notice, so that lists can be filtered by it.
    topic = models.CharField(_("Topic"), max_length=20, choices=Topic)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    candidate = models.ForeignKey("ChallengeVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_version = models.ForeignKey("ChallengeVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.TextField(_("Reason for returning or cancelling"), blank=True)
    # Where an imported challenge was first published; empty for the portal's own.
    source_url = models.URLField(max_length=500, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_version__isnull=True)
                | Q(published_at__isnull=False, published_version__isnull=False),
                name="challenge_published_with_a_version",
            ),
        ]
        indexes = [models.Index(fields=["state", "published_at"])]

    def __str__(self) -> str:
        return f"{self.reference} {self.working_title}"

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read anew, the draft and the open amendment too."""
        self.__dict__.pop("draft", None)
        self.__dict__.pop("amendment", None)
        super().refresh_from_db(*args, **kwargs)

    @cached_property
    def draft(self) -> Any:
        """The newest saving of notice and rules. Raises DoesNotExist for a challenge that was taken in from elsewhere."""
        return self.draft_revisions.latest("number")

    @property
    def plain(self) -> dict[str, Any]:
        """Notice and rules as plain JSON: as they are being written, or as they were frozen where nothing is being written."""
        if self.published_version is None:
            found: dict[str, Any] = self.draft.plain
            return found
        return dict(upgraded(self.published_version.content))

    @cached_property
    def amendment(self) -> Any:
        """The amendment that is being written or waits for its approval; None where nothing is being amended."""
        if self.published_version_id is None:
            return None
        return self.amendments.select_related("base", "candidate").filter(state__in=OPEN_AMENDMENT).first()

    @property
    def written(self) -> dict[str, Any]:
        """Notice and rules as the desk shows them: as they are being written or amended, or else those in force.

        Everybody but those who write reads `plain`, `document` and `rules`, which stay with the version in force.
        """
        if self.amendment is None:
            return self.plain
        found: dict[str, Any] = self.draft.plain
        return found

    @property
    def written_languages(self) -> list[str]:
        """The languages in which words are being written."""
        return list(self.written["rules"].get("languages", []))

    @property
    def document(self) -> Document:
        """The frozen document that holds once the challenge is public; before, what was saved last, with holes, without words."""
        version = self.published_version
        found: Document = self.draft.read if version is None else version.document
        return found

    @property
    def rules(self) -> Rules:
        """How the competition runs: the rules in force."""
        return self.document.rules

    @property
    def notice(self) -> Notice:
        """Who asks, about what, for how much."""
        return self.document.notice

    @property
    def figures(self) -> dict[str, Any]:
        """What lists and letters name of a public challenge (challenges.rules.outline), without reading the rules."""
        found: dict[str, Any] = self.published_version.figures if self.published_version else {}
        return found

    @property
    def profile(self) -> LawProfile:
        """The law that holds; of a draft that names none yet, own rules, which demand least."""
        law = self.rules.law if not self.published_version else None
        key = self.figures["law_profile"] if self.published_version else law and law.profile
        return PROFILES[key or OWN_RULES]

    @property
    def verdict_binds(self) -> bool:
        """Whether the jury's verdict binds, so that its authority's head approves it, sends it back or annuls the contest."""
        return self.profile.verdict_binds

    @property
    def languages(self) -> list[str]:
        return list(self.figures["languages"] if self.published_version else self.rules.languages or ())

    @property
    def currency(self) -> str:
        found: str = self.figures["currency"] if self.published_version else self.document.currency
        return found

    @property
    def budget(self) -> Decimal | None:
        """The most that prizes and a contract after them may cost, in the challenge's currency; known once it is public."""
        amount = self.figures.get("budget")
        return None if amount is None else Decimal(amount)

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    def gaps(self) -> list[Gap]:
        """Return what stands against submitting, each gap with the section where it is mended."""
        return completeness.gaps(self)

    def cancelling_gaps(self) -> Iterable[Gap]:
        return cancelling.gaps(self)

    def date_gaps_at_publication(self) -> Iterable[Gap]:
        return completeness.past_deadlines(self, clock.now())

    @property
    def waits_for_approval(self) -> bool:
        """Whether a publisher may approve exactly what was submitted: of the challenge, or of what amends it."""
        if self.published_version_id is None:
            return self.state == ChallengeState.IN_REVIEW
        return self.amendment is not None and self.amendment.state == AmendmentState.IN_REVIEW

    def amendment_gaps(self) -> Iterator[Gap]:
        """Yield a gap while an amendment is open."""
        if self.amendment is not None:
            yield Gap(_("An amendment is being prepared. Publish or discard it first."), "amendment", "amending")

    def unsettled_rounds(self) -> Iterator[Gap]:
        """Yield a gap for each round that was opened and not decided, and when no round was decided at all."""
        stages = list(self.rounds.all())
        for stage in stages:
            if stage.opened_at and not stage.decided_at:
                yield Gap(_("Round %(number)s is not decided yet.") % {"number": stage.number}, f"round-{stage.number}")
        if not any(stage.decided_at for stage in stages):
            yield Gap(_("No round was decided yet."), "conclude")

    def concluding_gaps(self) -> Iterable[Gap]:
        return ending.gaps(self)

    def candidate_fits(self) -> bool:
        """Return whether words and rules are still exactly those that were frozen for approval."""
        return self.candidate is not None and self.still_says(self.candidate)

    def still_says(self, version: Frozen) -> bool:
        """Return whether draft and words are still those that `version` was frozen from."""
        same_rules: bool = version.draft_number == self.draft.number
        return same_rules and version.words_sha256 == versioning.words_digest(self)

    def candidate_is_of_old_format(self) -> bool:
        """Return whether the candidate was frozen in a format that is read for ever, but not published any more."""
        return self.candidate is not None and "format" not in self.candidate.content

    def was_written_by(self, user: Actor) -> bool:
        """Return whether `user` wrote words or rules of the candidate."""
        return self.candidate is not None and self.candidate.writers.filter(pk=user.pk).exists()


class Contribution(models.Model):
    """That this person wrote rules of this challenge on the desk; manuscripts know by themselves who wrote words."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="contributions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "user"], name="contribution_once")]

    def __str__(self) -> str:
        return f"{self.user} wrote in {self.challenge.reference}"
