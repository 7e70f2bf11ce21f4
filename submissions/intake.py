"""Taking in files for the vault: checked, hashed while streaming, and stored with a copy for the jury under random names."""

import hashlib
import secrets
import tempfile
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from submissions import documents, scanning
from submissions.documents import DocumentRefused
from submissions.models import Attachment

_COPY_IN_MEMORY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """What was found out about a file while taking it in; the fields of an Attachment."""

    stored_as: str
    jury_copy_stored_as: str
    media_type: str
    size: int
    pages: int
    sha256: str
    scan_state: str


def store_file(file: File) -> StoredFile:
    """Take in a PDF: check size, kind and viruses, and store it with its jury copy under random names.

    The hash is made while streaming, so memory does not grow with the file.

    Raises:
        DocumentRefused: too large, empty, not a PDF, protected, broken, harmful, or the configured scanner is away.
    """
    if file.size > settings.UPLOAD_MAX_BYTES:
        limit = {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        raise DocumentRefused(_("The file is larger than %(limit)s. Choose a smaller one.") % limit)
    source = cast(BinaryIO, file.file)
    pages = documents.check(source)
    scan_state = _scanned(source)
    digest = hashlib.sha256()
    source.seek(0)
    while chunk := source.read(scanning.CHUNK_BYTES):
        digest.update(chunk)
    with tempfile.SpooledTemporaryFile(max_size=_COPY_IN_MEMORY_BYTES) as copy:
        # Before anything is stored: a file of which no copy can be made is refused.
        documents.write_jury_copy(source, cast(BinaryIO, copy))
        source.seek(0)
        copy.seek(0)
        stored_as = _storage().save(_random_name(), File(source))
        jury_copy = _storage().save(_random_name(), File(copy))
    return StoredFile(stored_as, jury_copy, documents.MEDIA_TYPE, file.size, pages, digest.hexdigest(), scan_state)


def discard_file(stored: StoredFile) -> None:
    """Delete what `store_file` stored: the act it belonged to failed."""
    for name in (stored.stored_as, stored.jury_copy_stored_as):
        _storage().delete(name)


def _scanned(file: BinaryIO) -> str:
    if not scanning.is_configured():
        return Attachment.ScanState.NOT_SCANNED
    try:
        harmful = scanning.is_harmful(file)
    except scanning.ScannerAwayError as away:
        raise DocumentRefused(_("Files cannot be checked for viruses at the moment. Try again in a few minutes.")) from away
    if harmful:
        raise DocumentRefused(_("The virus scanner found something harmful in this file. It was not kept."))
    return Attachment.ScanState.CLEAN


def _storage() -> Storage:
    return storages["private"]


def _random_name() -> str:
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"
