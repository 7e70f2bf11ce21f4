"""What comes in as a file: judged by content, stored under random names, copied for the jury without metadata."""

import io
import socket
import struct
import threading

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.lifecycle import TransitionRefused
from ledger import chain
from ledger.models import Event
from submissions import documents, scanning, services, vault
from submissions.documents import DocumentRefused
from submissions.models import Attachment
from submissions.queries.form import GENERAL
from tests.factories import submissions as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make.make_draft()


def attach(entry, file, name="plan.pdf"):
    return services.attach_file(entry, by=make.writer_of(entry), question_key="plan", file=file, name=name)


BAD_FILES = {
    "program named .pdf": (b"MZ\x90\x00" * 500, "not a PDF"),
    "nothing": (b"", "empty"),
    "header alone": (b"%PDF-1.7\n", "damaged"),
    "noise after the header": (b"%PDF-1.7\n" + b"\x00\xff" * 3000, "damaged"),
    "web page": (b"<html><script>alert(1)</script>", "not a PDF"),
    "password": (make.make_pdf(encryption=pikepdf.Encryption(owner="o", user="u")).read(), "password"),
    "restrictions": (make.make_pdf(encryption=pikepdf.Encryption(owner="o", user="")).read(), "protected"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_files_are_refused_in_plain_words(entry, kind):
    content, words = BAD_FILES[kind]
    with pytest.raises(DocumentRefused) as refusal:
        attach(entry, ContentFile(content, name="plan.pdf"))
    assert words in str(refusal.value.words)
    assert not Attachment.objects.exists()


def test_oversized_file_is_refused(entry, settings):
    settings.UPLOAD_MAX_BYTES = 500
    with pytest.raises(DocumentRefused) as refusal:
        attach(entry, make.make_pdf(pages=5))
    assert "larger than 500" in str(refusal.value.words)


@pytest.mark.parametrize("kind", ["program named .pdf", "nothing", "password"])
def test_the_form_says_what_is_wrong_and_keeps_the_rest(client, entry, kind):
    sign_in(client, make.writer_of(entry))
    address = reverse("submissions:section", args=[entry.round.challenge.reference, 1, GENERAL])
    content, words = BAD_FILES[kind]
    upload = SimpleUploadedFile("plan.pdf", content, content_type="application/pdf")
    response = client.post(address, {"plan": upload, "agree": "on"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert words in page
    assert "Choose the file again" in page
    refusal = Event.objects.get(verb="refused")
    assert (refusal.object_reference, refusal.data["attempted"]) == (entry.reference, "attach")
    assert words in refusal.data["why"][0]
    assert "agree" in type(entry).objects.get(pk=entry.pk).draft


def test_the_record_of_a_refused_file_names_neither_supplier_nor_file(client, entry, settings):
    settings.UPLOAD_MAX_BYTES = 500
    writer = sign_in_writer(client, entry)
    address = reverse("submissions:section", args=[entry.round.challenge.reference, 1, GENERAL])
    assert client.post(address, {"plan": SimpleUploadedFile("Kowalski.pdf", b"%PDF-" * 200)}).status_code == 422
    told = str(list(Event.objects.filter(verb="refused").values()))
    assert "larger than 500" in told
    for secret in ("Kowalski", writer.name, writer.email, entry.proposal.supplier.name):
        assert secret not in told


def sign_in_writer(client, entry):
    writer = make.writer_of(entry)
    sign_in(client, writer)
    return writer


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ewa\\plan.PDF", "plan.pdf"),
        ("<script>alert(1)</script>.pdf", "script>.pdf"),
        ("zażółć gęślą.pdf", "zażółć gęślą.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("...", "document.pdf"),
        ("x" * 400 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_kept_plain_and_never_used_for_storing(entry, given, kept):
    attachment = attach(entry, make.make_pdf(), name=given)
    assert attachment.original_name == kept
    for stored in (attachment.stored_as, attachment.jury_copy_stored_as):
        assert storages["private"].exists(stored)
        assert kept not in stored


def test_hash_and_size_are_those_of_the_original(entry):
    file = make.make_pdf(pages=3, author="Jan Kowalski")
    content = file.read()
    attachment = attach(entry, file)
    assert (attachment.sha256, attachment.size) == (chain.sha256(content), len(content))
    with vault.open_file(attachment, by=make.writer_of(entry)).stream as stored:
        assert stored.read() == content


def test_a_new_file_takes_the_place_of_the_old_one(entry):
    first = attach(entry, make.make_pdf())
    second = attach(entry, make.make_pdf(pages=2))
    assert [file.attachment for file in vault.files_of(entry, by=make.writer_of(entry))] == [second]
    first.refresh_from_db()
    assert first.removed_at is not None


def test_files_answer_only_questions_for_files(entry):
    for key in ("problem", "nothing"):
        with pytest.raises(TransitionRefused, match="does not ask"):
            services.attach_file(entry, by=make.writer_of(entry), question_key=key, file=make.make_pdf(), name="x.pdf")


def test_jury_copy_tells_nothing_of_its_maker():
    document = pikepdf.new()
    page = document.add_blank_page()
    document.docinfo["/Author"] = "Jan Kowalski"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["Jan Kowalski"]
    document.attachments["Kowalski.txt"] = b"Kowalski was here"
    note = {"/Type": "/Annot", "/Subtype": "/Text", "/Rect": [0, 0, 9, 9], "/T": "Kowalski", "/Contents": "Good"}
    names = {key: pikepdf.Name(value) for key, value in note.items() if key in {"/Type", "/Subtype"}}
    page.obj["/Annots"] = document.make_indirect(pikepdf.Array([pikepdf.Dictionary(note | names)]))
    page.obj["/PieceInfo"] = pikepdf.Dictionary({"/Kowalski": pikepdf.Dictionary()})
    document.Root["/OpenAction"] = pikepdf.Dictionary({"/S": pikepdf.Name("/JavaScript"), "/JS": "app.alert('Kowalski')"})
    source, copy = io.BytesIO(), io.BytesIO()
    document.save(source)
    documents.write_jury_copy(source, copy)
    assert b"Kowalski" in source.getvalue()
    assert b"Kowalski" not in copy.getvalue()
    with pikepdf.open(copy) as cleaned:
        assert len(cleaned.pages) == 1
        assert not cleaned.attachments
        assert "/OpenAction" not in cleaned.Root


def test_jury_copy_does_not_tell_who_signed():
    signed = make.make_signed_pdf("Kowalski")
    copy = io.BytesIO()
    documents.write_jury_copy(signed, copy)
    assert signed.file.getvalue().count(b"Kowalski") > 7
    with pikepdf.open(copy) as cleaned:
        assert b"Kowalski" not in b"".join(_unpacked(cleaned))
        assert [str(field["/T"]) for field in cleaned.Root["/AcroForm"]["/Fields"]] == ["Signature1", "Stamp"]
        assert not {"/DSS", "/Perms"} & set(cleaned.Root.keys())
        assert not {"/SigFlags", "/XFA"} & set(cleaned.Root["/AcroForm"].keys())
    assert (documents.is_signed(signed), documents.is_signed(copy)) == (True, False)


def _unpacked(document):
    """Yield everything that a document holds as bytes, streams without their packing."""
    for thing in document.objects:
        yield thing.unparse()
        if isinstance(thing, pikepdf.Stream):
            yield thing.read_bytes()


HOSTILE = {
    "names are a list": {"/Names": [1, 2]},
    "names are a number": {"/Names": 5},
    "form is a number": {"/AcroForm": 5},
    "everything is a list": {key: [1, 2] for key in ("/DSS", "/Perms", "/AcroForm", "/Names", "/AF")},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_catalogue_that_holds_other_things_than_it_should_is_no_crash(entry, kind):
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in HOSTILE[kind].items():
        document.Root[key] = value
    content = io.BytesIO()
    document.save(content)
    assert attach(entry, ContentFile(content.getvalue(), name="plan.pdf")).sha256 == chain.sha256(content.getvalue())


@pytest.mark.parametrize("error", [pikepdf.PdfError, TypeError, ValueError, RuntimeError, RecursionError])
def test_what_breaks_the_reader_only_later_is_refused_as_damaged_and_leaves_nothing(entry, monkeypatch, error):
    def broken(_thing):
        raise error("hostile")

    monkeypatch.setattr(documents, "_strip_all", broken)
    kept = _stored_names()
    with pytest.raises(DocumentRefused, match="damaged"):
        attach(entry, make.make_pdf())
    assert _stored_names() == kept


def _stored_names():
    folders, _files = storages["private"].listdir("")
    return {f"{folder}/{name}" for folder in folders for name in storages["private"].listdir(folder)[1]}


# --- The scanner -----------------------------------------------------------------------------------------------------


@pytest.fixture
def scanner(settings):
    """A clamd that answers what the test says; it reads the stream as clamd does and keeps it."""
    server = socket.create_server(("127.0.0.1", 0))
    seen = {"answer": b"stream: OK\0", "content": b""}

    def serve():
        link, _address = server.accept()
        with link, link.makefile("rb") as incoming:
            assert incoming.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", incoming.read(4))[0]:
                seen["content"] += incoming.read(size)
            link.sendall(seen["answer"])

    thread = threading.Thread(target=serve)
    thread.start()
    settings.PORTAL_CLAMAV_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"
    yield seen
    thread.join(timeout=5)
    server.close()


def test_a_clean_file_is_marked_clean(entry, scanner):
    file = make.make_pdf()
    assert attach(entry, file).scan_state == "clean"
    file.seek(0)
    assert scanner["content"] == file.read()


def test_a_harmful_file_is_refused(entry, scanner):
    scanner["answer"] = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    with pytest.raises(DocumentRefused) as refusal:
        attach(entry, make.make_pdf())
    assert "something harmful" in str(refusal.value.words)


def test_a_confused_scanner_counts_as_away(entry, scanner):
    scanner["answer"] = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(DocumentRefused) as refusal:
        attach(entry, make.make_pdf())
    assert "cannot be checked" in str(refusal.value.words)


def test_without_a_scanner_that_answers_nothing_is_taken(entry, settings, tmp_path):
    for away in ("127.0.0.1:1", str(tmp_path / "nobody.sock")):
        settings.PORTAL_CLAMAV_ADDRESS = away
        with pytest.raises(DocumentRefused):
            attach(entry, make.make_pdf())
        with pytest.raises(scanning.ScannerAwayError):
            scanning.is_harmful(io.BytesIO(b"x"))


def test_without_a_configured_scanner_files_are_marked_unscanned(entry):
    assert attach(entry, make.make_pdf()).scan_state == "not_scanned"
