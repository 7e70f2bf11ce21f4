"""What suppliers hand in, and what proves that they did. Answers and files pass in and out through `submissions.vault` alone."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Visitor
from challenges.models import Challenge, ChallengeVersion, Round
from challenges.rules.facts import fact
from challenges.rules.participation import Limit
from core import clock
from core.lifecycle import Gap
from core.references import random_code
from submissions import participation
from submissions.answers import Given, Questionnaire
from submissions.lifecycle import HANDED_IN, EntryState
from submissions.models.proposals import Proposal
from submissions.permissions import READING_ROLES


def new_work_code() -> str:
    """Return a random work code such as `7F3K-Q2`; never derived from the order of rows."""
    return random_code(4, 2)


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

    def advanced(self) -> "EntryQuerySet":
        """Return what came through its round."""
        return self.filter(state=EntryState.ADVANCED)

    def opened(self) -> "EntryQuerySet":
        """Return the entries that the officials and the jury work with."""
        return self.handed_in().filter(round__opened_at__isnull=False)

    def visible_to(self, user: Visitor) -> "EntryQuerySet":
        """The list twin of the rule `submissions.view_entry`."""
        mine = Organisation.objects.with_role(user)
        served = Organisation.objects.with_role(user, *READING_ROLES)
        opened = Q(round__opened_at__isnull=False, state__in=HANDED_IN)
        return self.filter(Q(proposal__supplier__in=mine) | (opened & Q(proposal__challenge__authority__in=served)))

    def competing_for(self, limit: Limit, entry: "Entry") -> "EntryQuerySet":
        """Return what else was handed in to the round of `entry`, in any window, that counts with it under a limit."""
        rules = entry.round.document.rules
        lots = participation.lots_under(rules, limit)
        found = self.handed_in().filter(
            round__challenge=entry.round.challenge_id,
            round__round_key=entry.round.round_key,
            proposal__lot_key__in=lots,
        )
        if limit.of.kind == "applicant":
            found = found.filter(proposal__supplier=entry.proposal.supplier_id)
        return found.exclude(pk=entry.pk)


class Entry(models.Model):
    """What a proposal hands in to one round. `draft` is being written; the newest deposit is what counts."""

    State = EntryState

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="entries")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    # The entry of the round before that goes on here, where nothing is handed in; what was handed in stays with that one.
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried_to")
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
    def origin(self) -> "Entry":
        """The entry that was handed in: this one, or that which came on to this round."""
        return self.carried_from.origin if self.carried_from else self

    def carried_on(self) -> Iterator["Entry"]:
        """Yield the entries of later rounds in which this one goes on."""
        for entry in self.carried_to.select_related("round__challenge", "proposal__challenge"):
            yield entry
            yield from entry.carried_on()

    @property
    def hides_names(self) -> bool:
        """Whether nobody but its supplier may learn whose it is: in its round, or in one through which it came here."""
        return self.round.hides_names or (self.carried_from is not None and self.carried_from.hides_names)

    @property
    def lot_title(self) -> str:
        """The name of the lot that it is for, by the rules that hold for its round; "" where they have no lots."""
        rules = self.round.document.rules
        return participation.lot_title(rules, self.proposal.lot_key) if rules.lots else ""

    @property
    def questionnaire(self) -> Questionnaire:
        """The form to be filled in: that of the rules that hold for its round."""
        return Questionnaire(self.round.document, self.round.key, self.proposal.lot_key)

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
        elif self.round.rules.intake is None:
            yield Gap(_("Nothing is handed in for this round."))

    def eligibility_gaps(self) -> Iterator[Gap]:
        """Yield a gap where nothing is handed in, or where the proposal did not come through the rounds before."""
        stage = self.round.rules
        if stage.intake is None:
            yield Gap(_("Nothing is handed in for this round."))
        elif not stage.intake.is_through_portal:
            yield Gap(_("Entries of this round are not handed in through this portal."))
        if not stage.follows:
            return
        advanced = Entry.objects.advanced().filter(proposal=self.proposal_id).select_related("round")
        if not stage.is_reached_from({entry.round.key for entry in advanced}):
            yield Gap(_("Only entries that advanced from the round before can take part in this one."))

    def lot_gaps(self) -> Iterator[Gap]:
        """Yield a gap where the lot of the proposal is none of the rules: it is not chosen yet, or an amendment removed it."""
        if participation.is_offered(self.round.document.rules, self.proposal.lot_key):
            return
        if self.proposal.lot_key:
            yield Gap(_("The lot that this proposal is for is not part of the rules any more. Choose another one."), "lot")
        else:
            yield Gap(_("Choose the lot that this proposal is for."), "lot")

    def limit_gaps(self) -> Iterator[Gap]:
        """Yield a gap for each limit of the rules that what was handed in before has used up."""
        rules, lot = self.round.document.rules, self.proposal.lot_key
        for limit in participation.limits_at_hand_in(rules, self.round.key, lot):
            if not self._finds_room(limit):
                words = {"limit": fact(limit, self.questionnaire.names).value}
                yield Gap(_("The rules allow no more than was handed in already. %(limit)s") % words, "limits", "over_limit")

    def _finds_room(self, limit: Limit) -> bool:
        lots = Entry.objects.competing_for(limit, self).values_list("proposal__lot_key", flat=True)
        return participation.has_room(self.round.document.rules, limit, self.proposal.lot_key, list(lots))

    def member_gaps(self) -> Iterator[Gap]:
        """Yield a gap where the rules do not let so many take part together."""
        rules, members = self.round.document.rules, 1 + len(self.proposal.partners)
        if not participation.fits_a_way(rules, members):
            ways = "; ".join(participation.way_in_words(way, self.questionnaire.names) for way in rules.participation.entry_as)
            yield Gap(
                _("The rules do not let you take part like this. One may take part: %(ways)s.") % {"ways": ways}, "partners"
            )
        for limit in participation.members_limits(rules, self.proposal.lot_key):
            if not participation.is_within(limit, members):
                yield Gap(fact(limit, self.questionnaire.names).value, "partners", "over_limit")

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
    def stated_lot(self) -> dict[str, Any]:
        """What a receipt says of the lot: its key and its title as published then; nothing where there are no lots."""
        lots = {lot.key: lot for lot in self.questionnaire.document.rules.lots}
        key = self.entry.proposal.lot_key
        return {"lot": {"key": key, "title": dict(lots[key].title)}} if key in lots else {}

    @property
    def questionnaire(self) -> Questionnaire:
        """The form that was filled in: that of the version under which this was handed in."""
        return Questionnaire(self.version.document, self.entry.round.key, self.entry.proposal.lot_key)


class Receipt(models.Model):
    """The signed statement that a deposit arrived: stored with it in one transaction, so there are both or neither."""

    deposit = models.OneToOneField(Deposit, on_delete=models.PROTECT, related_name="receipt")
    number = models.CharField(max_length=20, unique=True)
    statement = models.JSONField()
    jws = models.TextField()

    def __str__(self) -> str:
        return self.number
