"""Rounds, their questions and their criteria: the rules of a challenge while they are being written.

Published rules do not change: services refuse to touch these rows once the challenge has left its draft.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.rules import document as rules
from challenges.rules.upgrades.format_1_rounds import round_key
from core.translated import TranslatedTextField


class RoundQuerySet(models.QuerySet["Round"]):
    def accepting(self, now: datetime) -> "RoundQuerySet":
        """Return the rounds of published challenges that take entries at `now`."""
        return self.filter(challenge__state="published", opens_at__lte=now, closes_at__gte=now)


class Round(models.Model):
    """One stage of a challenge: a row of capabilities. Kinds of competition are presets of such rows."""

    class Kind(models.TextChoices):
        CONCEPT = "concept", _("Concept")
        PROTOTYPE = "prototype", _("Prototype")
        PITCH = "pitch", _("Pitch")
        PILOT = "pilot", _("Pilot")

    class SeesOthers(models.TextChoices):
        AFTER_OWN = "after_own", _("after submitting their own scorecard for that entry")
        WHEN_ALL_IN = "when_all_in", _("when all scorecards of the round are in")

    class TieBreak(models.TextChoices):
        HEAVIEST_CRITERION = "heaviest_criterion", _("higher mark in the criterion with the greatest weight")
        EARLIER_SUBMISSION = "earlier_submission", _("earlier submission")

    class Phase(models.TextChoices):
        UPCOMING = "upcoming", _("Not yet open")
        ACCEPTING = "accepting", _("Open for entries")
        CLOSED = "closed", _("Closed, entries still sealed")
        JUDGING = "judging", _("Being judged")
        RANKED = "ranked", _("Ranked, decision to come")
        DECIDED = "decided", _("Decided")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("Number"))
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    title = TranslatedTextField(_("Title"))
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Deadline"), null=True, blank=True)
    decision_due_on = models.DateField(_("Decision planned by"), null=True, blank=True)

    # Always: the vault seals every round, so no form offers the choice. Frozen with the other rules.
    is_sealed = models.BooleanField(_("Sealed until opened after the deadline"), default=True)
    is_blind = models.BooleanField(_("Blind: the jury does not know whose entry it reads"), default=True)
    openers_required = models.PositiveSmallIntegerField(_("Officials needed to open"), default=2)
    sees_others = models.CharField(
        _("A juror sees the others' scorecards"), max_length=20, choices=SeesOthers, default=SeesOthers.AFTER_OWN
    )
    minimum_scorecards = models.PositiveSmallIntegerField(_("Scorecards needed per entry"), default=3)
    scale_max = models.PositiveSmallIntegerField(
        _("Highest mark"), default=5, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    # Points out of 100 that an entry needs to advance or win.
    threshold = models.DecimalField(_("Points needed"), max_digits=5, decimal_places=2, default=Decimal(0))
    tie_break = models.JSONField(_("Ties are broken by"), default=list, blank=True)
    # At most this many advance; in the last round, at most this many win.
    advance_limit = models.PositiveSmallIntegerField(_("At most how many advance or win"), null=True, blank=True)
    prize_each = models.DecimalField(_("Prize for each of them"), max_digits=14, decimal_places=2, default=Decimal(0))

    opened_at = models.DateTimeField(null=True, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)
    # From here on work codes and names may be joined: the report of a blind round was signed.
    revealed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="round_number_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opened_at__gt=F("closes_at")), name="round_opened_after_the_deadline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge.reference} round {self.number}"

    @property
    def key(self) -> str:
        """The name of this round in the rules."""
        return round_key(self.number)

    @property
    def rules(self) -> rules.Round:
        """What the rules in force say of this round."""
        return self.challenge.rules.round(self.key)

    @property
    def reference(self) -> str:
        """The name of this round in the ledger, e.g. `GT-2026-014/2`."""
        return f"{self.challenge.reference}/{self.number}"

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


class Criterion(models.Model):
    """What is scored in a round. Identity is the key, not the name."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(_("Key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("Position"))
    name = TranslatedTextField(_("Name"))
    description = TranslatedTextField(_("What the jury looks for"), blank=True)
    weight = models.DecimalField(_("Weight"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    # Least panel mean that an entry needs in this criterion.
    threshold = models.DecimalField(_("Mark needed"), max_digits=4, decimal_places=2, default=Decimal(0))
    # Worded anchors by mark: {"0": {"en": ..., "pl": ...}, "5": {...}}.
    anchors = models.JSONField(_("Worded anchors"), default=dict, blank=True)

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="criterion_key_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weight_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.weight})"


class Question(models.Model):
    """One field of a round's form."""

    class Kind(models.TextChoices):
        SHORT_TEXT = "short_text", _("Short text")
        LONG_TEXT = "long_text", _("Long text with a word limit")
        NUMBER = "number", _("Number")
        MONEY = "money", _("Amount of money")
        DATE = "date", _("Date")
        YES_NO = "yes_no", _("Yes or no")
        ONE_OF = "one_of", _("One of several")
        MANY_OF = "many_of", _("Several of several")
        FILE = "file", _("File (PDF)")
        LINK = "link", _("Link")
        DECLARATION = "declaration", _("Declaration to agree to")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(_("Key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("Position"))
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    label = TranslatedTextField(_("Question"))
    help_text = TranslatedTextField(_("Help"), blank=True)
    is_required = models.BooleanField(_("Must be answered"), default=True)
    word_limit = models.PositiveIntegerField(_("Word limit"), null=True, blank=True)
    # For one_of and many_of: [{"key": "a", "label": {"en": ..., "pl": ...}}].
    options = models.JSONField(_("Options"), default=list, blank=True)
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions")

    class Meta:
        ordering = ["round", "position"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="question_key_once")]

    def __str__(self) -> str:
        return f"{self.key} ({self.get_kind_display()})"
