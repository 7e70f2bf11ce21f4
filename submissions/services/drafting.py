"""Writing entries. Until the deadline nothing here counts: only `submit_entry` hands something in."""

from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from submissions import intake, vault
from submissions.answers.files import File as FileQuestion
from submissions.documents import DocumentRefused
from submissions.models import Attachment, Entry

_FILE_NAME_CHARACTERS = 255


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
    if gaps := list(locked.drafting_gaps()):
        raise TransitionRefused("edit", gaps)
    return locked


def _plain_name(name: str) -> str:
    """Return the last part of a file's name without control characters, ending in .pdf; browsers may send a whole path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = "".join(character for character in last if character.isprintable()).strip(" .")
    stem = stem[:-4] if stem.lower().endswith(".pdf") else stem
    return f"{stem[: _FILE_NAME_CHARACTERS - 4] or 'document'}.pdf"
