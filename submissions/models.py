"""The entry: what suppliers hand in, and what proves that they did.

Answers and files pass in and out through `submissions.vault` alone.
"""

from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from challenges.models import Challenge, ChallengeVersion, Round
from core import clock
from core.lifecycle import Gap
from core.references import random_code
from submissions.answers import Given, Questionnaire
from submissions.lifecycle import HANDED_IN, EntryState
from submissions.permissions import READING_ROLES


def new_work_code() -> str:
    """Return a random work code such as `7F3K-Q2`; never derived from the order of rows."""
    return random_code(4, 2)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: Visitor) -> "ProposalQuerySet":
        """The list twin of the rule `submissions.view_proposal`."""
        return self.filter(supplier__in=Organisation.objects.with_role(user))


class Proposal(models.Model):
    """One supplier's participation in one challenge."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="proposals")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(_("Title of your solution"), max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "supplier"], name="proposal_once_per_supplier")]

    def __str__(self) -> str:
        return f"{self.supplier} → {self.challenge.reference}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def locked(self, entry: "Entry") -> "Entry":
        """Return `entry` anew with its row locked until the end of the transaction, and what permissions and guards ask for."""
        related = self.select_related("proposal__challenge", "proposal__supplier", "round__challenge")
        return related.select_for_update(of=("self",)).get(pk=entry.pk)

    def with_version(self) -> "EntryQuerySet":
        """Annotate `deposited_under`, so that a list asks no query for each entry."""
        newest = Deposit.objects.filter(entry=OuterRef("pk")).order_by("-number").values("version_id")[:1]
        return self.annotate(deposited_under=Subquery(newest))

    def handed_in(self) -> "EntryQuerySet":
        return self.filter(state__in=HANDED_IN)

    def opened(self) -> "EntryQuerySet":
        """Return the entries that the officials and the jury work with."""
        return self.handed_in().filter(round__opened_at__isnull=False)

    def visible_to(self, user: Visitor) -> "EntryQuerySet":
        """The list twin of the rule `submissions.view_entry`."""
        mine = Organisation.objects.with_role(user)
        served = Organisation.objects.with_role(user, *READING_ROLES)
        opened = Q(round__opened_at__isnull=False, state__in=HANDED_IN)
        return self.filter(Q(proposal__supplier__in=mine) | (opened & Q(proposal__challenge__authority__in=served)))


class Entry(models.Model):
    """What a proposal hands in to one round. `draft` is being written; the newest deposit is what counts."""

    State = EntryState

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="entries")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    work_code = models.CharField(_("Work code"), max_length=10, unique=True, default=new_work_code)
    state = models.CharField(_("State"), max_length=20, choices=EntryState, default=EntryState.DRAFT)
    # Answers by question key, as they are being written; read and written by the vault.
    draft = models.JSONField(default=dict)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "round"], name="entry_once_per_round")]
        indexes = [models.Index(fields=["round", "state"])]

    def __str__(self) -> str:
        return self.work_code

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge

    @property
    def reference(self) -> str:
        """The name of this entry in the ledger, e.g. `GT-2026-014/1/7F3K-Q2`."""
        return f"{self.round.reference}/{self.work_code}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The form to be filled in: that of the rules that hold for its round."""
        return Questionnaire(self.round.document, self.round.key)

    @cached_property
    def deposited_under(self) -> int | None:
        """The version under which it was handed in last, by its primary key; None if never. Querysets annotate it."""
        newest = self.deposits.order_by("-number").values_list("version_id", flat=True)
        return newest.first()

    def window_gaps(self) -> Iterator[Gap]:
        now = clock.database_now()
        if self.round.has_closed(now):
            yield Gap(_("The deadline has passed. Nothing can be handed in or taken back any more; your draft is kept."))
        elif not self.round.accepting(now):
            yield Gap(_("This round does not take entries now."))

    def drafting_gaps(self) -> Iterator[Gap]:
        """Yield what stands against writing: one may prepare before the round opens, but nothing changes after its deadline."""
        if self.round.challenge.state != Challenge.State.PUBLISHED:
            yield Gap(_("This challenge does not take entries any more."))
        elif self.round.has_closed(clock.database_now()):
            yield Gap(_("The deadline has passed. Your draft is kept as it was, and cannot be changed any more."))

    def eligibility_gaps(self) -> Iterator[Gap]:
        """Yield a gap where nothing is handed in, or where the proposal did not come through the rounds before."""
        stage = self.round.rules
        if stage.intake is None:
            yield Gap(_("Nothing is handed in for this round."))
        elif not stage.intake.is_through_portal:
            yield Gap(_("Entries of this round are not handed in through this portal."))
        if not stage.follows:
            return
        advanced = Entry.objects.filter(proposal=self.proposal_id, state=EntryState.ADVANCED).select_related("round")
        if not stage.is_reached_from({entry.round.key for entry in advanced}):
            yield Gap(_("Only entries that advanced from the round before can take part in this one."))

    def confirming_gaps(self) -> Iterator[Gap]:
        """Yield a gap where nothing was amended since the entry was handed in."""
        if self.deposited_under in (None, self.round.set_by_version_id):
            yield Gap(_("Your entry was handed in under the rules in force. There is nothing to confirm."))

    def answer_gaps(self) -> Iterator[Gap]:
        if not self.proposal.title:
            yield Gap(_("Your solution has no title yet."), "title")
        files = list(self.attachments.filter(removed_at__isnull=True))
        yield from self.questionnaire.gaps(Given(self.draft, files))


