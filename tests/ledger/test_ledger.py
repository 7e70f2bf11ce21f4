"""The ledger only grows (invariant 11), and every change behind its back is found and named."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core.triggers import freezing_statements, thawing_statements
from ledger import chain, queries, signing
from ledger.models import Event, Head
from ledger.services import publish_head, record_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_events():
    with transaction.atomic():
        return [record_event("publish", f"GT-2026-00{number}", version=str(number)) for number in (1, 2, 3)]


def _tamper(sql: str, table: str = "ledger_event") -> None:
    """Change rows as somebody with the database's own rights would: without the triggers."""
    with connection.cursor() as cursor:
        for statement in [
            *thawing_statements(connection.vendor, table),
            sql,
            *freezing_statements(connection.vendor, table),
        ]:
            cursor.execute(statement)


def test_events_are_numbered_without_gaps_and_chained(three_events):
    assert [event.sequence for event in three_events] == [1, 2, 3]
    assert three_events[0].previous_hash == chain.GENESIS
    assert three_events[2].previous_hash == three_events[1].hash


def test_a_sound_ledger_verifies(three_events, capsys):
    publish_head(occasion="test")
    call_command("verify_ledger")
    assert "The ledger holds: 3 events, 1 published heads." in capsys.readouterr().out


def test_recording_outside_a_transaction_is_refused(monkeypatch):
    monkeypatch.setattr("ledger.services.connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(transaction.TransactionManagementError):
        record_event("publish", "GT-2026-001")


@pytest.mark.parametrize("statement", ["UPDATE ledger_event SET verb = 'x'", "DELETE FROM ledger_event"])
def test_the_database_refuses_to_change_or_remove_an_event(three_events, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.count() == 3


@pytest.mark.parametrize("statement", ["UPDATE ledger_head SET root = 'x'", "DELETE FROM ledger_head"])
def test_the_database_refuses_to_change_or_remove_a_head(three_events, statement):
    publish_head(occasion="test")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Head.objects.count() == 1


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE ledger_event SET verb = 'cancel' WHERE sequence = 2", "event 2: its content was changed"),
        ("DELETE FROM ledger_event WHERE sequence = 2", "event 2: missing"),
        ("UPDATE ledger_event SET previous_hash = hash WHERE sequence = 3", "event 3: does not follow"),
    ],
)
def test_a_change_behind_its_back_is_named(three_events, statement, named):
    _tamper(statement)
    with pytest.raises(CommandError, match=named):
        call_command("verify_ledger")


def test_a_cut_tail_is_found_by_the_head(three_events):
    publish_head(occasion="test")
    _tamper("DELETE FROM ledger_event WHERE sequence = 3")
    assert queries.verification().problem == "head 3: the ledger ends at event 2"


def test_a_rewritten_chain_is_found_by_the_head(three_events):
    """Whoever rewrites the last event and its hash still cannot match the root that was published."""
    publish_head(occasion="test")
    row = Event.objects.values(*chain.CHAINED_FIELDS).get(sequence=3) | {"verb": "cancel"}
    _tamper(f"UPDATE ledger_event SET verb = 'cancel', hash = '{chain.event_hash(row)}' WHERE sequence = 3")  # noqa: S608 - a test's own words
    assert queries.verification().problem == "head 3: the root does not match the events"


def test_a_head_is_published_once_per_size(three_events):
    assert publish_head(occasion="first") == publish_head(occasion="again")


def test_an_empty_ledger_has_no_head():
    assert publish_head(occasion="test") is None


def test_merkle_root_agrees_with_rfc_6962():
    """The test vectors of the Certificate Transparency reference implementation: leaf "" and the first three leaves."""
    assert chain.merkle_root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert chain.merkle_root([""]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert chain.merkle_root(["", "00"]) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert chain.merkle_root(["", "00", "10"]) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


def test_a_signature_holds_until_a_letter_is_changed():
    token = signing.sign({"size": 1, "root": "ą"})
    assert signing.verified(token) == {"size": 1, "root": "ą"}
    head, payload, signature = token.split(".")
    assert signing.verified(f"{head}.{payload[:-2]}AA.{signature}") is None
    assert signing.verified("nonsense") is None


def test_the_published_key_is_public_alone():
    (key,) = signing.public_keys()["keys"]
    assert key["kty"] == "OKP"
    assert "d" not in key
