"""PDF files as they come from suppliers: are they what they say, what do they say, and a copy that does not tell by whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pikepdf
import pypdf
from django.utils.translation import gettext_lazy as _

from core.wording import Words

MEDIA_TYPE = "application/pdf"
# Readers accept a header within the first kilobyte (ISO 32000-1, annex H.3, note 13).
_HEADER_WITHIN_BYTES = 1024
# What any object of a PDF may carry about who made it, when and with what.
_TELLTALE_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AF")
_TELLTALE_ANNOTATION_KEYS = ("/T", "/NM", "/M", "/CreationDate")
# Scripts and attached files: the first are dangerous, the second bring names and metadata of their own.
_ACTIVE_KEYS = ("/OpenAction", "/AA", "/Collection")
_ACTIVE_NAMES = ("/EmbeddedFiles", "/JavaScript")
# Signatures name people, and the catalogue keeps their certificates and what they allow; a copy without them is not signed.
_SIGNING_KEYS = ("/DSS", "/Perms")
_SIGNING_FORM_KEYS = ("/SigFlags", "/XFA")
_SIGNATURES = ("/Sig", "/DocTimeStamp")
# The value, whose certificate it may be made with, and its picture on the page, which says the name once more.
_SIGNATURE_FIELD_KEYS = ("/V", "/SV", "/AP")
# A field inherits its kind; more parents than this are a loop.
_MOST_PARENTS = 32
# How the libraries say that a file is not made as PDF asks, or made so as to break its reader.
_BREAKING = (pikepdf.PdfError, TypeError, ValueError, RuntimeError, RecursionError)


class DocumentRefused(Exception):
    """A file cannot be taken; `words` say why, for the person who chose it."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words)


def check(file: BinaryIO) -> int:
    """Return the number of pages; refuse what is not a readable, unprotected PDF, going by content and not by name.

    Raises:
        DocumentRefused: empty, another kind of file, encrypted or broken.
    """
    file.seek(0)
    start = file.read(_HEADER_WITHIN_BYTES)
    if not start:
        raise DocumentRefused(_("The file is empty."))
    if b"%PDF-" not in start:
        raise DocumentRefused(_("This is not a PDF. Save or print your document as a PDF and choose that file."))
    with _opened(file) as document:
        if document.is_encrypted:
            raise DocumentRefused(_("The PDF is protected. Save it without a password or restrictions and choose it again."))
        pages = len(document.pages)
        if not pages:
            raise DocumentRefused(_("The PDF has no pages."))
    return pages


def write_jury_copy(file: BinaryIO, target: BinaryIO) -> None:
    """Write into `target` the pages of `file` without what tells who made it or what could harm whoever opens it.

    Left out: document information, XMP, attached files, scripts, authors of notes, digital signatures.

    Raises:
        DocumentRefused: broken in a way that the check of the file did not meet.
    """
    with _opened(file) as document:
        _drop(document.trailer, "/Info")
        _drop(document.Root, *_ACTIVE_KEYS, *_SIGNING_KEYS)
        _drop(document.Root.get("/Names"), *_ACTIVE_NAMES)
        _drop(document.Root.get("/AcroForm"), *_SIGNING_FORM_KEYS)
        for thing in document.objects:
            _strip_all(thing)
        # Streams are passed on as they are: unpacking them could fill the memory.
        document.save(target, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def text_of(file: BinaryIO, *, page_limit: int) -> str:
    """Return the words of the first `page_limit` pages and of the document information; "" where they cannot be read."""
    file.seek(0)
    try:
        return "\n".join(_texts(pypdf.PdfReader(file), page_limit))
    except Exception:  # noqa: BLE001 - a hostile file can break the reader in any way, and this only feeds a warning
        return ""


def is_signed(file: BinaryIO) -> bool:
    """Return whether a PDF holds a digital signature; False where it cannot be read, because this only feeds a warning."""
    try:
        with _opened(file) as document:
            return any(_is_signature(part) for thing in document.objects for part in _parts_of(thing))
    except DocumentRefused:
        return False


def _texts(reader: pypdf.PdfReader, page_limit: int) -> Iterator[str]:
    yield from (str(value) for value in (reader.metadata or {}).values())
    xmp = reader.xmp_metadata
    if xmp is not None:
        yield " ".join(xmp.dc_creator or [])
    for page in reader.pages[:page_limit]:
        yield page.extract_text()


@contextmanager
def _opened(file: BinaryIO) -> Iterator[pikepdf.Pdf]:
    """Give the document, and refuse it as damaged when it breaks its reader on opening or later: much is read when asked for."""
    file.seek(0)
    try:
        with pikepdf.open(file) as document:
            yield document
    except pikepdf.PasswordError as locked:
        raise DocumentRefused(
            _("The PDF is protected by a password. Save it without a password and choose it again.")
        ) from locked
    except _BREAKING as broken:
        raise DocumentRefused(_("The PDF is damaged and cannot be opened. Save it again and choose the new file.")) from broken


def _strip_all(thing: pikepdf.Object) -> None:
    """Strip an object and everything written inside it; objects that it only points to are walked by the caller."""
    for part in _parts_of(thing):
        _strip(part)


def _parts_of(thing: pikepdf.Object) -> Iterator[Any]:
    """Yield the dictionaries and streams of an object: itself, and what is written inside it once it was looked at."""
    waiting = [thing]
    while waiting:
        current = waiting.pop()
        if isinstance(current, pikepdf.Dictionary | pikepdf.Stream):
            yield current
            parts = [current[key] for key in current.keys()]  # noqa: SIM118 - a stream iterates over its bytes
        else:
            parts = list(current) if isinstance(current, pikepdf.Array) else []
        waiting += [part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect]


def _strip(thing: pikepdf.Object) -> None:
    if _is_signature(thing):
        _drop(thing, *list(thing.keys()))
        return
    if _is_signature_field(thing):
        _drop(thing, *_SIGNATURE_FIELD_KEYS)
    _drop(thing, *_TELLTALE_KEYS)
    if "/Subtype" in thing and "/Rect" in thing:
        _drop(thing, "/FS", "/AA")
        # The /T of a form field is its name, that of a note its author.
        if thing["/Subtype"] != "/Widget":
            _drop(thing, *_TELLTALE_ANNOTATION_KEYS)
    if "/EF" in thing:
        _drop(thing, "/F", "/UF", "/EF", "/Desc")


def _is_signature(thing: pikepdf.Object) -> bool:
    """Return whether this is the value of a signature: who signed, when, where, why and with which certificate.

    Its type may be left out (ISO 32000-2, table 255); the range of bytes that it signs may not.
    """
    return isinstance(thing, pikepdf.Dictionary) and ("/ByteRange" in thing or thing.get("/Type") in _SIGNATURES)


def _is_signature_field(thing: pikepdf.Object | None) -> bool:
    for _parent in range(_MOST_PARENTS):
        if not isinstance(thing, pikepdf.Dictionary) or "/FT" in thing:
            break
        thing = thing.get("/Parent")
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/FT") == "/Sig"


def _drop(thing: pikepdf.Object | None, *keys: str) -> None:
    """Take `keys` out of a dictionary or stream; a hostile file may have anything else in its place, which holds no keys."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in keys:
        if key in thing:
            del thing[key]
