"""The one module through which answers and files of entries pass in and out.

Nobody else touches `Entry.draft`, `Deposit.content` or the private storage, but `submissions.intake`, which puts files into it.
Who may read is decided here, for every route alike:

- the supplier's people, at any time, everything of their own, files as they gave them;
- officials of the authority that published the challenge, what counts (the newest deposit) of what was handed in, once the
  round is opened;
- whoever an app above admits with `admit_readers` (the jury), the same, once the round is opened.

A rule of another app can only widen the circle of readers after the opening, never move the opening. Where a reader may not
know whose work it is, files come as copies without metadata, under neutral names.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db.models import prefetch_related_objects

from accounts.models import Visitor
from core.permissions import may
from ledger import chain
from submissions import documents
from submissions.models import Attachment, Deposit, Entry
from submissions.permissions import is_opened


class Reading(Enum):
    """How somebody may read an entry."""

    OWN = "own"
    NAMED = "named"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class ListedFile:
    """A file of an entry as one reader may see it: its place (from 1), its question, a name fit for that reader, its bytes."""

    number: int
    question_key: str
    name: str
    size: int
    attachment: Attachment


@dataclass(frozen=True)
class OpenedFile:
    """A file ready to be streamed, with the name that this reader may see."""

    stream: File
    name: str
    media_type: str


ReaderRule = Callable[[Any, Entry], bool]
_reader_rules: list[ReaderRule] = []


def admit_readers(rule: ReaderRule) -> ReaderRule:
    """Let `rule(user, entry)` say who else reads an opened entry, without names; usable as a decorator."""
    if rule not in _reader_rules:
        _reader_rules.append(rule)
    return rule


def reading(entry: Entry, user: Visitor) -> Reading | None:
    """Return how `user` may read `entry` now; None: not at all."""
    if may(user, "submissions.view_proposal", entry):
        return Reading.OWN
    if not is_opened(user, entry):
        return None
    if may(user, "submissions.view_entry", entry):
        return Reading.NAMED if may(user, "submissions.view_identity", entry) else Reading.NEUTRAL
    return Reading.NEUTRAL if any(rule(user, entry) for rule in _reader_rules) else None


# --- Answers -------------------------------------------------------------------------------------------------------


def put_draft(entry: Entry, answers: dict[str, Any]) -> None:
    """Set the answers being written; the caller saves the entry."""
    entry.draft = answers


def read_answers(thing: Entry | Deposit, *, by: Visitor) -> dict[str, Any]:
    """Return answers by question key: of a deposit, or of an entry (its draft for its supplier, what counts for everybody else).

    Raises:
        PermissionDenied: `by` may not read this entry now, or asks for a deposit that does not count any more.
    """
    if isinstance(thing, Deposit):
        return cast(dict[str, Any], _readable(thing, by).content["answers"])
    if _demand_reading(thing, by) is Reading.OWN:
        return dict(thing.draft)
    newest = newest_deposit(thing)
    return cast(dict[str, Any], newest.content["answers"]) if newest else {}


def read_title(deposit: Deposit, *, by: Visitor) -> str:
    """Return the title in a deposit. Raises PermissionDenied, as `read_answers`."""
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


def sealed_content(entry: Entry, attachments: list[Attachment]) -> tuple[dict[str, Any], bytes]:
    """Return what a deposit of the draft holds, and the same as canonical JSON (RFC 8785), whose SHA-256 the receipt names."""
    content = {
        "title": entry.proposal.title,
        "answers": entry.draft,
        "files": _listed(attachments),
    }
    return content, chain.canonical(content)


def _listed(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    return [
        {"question": file.question_key, "name": file.original_name, "sha256": file.sha256, "size": file.size}
        for file in attachments
    ]


def differs_from_deposit(entry: Entry, *, by: Visitor) -> bool:
    """Return whether the draft is no longer what was last handed in, for its supplier alone.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    if _demand_reading(entry, by) is not Reading.OWN:
        raise PermissionDenied
    newest = newest_deposit(entry)
    content, _canonical = sealed_content(entry, _draft_attachments(entry))
    return newest is None or newest.content != content


