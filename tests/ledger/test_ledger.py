"""The ledger only grows (invariant 11), and every change behind its back is found and named."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core.triggers import freezing_statements, thawing_statements
from ledger import chain, evidence, signing
from ledger.models import Event, Head
from ledger.services import publish_head, record_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_events():
    with transaction.atomic():
        return [record_event("edit", f"GT-2026-00{number}", part=str(number)) for number in (1, 2, 3)]


def defects(*kinds):
    return [defect for kind in evidence.kinds(kinds) for defect in evidence.Verification(kind).defects()]


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
    lines = capsys.readouterr().out.splitlines()
    pieces = "".join(f"{event.sequence} {event.hash}\n" for event in three_events)
    assert f"events 3 {chain.sha256(pieces.encode())}" in lines
    assert [line.split()[1] for line in lines if line.startswith("heads ")] == ["1"]
    assert lines[-1] == "Everything holds."


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
        (
            "UPDATE ledger_event SET verb = 'cancel' WHERE sequence = 2",
            ["ledger_event 2: its content was changed (cancel GT-2026-002)"],
        ),
        ("DELETE FROM ledger_event WHERE sequence = 2", ["ledger_event 2: missing, the next row is 3"]),
        (
            "UPDATE ledger_event SET previous_hash = hash WHERE sequence = 3",
            [
                "ledger_event 3: does not follow from the event before it",
                "ledger_event 3: its content was changed (edit GT-2026-003)",
            ],
        ),
        (
            "UPDATE ledger_event SET data = 'null' WHERE sequence = 1",
            ["ledger_event 1: its content was changed (edit GT-2026-001)"],
        ),
    ],
)
def test_a_change_behind_its_back_is_named(three_events, statement, named):
    _tamper(statement)
    assert defects("events") == named


def test_the_command_fails_and_prints_every_bad_row(three_events, capsys):
    _tamper("UPDATE ledger_event SET verb = 'cancel' WHERE sequence <> 2")
    with pytest.raises(CommandError, match="Defects: 2"):
        call_command("verify_ledger")
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["ledger_event 1", "ledger_event 3"]


def test_one_kind_of_evidence_can_be_verified_alone(three_events, capsys):
    call_command("verify_ledger", "heads")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["heads", "Everything"]
    with pytest.raises(CommandError, match="no kind of evidence called 'tails'"):
        call_command("verify_ledger", "tails")


def test_a_cut_tail_is_found_by_the_head(three_events):
    publish_head(occasion="test")
    _tamper("DELETE FROM ledger_event WHERE sequence = 3")
    assert defects("heads") == ["ledger_head 3: the ledger ends at event 2"]


def test_a_rewritten_chain_is_found_by_the_head(three_events):
    """Whoever rewrites the last event and its hash still cannot match the root that was published."""
    publish_head(occasion="test")
    row = Event.objects.values(*chain.CHAINED_FIELDS).get(sequence=3) | {"verb": "cancel"}
    _tamper(f"UPDATE ledger_event SET verb = 'cancel', hash = '{chain.event_hash(row)}' WHERE sequence = 3")  # noqa: S608 - a test's own words
    assert defects("events", "heads") == ["ledger_head 3: the root does not match the events"]


@pytest.mark.parametrize("column", ["size", "root", "last_hash", "signature"])
def test_a_head_that_was_changed_is_named(three_events, column):
    publish_head(occasion="test")
    _tamper(f"UPDATE ledger_head SET {column} = {'2' if column == 'size' else repr('0' * 64)}", table="ledger_head")  # noqa: S608 - a test's own words
    assert defects("heads")


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
