"""What a draft holds, what was handed in, and what handing in would deposit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects

from accounts.models import Visitor
from core.lifecycle import Gap
from ledger import chain
from submissions.answers import Answer, Asked, Given, Questionnaire
from submissions.answers.questionnaire import only_about
from submissions.models import Attachment, Deposit, Entry
from submissions.vault.readers import Reading, demand_reading


@dataclass(frozen=True)
class ListedFile:
    """A file of an entry as one reader may see it: its place (from 1), its question, a name fit for that reader, its bytes."""

    number: int
    question_key: str
    name: str
    size: int
    attachment: Attachment


@dataclass(frozen=True)
class Contents:
    """A draft, or what was handed in, as one reader may read it: `questions` are those that are theirs to read."""

    questionnaire: Questionnaire
    questions: list[Asked]
    answers: dict[str, Answer]
    files: list[ListedFile]
    is_draft: bool

    @property
    def given(self) -> Given:
        return Given(self.answers, [file.attachment for file in self.files])


@dataclass(frozen=True)
class Sealed:
    """What a deposit of the draft holds, and the same as canonical JSON (RFC 8785), whose SHA-256 the receipt names."""

    content: dict[str, Any]
    canonical: bytes
    attachments: list[Attachment]


def put_draft(entry: Entry, answers: dict[str, Any]) -> None:
    """Set the answers being written; the caller saves the entry."""
    entry.draft = answers


def read(thing: Entry | Deposit, *, by: Visitor) -> Contents:
    """Return a deposit, or an entry: its draft for its supplier, what counts for everybody else.

    A deposit is read under the rules that it was handed in under, a draft under those in force.

    Raises:
        PermissionDenied: `by` may not read this entry now, or asks for a deposit that does not count any more.
    """
    entry = thing.entry if isinstance(thing, Deposit) else thing
    return read_as(thing, entry, demand_reading(entry, by))


def read_as(thing: Entry | Deposit, entry: Entry, way: Reading) -> Contents:
    """Return what `read` returns to whoever reads in this way."""
    if way is Reading.OWN:
        return _read_draft(entry) if isinstance(thing, Entry) else _read_deposit(thing, entry, way)
    newest = newest_deposit(entry)
    if isinstance(thing, Deposit) and thing != newest:
        raise PermissionDenied
    return _read_deposit(newest, entry, way) if newest else Contents(entry.questionnaire, [], {}, [], is_draft=False)


def _read_draft(entry: Entry) -> Contents:
    form, files = entry.questionnaire, _listed(Reading.OWN, entry, _draft_attachments(entry))
    return Contents(form, list(form), dict(entry.draft), files, is_draft=True)


def _read_deposit(deposit: Deposit, entry: Entry, way: Reading) -> Contents:
    deposit.entry = entry
    form, attachments = deposit.questionnaire, list(deposit.attachments.all())
    handed_in = Given(deposit.content["answers"], attachments)
    asked = form.asked_after(handed_in)
    readable = {key: each for key, each in asked.items() if each.question.envelope in way.envelopes}
    answers = {key: answer for key, answer in handed_in.answers.items() if key in readable}
    files = _listed(way, entry, [file for file in attachments if file.question_key in readable])
    return Contents(form, list(readable.values()), answers, files, is_draft=False)


def read_answers(thing: Entry | Deposit, *, by: Visitor) -> dict[str, Answer]:
    """Return answers by question key. Raises PermissionDenied, as `read`."""
    return read(thing, by=by).answers


def read_title(deposit: Deposit, *, by: Visitor) -> str:
    """Return the title in a deposit. Raises PermissionDenied, as `read`."""
    return cast(str, _readable(deposit, by).content["title"])


def handed_in_titles(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the titles in what counts of opened entries by work code, for what the portal itself publishes; one query for all.

    The title of a proposal can still change after the deadline, while a later round runs; these are those that were signed for.

    Raises:
        PermissionDenied: the round of an entry is not opened.
    """
    if any(entry.round.opened_at is None for entry in entries):
        raise PermissionDenied
    prefetch_related_objects(entries, "deposits")
    newest = {entry.work_code: newest_deposit(entry) for entry in entries}
    return {code: str(deposit.content["title"]) if deposit else "" for code, deposit in newest.items()}


def seal(entry: Entry) -> Sealed:
    """Return what handing in the draft would deposit: answers and files of the questions that are asked after it, no others.

    An answer to a question whose condition is not met stays in the draft alone.
    """
    return _sealed(entry, entry.proposal.title, entry.draft, _draft_attachments(entry))