def read_deposit_bytes(deposit: Deposit, *, by: Visitor) -> bytes:
    """Return the canonical JSON of a deposit, byte by byte what its receipt names, for its supplier alone.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    if _demand_reading(deposit.entry, by) is not Reading.OWN:
        raise PermissionDenied
    return chain.canonical(deposit.content)


def digest_of_deposit(deposit: Deposit) -> str:
    """Return the SHA-256 of a deposit's canonical JSON, recomputed: what its receipt names. It tells nothing of the content."""
    return chain.sha256(chain.canonical(deposit.content))


def holds_its_files(deposit: Deposit) -> bool:
    """Return whether the files kept with a deposit are those that its content names."""
    return sorted(_listed(deposit.attachments.all()), key=str) == sorted(deposit.content["files"], key=str)


def newest_deposit(entry: Entry) -> Deposit | None:
    """Return the deposit that counts; None if nothing was handed in. Uses what was prefetched."""
    return max(entry.deposits.all(), key=lambda deposit: deposit.number, default=None)


# --- Files ---------------------------------------------------------------------------------------------------------


def files_of(thing: Entry | Deposit, *, by: Visitor) -> list[ListedFile]:
    """Return the files of a deposit, or of an entry (its draft's for its supplier, those that count for others), in order.

    Raises:
        PermissionDenied: as `read_answers`.
    """
    if isinstance(thing, Deposit):
        entry, attachments = _readable(thing, by).entry, list(thing.attachments.all())
        way = _demand_reading(entry, by)
    else:
        entry, way = thing, _demand_reading(thing, by)
        attachments = _draft_attachments(entry) if way is Reading.OWN else _counting_attachments(entry)
    return [
        ListedFile(number, attachment.question_key, _name_for(way, entry, attachment, number), attachment.size, attachment)
        for number, attachment in enumerate(attachments, start=1)
    ]


def open_file(attachment: Attachment, *, by: Visitor) -> OpenedFile:
    """Open a file: the original for its supplier and where names are known, else the jury copy under a neutral name.

    Raises:
        PermissionDenied: `by` may not read the entry now, or the file is not part of what counts.
    """
    entry = attachment.entry
    way = _demand_reading(entry, by)
    number = 1
    if way is not Reading.OWN:
        counting = _counting_attachments(entry)
        if attachment not in counting:
            raise PermissionDenied
        number = counting.index(attachment) + 1
    stored_as = attachment.jury_copy_stored_as if way is Reading.NEUTRAL else attachment.stored_as
    return OpenedFile(_storage().open(stored_as), _name_for(way, entry, attachment, number), attachment.media_type)


def text_of_file(attachment: Attachment, *, by: Visitor, page_limit: int) -> str:
    """Return the words of the first pages and of the metadata of an original, for warnings to its own supplier.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    with _own_original(attachment, by) as file:
        return documents.text_of(file, page_limit=page_limit)


def is_signed(attachment: Attachment, *, by: Visitor) -> bool:
    """Return whether an original holds a digital signature. Raises PermissionDenied, as `text_of_file`."""
    with _own_original(attachment, by) as file:
        return documents.is_signed(file)


@contextmanager
def _own_original(attachment: Attachment, by: Visitor) -> Iterator[BinaryIO]:
    if _demand_reading(attachment.entry, by) is not Reading.OWN:
        raise PermissionDenied
    with _storage().open(attachment.stored_as) as file:
        yield cast(BinaryIO, file)


def _demand_reading(entry: Entry, user: Visitor) -> Reading:
    way = reading(entry, user)
    if way is None:
        raise PermissionDenied
    return way


def _readable(deposit: Deposit, user: Visitor) -> Deposit:
    """Return the deposit, if `user` may read it: the supplier any of theirs, everybody else only the one that counts."""
    if _demand_reading(deposit.entry, user) is not Reading.OWN and newest_deposit(deposit.entry) != deposit:
        raise PermissionDenied
    return deposit


def _draft_attachments(entry: Entry) -> list[Attachment]:
    return [attachment for attachment in entry.attachments.all() if attachment.removed_at is None]


def _counting_attachments(entry: Entry) -> list[Attachment]:
    newest = newest_deposit(entry)
    return list(newest.attachments.all()) if newest else []


def _name_for(way: Reading, entry: Entry, attachment: Attachment, number: int) -> str:
    return f"{entry.work_code}-{number}.pdf" if way is Reading.NEUTRAL else attachment.original_name


def _storage() -> Storage:
    return storages["private"]
