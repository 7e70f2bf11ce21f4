"""The rounds of a published challenge: anchors that entries, marks and outcomes hang on. What a round is, its rules say."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.models.versions import ChallengeVersion
from challenges.rules import document as rules


class RoundQuerySet(models.QuerySet["Round"]):
    def accepting(self, now: datetime) -> "RoundQuerySet":
        """Return the rounds of published challenges that take entries at `now`."""
        return self.filter(challenge__state="published", opens_at__lte=now, closes_at__gte=now)


# Between the label of a round and the number of a further window of it.
FURTHER_WINDOW = ".w"


class Round(models.Model):
    """One round of a published challenge, or one of its windows where it has several.

    The columns that repeat a rule are what SQL filters by; `challenges.services.anchors` alone writes them, from the version
    named by `set_by_version`, and a trigger refuses any other change. Rows are never renumbered and never go. Once its deadline
    has passed a round stays with the version that was in force then, and is judged under it.
    """

    class SeesOthers(models.TextChoices):
        AFTER_OWN = "after_own", _("after submitting their own scorecard for that entry")
        WHEN_ALL_IN = "when_all_in", _("when all scorecards of the round are in")
        NEVER = "never", _("never")

    class Phase(models.TextChoices):
        UPCOMING = "upcoming", _("Not yet open")
        ACCEPTING = "accepting", _("Open for entries")
        CLOSED = "closed", _("Closed, entries still sealed")
        JUDGING = "judging", _("Being judged")
        RANKED = "ranked", _("Ranked, decision to come")
        DECIDED = "decided", _("Decided")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("Number"))
    round_key = models.CharField(max_length=40)
    # Empty for a round in which nothing is handed in.
    window_key = models.CharField(max_length=40, blank=True)
    # Stands in references for ever: "2", and "2.w2" for a further window.
    label = models.CharField(max_length=20)
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Deadline"), null=True, blank=True)
    is_sealed = models.BooleanField(_("Sealed until opened after the deadline"))
    is_blind = models.BooleanField(_("Blind: the jury does not know whose entry it reads"))
    sees_others = models.CharField(_("A juror sees the others' scorecards"), max_length=20, choices=SeesOthers)
    set_by_version = models.ForeignKey(ChallengeVersion, on_delete=models.PROTECT, related_name="+")

    opened_at = models.DateTimeField(null=True, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)
    # From here on work codes and names may be joined: no blind round of the challenge is left to be judged.
    revealed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["challenge", "round_key", "window_key"], name="round_key_once"),
            models.UniqueConstraint(fields=["challenge", "label"], name="round_label_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opened_at__gt=F("closes_at")), name="round_opened_after_the_deadline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge.reference} round {self.label}"

    @property
    def key(self) -> str:
        """The name of this round in the rules."""
        return self.round_key

    @property
    def version(self) -> ChallengeVersion:
        """The version whose rules hold for this round: that in force, until its deadline passes; from then on that of then."""
        in_force = self.challenge.published_version
        return in_force if in_force is not None and in_force.pk == self.set_by_version_id else self.set_by_version

    @property
    def document(self) -> rules.Document:
        """The document whose rules hold for this round."""
        return self.version.document

    @property
    def rules(self) -> rules.Round:
        """What the rules that hold for it say of this round."""
        return self.document.rules.round(self.round_key)

    @property
    def figures(self) -> dict[str, Any]:
        """The few figures of this round that lists and letters name (challenges.rules.outline), without reading the rules.

        They are those in force: a new title or date is told of a round that is past its deadline too.
        """
        return self._among(self.challenge.figures)

    @property
    def rule_figures(self) -> dict[str, Any]:
        """The same by the version whose rules hold for this round: what is decided by."""
        return self._among(self.version.figures)

    def _among(self, figures: dict[str, Any]) -> dict[str, Any]:
        rounds = figures["rounds"]
        return next(found for found in rounds if found.get("key", f"round-{found['number']}") == self.round_key)

    @property
    def place(self) -> int:
        """The number of the round in the rules, which all of its windows share; `number` is that of the row."""
        place: int = self.figures["number"]
        return place

    @property
    def window_number(self) -> int | None:
        """Which of the windows of the round this is, from the second on; None for the first and for an only one."""
        _round, _mark, number = self.label.partition(FURTHER_WINDOW)
        return int(number) if number else None

    @property
    def title(self) -> dict[str, str]:
        """The name of the round by language."""
        title: dict[str, str] = self.figures["title"]
        return title

    @property
    def openers_required(self) -> int:
        """How many officials open its entries together."""
        number: int = self.rule_figures["openers_required"]
        return number

    @property
    def advance_limit(self) -> int | None:
        """At most how many advance or win; None where the rules name no such number."""
        limit: int | None = self.rule_figures["advance_limit"]
        return limit

    @property
    def prize_each(self) -> Decimal:
        """What each of them gets, in the currency of the challenge; 0 where no fixed sum is named."""
        return Decimal(self.rule_figures["prize_each"] or 0)

    @property
    def decision_due_on(self) -> date | None:
        """The day by which its decision is planned; None where no day is named."""
        day = self.figures["decision_due_on"]
        return date.fromisoformat(day) if day else None

    @property
    def reference(self) -> str:
        """The name of this round in the ledger, e.g. `GT-2026-014/2`."""
        return f"{self.challenge.reference}/{self.label}"

    @property
    def hides_names(self) -> bool:
        """Whether nobody but its supplier may learn whose a work is."""
        return self.is_blind and self.revealed_at is None

    def accepting(self, now: datetime) -> bool:
        """Return whether an entry that arrives at `now` is in time: not before the opening, not after the deadline."""
        if self.challenge.state != "published" or self.opens_at is None or self.closes_at is None:
            return False
        return self.opens_at <= now <= self.closes_at

    def has_closed(self, now: datetime) -> bool:
        return self.closes_at is not None and now > self.closes_at

    def phase(self, now: datetime) -> "Round.Phase":
        """Return where the round stands at `now`: decisions first, then the clock."""
        if self.decided_at:
            return self.Phase.DECIDED
        if self.ranked_at:
            return self.Phase.RANKED
        if self.opened_at:
            return self.Phase.JUDGING
        if self.has_closed(now):
            return self.Phase.CLOSED
        return self.Phase.ACCEPTING if self.accepting(now) else self.Phase.UPCOMING