def seal_again(deposit: Deposit) -> Sealed:
    """Return what a deposit would hold if the same had been handed in under the rules that hold for its round now.

    What is not asked any more is left out: a deposit holds only keys of its version.
    """
    attachments = list(deposit.attachments.all())
    return _sealed(deposit.entry, deposit.content["title"], deposit.content["answers"], attachments)


def lacks(deposit: Deposit) -> list[Gap]:
    """Return what a deposit lacks under the rules that hold for its round now: labels of questions, no answers."""
    given = Given(deposit.content["answers"], list(deposit.attachments.all()))
    return list(deposit.entry.questionnaire.gaps(given))


def _sealed(entry: Entry, title: str, answers: dict[str, Answer], attachments: list[Attachment]) -> Sealed:
    given, lot = Given(answers, attachments), entry.proposal.lot_key
    kept = only_about(entry.questionnaire.asked_after(given), given)
    files = [file for file in attachments if file in kept.files]
    content = {
        "title": title,
        "answers": kept.answers,
        "files": [_named(file) for file in files],
        **({"lot": lot} if lot else {}),
    }
    return Sealed(content, chain.canonical(content), files)


def _named(file: Attachment) -> dict[str, Any]:
    return {"question": file.question_key, "name": file.original_name, "sha256": file.sha256, "size": file.size}


def differs_from_deposit(entry: Entry, *, by: Visitor) -> bool:
    """Return whether the draft is no longer what was last handed in, for its supplier alone.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    if demand_reading(entry, by) is not Reading.OWN:
        raise PermissionDenied
    newest = newest_deposit(entry)
    return newest is None or newest.content != seal(entry).content


def read_deposit_bytes(deposit: Deposit, *, by: Visitor) -> bytes:
    """Return the canonical JSON of a deposit, byte by byte what its receipt names, for its supplier alone.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    if demand_reading(deposit.entry, by) is not Reading.OWN:
        raise PermissionDenied
    return chain.canonical(deposit.content)


def digest_of_deposit(deposit: Deposit) -> str:
    """Return the SHA-256 of a deposit's canonical JSON, recomputed: what its receipt names. It tells nothing of the content."""
    return chain.sha256(chain.canonical(deposit.content))


def holds_its_files(deposit: Deposit) -> bool:
    """Return whether the files kept with a deposit are those that its content names."""
    kept = [_named(file) for file in deposit.attachments.all()]
    return sorted(kept, key=str) == sorted(deposit.content["files"], key=str)


def newest_deposit(entry: Entry) -> Deposit | None:
    """Return the deposit that counts; None if nothing was handed in. Uses what was prefetched."""
    return max(entry.deposits.all(), key=lambda deposit: deposit.number, default=None)


def files_of(thing: Entry | Deposit, *, by: Visitor) -> list[ListedFile]:
    """Return the files of a deposit, or of an entry, in order. Raises PermissionDenied, as `read`."""
    return read(thing, by=by).files


def _readable(deposit: Deposit, user: Visitor) -> Deposit:
    """Return the deposit, if `user` may read it: the supplier any of theirs, everybody else only the one that counts."""
    if demand_reading(deposit.entry, user) is not Reading.OWN and newest_deposit(deposit.entry) != deposit:
        raise PermissionDenied
    return deposit


def _draft_attachments(entry: Entry) -> list[Attachment]:
    return [attachment for attachment in entry.attachments.all() if attachment.removed_at is None]


def _listed(way: Reading, entry: Entry, attachments: Sequence[Attachment]) -> list[ListedFile]:
    """Return files with their numbers, and names that tell this reader no more than they may know."""
    named = [
        (number, f"{entry.work_code}-{number}.pdf" if way.is_neutral else attachment.original_name, attachment)
        for number, attachment in enumerate(attachments, start=1)
    ]
    return [ListedFile(number, file.question_key, name, file.size, file) for number, name, file in named]


def options_chosen(entries: Sequence[Entry], questions: Collection[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return by work code the keys of the options that were chosen in what counts, by question; one query for all entries.

    For the portal's own use, where a rule hangs on what was chosen. `questions` are keys of questions with options: words that
    somebody wrote are no answers to any.

    Raises:
        PermissionDenied: the round of an entry is not opened.
    """
    if any(entry.round.opened_at is None for entry in entries):
        raise PermissionDenied
    prefetch_related_objects(entries, "deposits")
    found = {}
    for entry in entries:
        deposit = newest_deposit(entry)
        answers = deposit.content["answers"] if deposit else {}
        found[entry.work_code] = {question: _keys(answers.get(question)) for question in questions}
    return found


def _keys(answer: str | list[str] | None) -> tuple[str, ...]:
    if isinstance(answer, list):
        return tuple(str(key) for key in answer)
    return (str(answer),) if answer else ()
