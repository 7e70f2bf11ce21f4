"""Invariants 1 and 2: nothing late counts, and a receipt exists if and only if the entry was stored."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection, connections

from accounts.roles import Role
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger import chain, signing
from ledger.models import Event
from submissions import intake, services, vault
from submissions.models import Deposit, Entry, Receipt
from tests.factories import submissions as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make.make_draft(with_file=True)


@pytest.fixture
def writer(entry):
    return make.writer_of(entry)


def now_state(entry):
    return Entry.objects.get(pk=entry.pk).state


def test_receipt_says_what_arrived_and_the_signature_holds(entry, writer):
    receipt = services.submit_entry(entry, by=writer)
    statement = signing.verified(receipt.jws)
    deposit, attachment = receipt.deposit, entry.attachments.get()
    assert statement == receipt.statement
    assert (statement["challenge"], statement["round"]) == (entry.round.challenge.reference, 1)
    assert statement["work_code"] == entry.work_code
    assert statement["version_sha256"] == entry.round.challenge.published_version.sha256
    canonical = vault.read_deposit_bytes(deposit, by=writer)
    assert statement["parts"] == [
        {"part": "answers", "sha256": chain.sha256(canonical), "size": str(len(canonical))},
        {"part": "file:plan", "sha256": attachment.sha256, "size": str(attachment.size)},
    ]
    event = Event.objects.get(verb="submit")
    assert statement["ledger"] == {"sequence": event.sequence, "hash": event.hash}
    assert statement["received_at"].endswith("Z")
    assert datetime.fromisoformat(statement["received_at"]) == deposit.received_at.astimezone(UTC)
    call_command("verify_ledger", "events", "receipts")


def test_ledger_receipt_and_mail_carry_no_personal_data(entry, writer):
    services.submit_entry(entry, by=writer)
    told = str(list(Event.objects.values())) + str(Receipt.objects.get().statement)
    supplier = entry.proposal.supplier
    for secret in (writer.email, writer.name, supplier.name, "Kowalski", "Rivers", "River watch"):
        assert secret not in told
    mail = OutgoingMail.objects.get()
    assert mail.subject == f"Entry received: {entry.round.challenge.reference}, round 1"
    assert "Rivers" not in mail.text


def test_second_submit_of_the_same_content_changes_nothing(entry, writer):
    first = services.submit_entry(entry, by=writer)
    assert services.submit_entry(entry, by=writer) == first
    assert Deposit.objects.count() == 1
    assert Event.objects.filter(verb="submit").count() == 1


def test_resubmission_replaces_and_both_receipts_stay(entry, writer):
    first = services.submit_entry(entry, by=writer)
    services.save_draft(entry, by=writer, answers={"problem": "Now sharper"})
    second = services.submit_entry(entry, by=writer)
    assert first != second
    assert set(Receipt.objects.values_list("deposit__number", flat=True)) == {1, 2}
    assert signing.verified(first.jws) == first.statement
    newest = vault.newest_deposit(Entry.objects.get(pk=entry.pk))
    assert vault.read_answers(newest, by=writer)["problem"] == "Now sharper"
    assert vault.read_answers(first.deposit, by=writer)["problem"] == "Rivers flood towns."


def test_withdrawn_entry_can_be_submitted_again(entry, writer):
    services.submit_entry(entry, by=writer)
    services.withdraw_entry(entry, by=writer)
    assert now_state(entry) == "withdrawn"
    services.submit_entry(entry, by=writer)
    assert (now_state(entry), Deposit.objects.count()) == ("submitted", 2)


def test_the_last_moment_counts_and_a_second_later_does_not(entry, writer):
    other = make.make_draft(entry.round.challenge)
    with clock.moved_to(entry.round.closes_at - timedelta(seconds=30)):
        services.submit_entry(entry, by=writer)
    with make.after_deadline(entry.round, seconds=1), pytest.raises(TransitionRefused, match="deadline has passed"):
        services.submit_entry(other, by=make.writer_of(other))
    assert (now_state(entry), now_state(other)) == ("submitted", "draft")
    assert Entry.objects.get(pk=other.pk).draft == make.ANSWERS


def test_deadline_that_passes_inside_the_transaction_is_noticed(entry, writer, monkeypatch):
    """The first look at the clock is in time, the one before the commit is not: nothing may remain."""
    moments = iter([entry.round.closes_at - timedelta(seconds=1), entry.round.closes_at - timedelta(seconds=1)])
    late = entry.round.closes_at + timedelta(seconds=1)
    monkeypatch.setattr(clock, "database_now", lambda: next(moments, late))
    with pytest.raises(TransitionRefused):
        services.submit_entry(entry, by=writer)
    monkeypatch.undo()
    assert (Deposit.objects.count(), Receipt.objects.count(), OutgoingMail.objects.count()) == (0, 0, 0)
    assert (now_state(entry), Event.objects.filter(verb="submit").count()) == ("draft", 0)


def test_late_resubmission_and_withdrawal_leave_the_former_deposit(entry, writer):
    services.submit_entry(entry, by=writer)
    services.save_draft(entry, by=writer, answers={"problem": "Too late"})
    with make.after_deadline(entry.round, seconds=1):
        for act in (services.submit_entry, services.withdraw_entry):
            with pytest.raises(TransitionRefused):
                act(entry, by=writer)
        with pytest.raises(TransitionRefused):
            services.save_draft(entry, by=writer, answers={"problem": "Later still"})
        with pytest.raises(TransitionRefused):
            services.attach_file(entry, by=writer, question_key="plan", file=make.make_pdf(), name="x.pdf")
        with pytest.raises(TransitionRefused):
            services.remove_file(entry.attachments.get(), by=writer)
    assert (now_state(entry), Deposit.objects.count()) == ("submitted", 1)
    assert Entry.objects.get(pk=entry.pk).draft["problem"] == "Too late"


def test_late_submit_by_browser_is_refused_recorded_and_nothing_is_lost(client, entry, writer):
    sign_in(client, writer)
    with make.after_deadline(entry.round, seconds=1):
        answer = client.post(f"/my/{entry.round.challenge.reference}/round-1/submit/")
        assert answer.status_code == 409
        assert "The deadline has passed" in answer.content.decode()
        assert "Rivers flood towns." in answer.content.decode()
    refusal = Event.objects.get(verb="refused")
    assert refusal.object_reference == entry.reference
    assert now_state(entry) == "draft"


@pytest.mark.parametrize("broken", ["submissions.services.submitting._receipt_for", "submissions.emails.send_receipt"])
def test_crash_between_deposit_and_receipt_leaves_neither(entry, writer, monkeypatch, broken):
    def crash(*_args, **_kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(broken, crash)
    with pytest.raises(RuntimeError):
        services.submit_entry(entry, by=writer)
    assert (Deposit.objects.count(), Receipt.objects.count(), Event.objects.filter(verb="submit").count()) == (0, 0, 0)
    assert now_state(entry) == "draft"


def test_crash_after_the_receipt_leaves_neither(entry, writer, monkeypatch):
    monkeypatch.setattr(Entry, "save", lambda *_args, **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.submit_entry(entry, by=writer)
    assert (Deposit.objects.count(), Receipt.objects.count()) == (0, 0)


def test_file_of_a_failed_upload_does_not_stay(entry, writer, monkeypatch):
    discarded = []
    monkeypatch.setattr(intake, "discard_file", discarded.append)
    monkeypatch.setattr("submissions.models.Attachment.objects.create", lambda **_fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.attach_file(entry, by=writer, question_key="plan", file=make.make_pdf(), name="x.pdf")
    assert len(discarded) == 1
    assert entry.attachments.get().removed_at is None


def test_only_writers_of_the_supplier_write_and_submit(entry):
    supplier, authority = entry.proposal.supplier, entry.round.challenge.authority
    contributor = make.make_member(supplier, Role.CONTRIBUTOR)
    others = {
        "viewer": make.make_member(supplier, Role.VIEWER),
        "another supplier": make.make_supplier()[1],
        "secretary": make.make_member(authority, Role.SECRETARY),
        "administrator": make.make_person(is_administrator=True, is_superuser=True),
    }
    services.save_draft(entry, by=contributor, answers={"problem": "By a colleague"})
    for person in others.values():
        with pytest.raises(PermissionDenied):
            services.save_draft(entry, by=person, answers={"problem": "Sabotage"})
        with pytest.raises(PermissionDenied):
            services.attach_file(entry, by=person, question_key="plan", file=make.make_pdf(), name="x.pdf")
        with pytest.raises(TransitionRefused):
            services.submit_entry(entry, by=person)
    services.submit_entry(entry, by=contributor)
    for person in others.values():
        with pytest.raises(TransitionRefused):
            services.withdraw_entry(entry, by=person)
    assert Entry.objects.get(pk=entry.pk).draft["problem"] == "By a colleague"


@pytest.mark.django_db(transaction=True)
def test_concurrent_submits_make_one_deposit(entry, writer):
    """On PostgreSQL in threads that race for the row; on SQLite, where writers queue, one after the other."""
    results: list[object] = []

    def submit():
        try:
            results.append(services.submit_entry(Entry.objects.get(pk=entry.pk), by=writer).number)
        finally:
            connections.close_all()

    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=submit) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        results = [services.submit_entry(entry, by=writer).number for _number in range(4)]
    assert len(results) == 4
    assert len(set(results)) == 1
    assert Deposit.objects.count() == Receipt.objects.count() == 1


def test_round_two_is_for_those_who_advanced():
    challenge = make.make_open_challenge()
    entry = make.make_submitted_entry(challenge)
    writer, second = make.writer_of(entry), challenge.rounds.get(number=2)
    with clock.moved_to(second.opens_at + timedelta(hours=1)):
        with pytest.raises(TransitionRefused, match="advanced from the round before"):
            services.start_entry(entry.proposal, by=writer, round=second)
        Entry.objects.filter(pk=entry.pk).update(state="advanced")
        new = services.start_entry(entry.proposal, by=writer, round=second)
        assert services.start_entry(entry.proposal, by=writer, round=second) == new
        assert new.work_code != entry.work_code


def test_start_is_refused_after_the_deadline_and_before_publication():
    challenge = make.make_open_challenge()
    supplier, owner = make.make_supplier()
    with make.after_deadline(challenge.rounds.get(number=1)), pytest.raises(TransitionRefused):
        services.start_proposal(challenge, by=owner, supplier=supplier)
    with pytest.raises(PermissionDenied):
        services.start_proposal(challenge, by=make.make_person(), supplier=supplier)
    first = services.start_proposal(challenge, by=owner, supplier=supplier, title="River watch")
    assert services.start_proposal(challenge, by=owner, supplier=supplier, title="Again") == first
    assert first.entries.count() == 1
