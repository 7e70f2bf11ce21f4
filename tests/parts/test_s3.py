"""A real S3-speaking server, and the storages as production settings configure them."""

import io
import json
import re
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from core.health import missing_parts
from ledger import chain
from submissions import intake, services, vault
from submissions.models import Attachment, Entry
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.parts.installation import DEMANDED, production_settings

pytestmark = pytest.mark.django_db

PUBLIC, PRIVATE = DEMANDED["PORTAL_S3_PUBLIC_BUCKET"], DEMANDED["PORTAL_S3_PRIVATE_BUCKET"]
NAME = "Jan Kowalski.pdf"
SECONDS_FOR_AN_ANSWER = 5
# What the operator of an installation grants on the bucket of public pictures.
ANYBODY_MAY_READ = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{PUBLIC}/*"}],
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a server for all tests of this module."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def buckets(address: str, settings: Settings) -> Iterator[Any]:
    """The two buckets of an installation that was told of the server, as their operator sees them; empty at first."""
    production = production_settings(PORTAL_S3_ENDPOINT_URL=address)
    settings.STORAGES = settings.STORAGES | {name: production["STORAGES"][name] for name in ("default", "private")}
    clients = [storages[name].connection for name in ("default", "private")]
    operator = clients[0]
    for name in (PUBLIC, PRIVATE):
        operator.create_bucket(Bucket=name)
    operator.BucketPolicy(PUBLIC).put(Policy=json.dumps(ANYBODY_MAY_READ))
    yield {name: operator.Bucket(name) for name in (PUBLIC, PRIVATE)}
    for name in (PUBLIC, PRIVATE):
        operator.Bucket(name).objects.delete()
    for client in clients:
        client.meta.client.close()


def keys_in(bucket: Any) -> set[str]:
    return {found.key for found in bucket.objects.all()}


def fetched_by_anybody(url: str) -> tuple[int, bytes]:
    """Return the status and the body that somebody without a key gets."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS_FOR_AN_ANSWER) as answer:  # noqa: S310 -- our own address
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()


def make_small_pdf() -> bytes:
    return make.make_pdf(author="Jan Kowalski").read()


def make_large_pdf() -> bytes:
    """Make a PDF that the storage takes in several parts (from 8 MiB), and whose jury copy is as large."""
    document = pikepdf.new()
    document.add_blank_page().obj["/Noise"] = document.make_stream(secrets.token_bytes(9 * 1024 * 1024))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def attach(entry: Entry, content: bytes) -> Attachment:
    file = ContentFile(content, name=NAME)
    return services.attach_file(entry, by=make.writer_of(entry), question_key="plan", file=file, name=NAME)


def test_a_file_of_an_entry_lies_in_the_private_bucket_under_names_that_tell_nothing(buckets: dict[str, Any]) -> None:
    attachment = attach(make.make_draft(), make_small_pdf())

    names = {attachment.stored_as, attachment.jury_copy_stored_as}
    assert len(names) == 2
    assert (keys_in(buckets[PRIVATE]), keys_in(buckets[PUBLIC])) == (names, set())
    for name in names:
        stored = buckets[PRIVATE].Object(name)
        assert re.fullmatch("[0-9a-f]{2}/[0-9a-f]{32}", name)
        assert (stored.metadata, stored.content_disposition, stored.content_type) == ({}, None, "application/octet-stream")


@pytest.mark.parametrize("make_content", [make_small_pdf, make_large_pdf])
def test_a_file_comes_back_byte_for_byte(buckets: dict[str, Any], client: Client, make_content: Callable[[], bytes]) -> None:
    content, entry = make_content(), make.make_draft()
    attachment = attach(entry, content)
    writer = make.writer_of(entry)
    sign_in(client, writer)

    with vault.open_file(attachment, by=writer).stream as stream:
        assert stream.read() == content
    answer = client.get(reverse("submissions:file", args=[entry.round.challenge.reference, 1, attachment.pk]))
    assert answer.getvalue() == content
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert attachment.sha256 == chain.sha256(content)


def test_nobody_reads_a_file_of_an_entry_past_the_vault(buckets: dict[str, Any], address: str) -> None:
    attachment = attach(make.make_draft(), make_small_pdf())

    for name in (attachment.stored_as, attachment.jury_copy_stored_as):
        assert fetched_by_anybody(f"{address}/{PRIVATE}/{name}") == (HTTPStatus.FORBIDDEN, b"")
        (grant,) = buckets[PRIVATE].Object(name).Acl().grants
        assert (grant["Grantee"]["Type"], grant["Permission"]) == ("CanonicalUser", "FULL_CONTROL")


def test_a_discarded_file_is_gone(buckets: dict[str, Any]) -> None:
    stored = intake.store_file(make.make_pdf())
    assert keys_in(buckets[PRIVATE]) == {stored.stored_as, stored.jury_copy_stored_as}

    intake.discard_file(stored)

    assert keys_in(buckets[PRIVATE]) == set()


def test_public_pictures_are_read_by_everybody_at_an_address_that_stays(buckets: dict[str, Any], address: str) -> None:
    first, second = (default_storage.save("images/żółw.png", ContentFile(content)) for content in (b"first", b"second"))

    assert (keys_in(buckets[PUBLIC]), keys_in(buckets[PRIVATE])) == ({first, second}, set())
    assert default_storage.url(first) == f"{address}/{PUBLIC}/images/{quote('żółw')}.png"
    for name, content in ((first, b"first"), (second, b"second")):
        assert fetched_by_anybody(default_storage.url(name)) == (HTTPStatus.OK, content)


def test_the_portal_finds_its_storage_up_and_leaves_nothing_there(buckets: dict[str, Any]) -> None:
    assert "storage" not in missing_parts()
    assert keys_in(buckets[PRIVATE]) == set()
