"""Starting a proposal and writing its entries. Until the deadline nothing here counts: only `submit_entry` hands something in."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import AUTHORITY_ROLES
from challenges.models import Challenge, Round
from core import clock
from core.folding import one_line
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from ledger.services import record_event
from submissions import intake, vault
from submissions.answers.files import File as FileQuestion
from submissions.documents import DocumentRefused
from submissions.models import Attachment, Entry, Proposal
from submissions.queries.starting import entrance

_FILE_NAME_CHARACTERS = 255


@transaction.atomic
def start_proposal(challenge: Challenge, *, by: User, supplier: Organisation, title: str = "") -> Proposal:
    """Let `supplier` take part in `challenge`, and make the entry where it begins; a second call finds what the first made.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the challenge does not take proposals now, or `by` serves the authority that published it.
    """
    demand(by, "submissions.edit", Proposal(challenge=challenge, supplier=supplier))
    first = entrance(challenge)
    _refuse("start", _starting_gaps(challenge, first, supplier, by))
    about = {"title": title.strip()[:120], "created_by": by, "created_at": clock.now()}
    proposal, is_new = Proposal.objects.get_or_create(challenge=challenge, supplier=supplier, defaults=about)
    if is_new:
        entry = Entry.objects.create(proposal=proposal, round=cast(Round, first), created_at=clock.now())
        record_event("start", entry.reference, by=by)
    return proposal


@transaction.atomic
def start_entry(proposal: Proposal, *, by: User, round: Round) -> Entry:  # noqa: A002 - the domain's own word
    """Make the proposal's entry for `round`; a second call finds what the first made.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the round is not of this challenge, is over, takes no entries, or the proposal did not advance to it.
    """
    demand(by, "submissions.edit", proposal)
    if round.challenge_id != proposal.challenge_id:
        _refuse("start", [Gap(_("This round belongs to another challenge."))])
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    found = Entry.objects.filter(proposal=proposal, round=round).first()
    if found is not None:
        return found
    entry = Entry(proposal=proposal, round=round, created_at=clock.now())
    _refuse("start", [*entry.eligibility_gaps(), *entry.drafting_gaps()])
    entry.save()
    record_event("start", entry.reference, by=by)
    return entry


@transaction.atomic
def name_proposal(proposal: Proposal, *, by: User, title: str) -> Proposal:
    """Give the proposal a title, as long as one of its entries can be written.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: every round that the proposal takes part in is over.
    """
    demand(by, "submissions.edit", proposal)
    found = [list(entry.drafting_gaps()) for entry in proposal.entries.select_related("round__challenge")]
    if found and all(found):
        _refuse("edit", found[-1])
    proposal.title = one_line(title)[:120]
    proposal.save(update_fields=["title"])
    return proposal


@transaction.atomic
def save_draft(entry: Entry, *, by: User, answers: dict[str, Any]) -> Entry:
    """Keep `answers` (by question key) in the draft, beside those given before; keys that the round does not ask for are dropped.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the deadline has passed.
    """
    entry = _locked_for_writing(entry, by)
    questions = entry.questionnaire.by_key
    given = {key: questions[key].kept(value) for key, value in answers.items() if key in questions}
    vault.put_draft(entry, {**entry.draft, **given})
    entry.draft_saved_at = clock.database_now()
    entry.save(update_fields=["draft", "draft_saved_at"])
    return entry


@transaction.atomic
def attach_file(entry: Entry, *, by: User, question_key: str, file: File[Any], name: str) -> Attachment:
    """Attach a PDF as the answer to a question of kind file: in place of the one before it, or beside others if it takes several.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the deadline has passed, or the round asks for no such file.
        DocumentRefused: the file is too large, no PDF, protected, broken or harmful, or one more than the question takes.
    """
    entry = _locked_for_writing(entry, by)
    question = entry.questionnaire.by_key.get(question_key)
    if not isinstance(question, FileQuestion):
        raise TransitionRefused("attach", [Gap(_("This round does not ask for such a file."))])
    former = entry.attachments.filter(question_key=question_key, removed_at=None)
    if question.places > 1 and former.count() >= question.places:
        raise DocumentRefused(_("There are as many files as this question takes. Remove one first."))
    stored = intake.store_file(file)
    try:
        with transaction.atomic():
            if question.places == 1:
                former.update(removed_at=clock.database_now())
            attachment = Attachment.objects.create(
                entry=entry,
                question_key=question_key,
                original_name=_plain_name(name),
                uploaded_at=clock.database_now(),
                uploaded_by=by,
                **vars(stored),
            )
            entry.draft_saved_at = attachment.uploaded_at
            entry.save(update_fields=["draft_saved_at"])
    except Exception:
        intake.discard_file(stored)
        raise
    return attachment


@transaction.atomic
def remove_file(attachment: Attachment, *, by: User) -> Attachment:
    """Take a file out of the draft. What was handed in with it keeps it.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the deadline has passed.
    """
    entry = _locked_for_writing(attachment.entry, by)
    if attachment.removed_at is None:
        attachment.removed_at = entry.draft_saved_at = clock.database_now()
        attachment.save(update_fields=["removed_at"])
        entry.save(update_fields=["draft_saved_at"])
    return attachment


def _locked_for_writing(entry: Entry, by: User) -> Entry:
    locked: Entry = Entry.objects.locked(entry)
    demand(by, "submissions.edit", locked)
    _refuse("edit", locked.drafting_gaps())
    return locked


def _starting_gaps(challenge: Challenge, first: Round | None, supplier: Organisation, by: User) -> Iterable[Gap]:
    if supplier.is_authority:
        yield Gap(_("An authority cannot take part in a challenge."))
    if by.holds(challenge.authority_id, *(description.role for description in AUTHORITY_ROLES)):
        yield Gap(_("You work for the authority that published this challenge, so you cannot take part in it."))
    if first is None or challenge.state != Challenge.State.PUBLISHED:
        yield Gap(_("This challenge does not take proposals."))
    elif first.has_closed(clock.database_now()):
        yield Gap(_("The deadline for entering has passed."))


def _refuse(verb: str, gaps: Iterable[Gap]) -> None:
    found = list(gaps)
    if found:
        raise TransitionRefused(verb, found)


def _plain_name(name: str) -> str:
    """Return the last part of a file's name without control characters, ending in .pdf; browsers may send a whole path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = "".join(character for character in last if character.isprintable()).strip(" .")
    stem = stem[:-4] if stem.lower().endswith(".pdf") else stem
    return f"{stem[: _FILE_NAME_CHARACTERS - 4] or 'document'}.pdf"
