"""Anybody can check a receipt, and learns nothing that it does not say."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from core import clock
from ledger import signing
from ledger.services import publish_head
from submissions.models import Attachment, Receipt
from submissions.queries.verification import known_parts, verified_receipt
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt():
    return Receipt.objects.get(deposit__entry=make.make_submitted_entry(with_file=True))


def verify(client, status=200, **data):
    response = client.post("/verify/", data)
    assert response.status_code == status
    return response.content.decode()


def test_page_is_open_to_everybody(client):
    assert client.get("/verify/").status_code == 200


def test_genuine_receipt_as_text_and_as_file(client, receipt):
    content = json.dumps({"statement": receipt.statement, "jws": receipt.jws})
    for data in ({"receipt": receipt.jws}, {"receipt": content}, {"receipt_file": ContentFile(content.encode(), name="r.json")}):
        page = verify(client, **data)
        assert "nothing in it was changed" in page
        assert receipt.statement["work_code"] in page
        entry = receipt.deposit.entry
        assert entry.proposal.supplier.name not in page
        assert make.writer_of(entry).email not in page


@pytest.mark.parametrize(
    "text", ["x", "a.b.c", "{", "[]", '{"jws": 1}', "{}", "eyJhbGciOiJub25lIn0.e30.", "ż" * 50, "." * 50, "a" * 5000 + ".b.c"]
)
def test_rubbish_is_no_receipt(client, text):
    assert "no receipt of this portal" in verify(client, receipt=text)


def test_changed_receipts_and_other_signed_statements_are_none(client, receipt):
    head, body, signature = receipt.jws.split(".")
    for token in (
        f"{head}.{body[:-4]}AAAA.{signature}",
        f"{head}.{body}.{signature[::-1]}",
        publish_head(occasion="x").signature,
    ):
        assert verified_receipt(token) is None
        assert "no receipt of this portal" in verify(client, receipt=token)


def test_a_signature_does_not_vouch_for_changed_words_beside_it(client, receipt):
    changed = {"statement": receipt.statement | {"work_code": "AAAA-AA"}, "jws": receipt.jws}

    page = verify(client, receipt=json.dumps(changed))

    assert "nothing in it was changed" not in page
    assert "the text beside the signature says something else" in page
    assert receipt.statement["work_code"] in page


def test_receipt_of_an_event_that_is_not_in_the_ledger_says_so(receipt):
    forged = signing.sign(receipt.statement | {"ledger": {"sequence": 999, "hash": "0" * 64}})
    found = verified_receipt(forged)
    assert found is not None
    assert not found.in_ledger


def test_file_and_hash_are_compared_with_the_receipt(client, receipt):
    attachment = Attachment.objects.get()
    assert "exactly this content arrived" in verify(client, receipt=receipt.jws, sha256=attachment.sha256.upper())
    assert "Nothing with this content" in verify(client, receipt=receipt.jws, file=make.make_pdf(pages=7))
    assert "exactly this content arrived" in verify(client, receipt=receipt.jws, sha256=receipt.deposit.content_sha256)


def test_wrong_input_is_told(client, settings):
    assert "Paste or choose a receipt" in verify(client, 422)
    assert "A SHA-256 has 64" in verify(client, 422, sha256="xyz")
    assert "this is no receipt" in verify(client, 422, receipt_file=ContentFile(b"\xff\xfe\x00", name="r")).lower()
    assert "this is no receipt" in verify(client, 422, receipt="a" * 100_001).lower()
    settings.UPLOAD_MAX_BYTES = 10
    assert "larger than" in verify(client, 422, file=ContentFile(b"x" * 100, name="big.pdf"))


def test_a_hash_alone_is_told_only_once_names_are_known(receipt):
    sha256 = Attachment.objects.get().sha256
    assert known_parts(sha256) == []
    stage = make.make_opened_round(receipt.deposit.entry.round.challenge, entries=0)
    assert known_parts(sha256) == []
    type(stage).objects.filter(pk=stage.pk).update(revealed_at=clock.database_now())
    (part,) = known_parts(sha256)
    assert (part.challenge, part.round) == (stage.challenge.reference, 1)
    assert known_parts(receipt.deposit.content_sha256) == [part]


def test_command(receipt, tmp_path):
    kept, out = tmp_path / "receipt.json", io.StringIO()
    kept.write_text(json.dumps({"jws": receipt.jws}), encoding="utf-8")
    call_command("verify_receipt", str(kept), stdout=out)
    assert receipt.number in out.getvalue()
    assert "The signature holds, and the ledger has the event." in out.getvalue()
    kept.write_text("nothing", encoding="utf-8")
    with pytest.raises(CommandError, match="Not signed by this portal"):
        call_command("verify_receipt", str(kept))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_receipt", str(tmp_path / "away.json"))
