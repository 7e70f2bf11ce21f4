"""The bytes of files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import Storage, storages

from accounts.models import Visitor
from submissions import documents
from submissions.models import Attachment, Entry
from submissions.vault.contents import read_as
from submissions.vault.readers import Reading, demand_reading, reading


@dataclass(frozen=True)
class OpenedFile:
    """A file ready to be streamed, with the name that this reader may see."""

    stream: File
    name: str
    media_type: str


def open_file(attachment: Attachment, *, by: Visitor) -> OpenedFile:
    """Open a file: the original for its supplier and where names are known, else the jury copy under a neutral name.

    Raises:
        PermissionDenied: `by` may not read the entry now, or the file is not part of what counts and is theirs to read.
    """
    entry, way = _read_through(attachment.entry, by)
    name = attachment.original_name
    if way is not Reading.OWN:
        listed = next((file for file in read_as(entry, entry, way).files if file.attachment == attachment), None)
        if listed is None:
            raise PermissionDenied
        name = listed.name
    stored_as = attachment.jury_copy_stored_as if way.is_neutral else attachment.stored_as
    return OpenedFile(_storage().open(stored_as), name, attachment.media_type)


def _read_through(entry: Entry, by: Visitor) -> tuple[Entry, Reading]:
    """Return the entry that `by` may read, the one that was handed in or one in which it goes on, and how."""
    for each in chain((entry,), entry.carried_on()):
        if way := reading(each, by):
            return each, way
    raise PermissionDenied


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
    if demand_reading(attachment.entry, by) is not Reading.OWN:
        raise PermissionDenied
    with _storage().open(attachment.stored_as) as file:
        yield cast(BinaryIO, file)


def _storage() -> Storage:
    return storages["private"]