class Attachment(models.Model):
    """A file that answers a question of an entry: the original, and a copy for the jury without tell-tale metadata."""

    class ScanState(models.TextChoices):
        CLEAN = "clean", _("Checked, no harm found")
        NOT_SCANNED = "not_scanned", _("Not checked for viruses")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    question_key = models.SlugField(max_length=40)
    # A name that tells nothing, in the private storage.
    stored_as = models.CharField(max_length=200, unique=True)
    jury_copy_stored_as = models.CharField(max_length=200, unique=True)
    original_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    # Null in files that came before pages were counted.
    pages = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    scan_state = models.CharField(max_length=20, choices=ScanState)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Taken out of the draft by the supplier; kept because a former deposit may hold it.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.question_key}"


class Deposit(models.Model):
    """What was handed in at one submit: answers and files as they were. Never changed; the newest one counts."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deposits")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(ChallengeVersion, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    attachments = models.ManyToManyField(Attachment, related_name="deposits")
    received_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entry", "number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="deposit_number_once")]

    def __str__(self) -> str:
        return f"{self.entry} #{self.number}"

    @property
    def received_at_text(self) -> str:
        """The moment of receipt as its receipt states it: in UTC, to the millisecond."""
        return self.received_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    @property
    def questionnaire(self) -> Questionnaire:
        """The form that was filled in: that of the version under which this was handed in."""
        return Questionnaire(self.version.document, self.entry.round.key)


class Receipt(models.Model):
    """The signed statement that a deposit arrived: stored with it in one transaction, so there are both or neither."""

    deposit = models.OneToOneField(Deposit, on_delete=models.PROTECT, related_name="receipt")
    number = models.CharField(max_length=20, unique=True)
    statement = models.JSONField()
    jws = models.TextField()

    def __str__(self) -> str:
        return self.number


class Admissibility(models.Model):
    """The secretary's formal check of an opened entry: outcome and reasons; the newest one counts."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="admissibilities")
    is_admissible = models.BooleanField()
    reason = models.TextField(_("Reason"), blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["checked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.is_admissible}"


class OpeningConsent(models.Model):
    """One official's consent to open a round; the round opens with the last one that its rules ask for."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opening_consents")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "given_by"], name="opening_consent_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.given_by}"
