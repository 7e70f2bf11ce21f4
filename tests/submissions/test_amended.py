"""Entries under rules that are amended: they stay, can be confirmed, read as incomplete, and race with nobody's loss."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections

from accounts.roles import Role
from challenges.models import Challenge, Round
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from core.worklist import waiting_for
from evaluation.queries.snapshot import frozen_rules
from ledger import signing
from submissions import services, vault
from submissions.models import Deposit, Entry, Receipt
from submissions.queries.amended import behind
from submissions.queries.proposals import proposals_of
from submissions.queries.verification import verified_receipt
from tests.factories import submissions as make
from tests.submissions.amending import amend, ask_more, fresh, make_amendable, publish, readdress, reweigh, write_amendment

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make.make_submitted_entry(make_amendable(), with_file=True)


def standing(entry):
    (row,) = proposals_of(make.writer_of(entry), now=clock.now())
    return row.stages[0]


def test_an_entry_stays_valid_and_is_read_under_its_version(entry):
    before = vault.newest_deposit(entry)
    amend(entry.challenge, reweigh)

    now = fresh(entry)
    assert now.state == "submitted"
    assert vault.newest_deposit(now) == before
    assert before.version.number == 1
    assert now.round.version.number == 2
    assert before.questionnaire.document.rules.rounds[0].judging.parts[0].criteria[0].weight == "60"


def test_confirming_hands_in_the_same_with_a_new_receipt(entry):
    writer, first = make.writer_of(entry), vault.newest_deposit(entry)
    amend(entry.challenge, reweigh)
    services.save_draft(fresh(entry), by=writer, answers={"problem": "Half a thought"})

    receipt = services.confirm_entry(fresh(entry), by=writer, seen=2)

    second = receipt.deposit
    assert (second.number, second.version.number) == (2, 2)
    assert (second.content, second.content_sha256) == (first.content, first.content_sha256)
    assert list(second.attachments.all()) == list(first.attachments.all())
    assert signing.verified(receipt.jws) == receipt.statement
    assert receipt.statement["version"] == 2
    assert verified_receipt(receipt.jws) is not None
    assert fresh(entry).draft["problem"] == "Half a thought"
    assert behind([fresh(entry)]) == {}
    call_command("verify_ledger")


def test_nothing_is_confirmed_twice_or_without_an_amendment(entry):
    writer = make.writer_of(entry)
    with pytest.raises(TransitionRefused, match="There is nothing to confirm"):
        services.confirm_entry(fresh(entry), by=writer)
    amend(entry.challenge, reweigh)
    services.confirm_entry(fresh(entry), by=writer)

    with pytest.raises(TransitionRefused, match="There is nothing to confirm"):
        services.confirm_entry(fresh(entry), by=writer)
    assert Deposit.objects.filter(entry=entry).count() == 2


def test_only_writers_of_the_supplier_confirm(entry):
    amend(entry.challenge, reweigh)
    for person in (make.make_member(entry.proposal.supplier, Role.VIEWER), make.make_supplier()[1]):
        with pytest.raises(TransitionRefused):
            services.confirm_entry(fresh(entry), by=person)


def test_after_the_deadline_an_unconfirmed_entry_stays_valid(entry):
    amend(entry.challenge, reweigh)
    stage = Round.objects.get(pk=entry.round_id)

    with make.after_deadline(stage):
        with pytest.raises(TransitionRefused, match="The deadline has passed"):
            services.confirm_entry(fresh(entry), by=make.writer_of(entry))
        assert fresh(entry).state == "submitted"
        assert not standing(entry).next_act


def test_a_new_required_answer_makes_an_entry_incomplete_not_withdrawn(entry):
    writer = make.writer_of(entry)
    amend(entry.challenge, ask_more)

    assert fresh(entry).state == "submitted"
    assert standing(entry).standing == "incomplete"
    assert "Complete your entry" in [str(item.title) for item in waiting_for(writer)]
    with pytest.raises(TransitionRefused, match="“Your website” has no answer yet"):
        services.confirm_entry(fresh(entry), by=writer)
    services.save_draft(fresh(entry), by=writer, answers={"website": "example.org"})
    services.submit_entry(fresh(entry), by=writer)
    assert standing(entry).standing == "submitted"
    assert behind([fresh(entry)]) == {}


def test_what_nobody_relied_on_asks_nothing(entry):
    amend(entry.challenge, readdress)

    stage = standing(entry)
    assert stage.behind is not None
    assert not stage.asks_confirmation
    assert stage.standing == "submitted"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (reweigh, "read what changed and confirm it"),
        (ask_more, "it is incomplete under the amended rules"),
        (readdress, "You do not have to do anything"),
    ],
)
def test_suppliers_are_told_what_changed_and_what_is_asked(entry, change, words):
    draft = make.make_draft(entry.challenge)
    amend(entry.challenge, change)

    mails = OutgoingMail.objects.filter(key__startswith="amended:")
    told = mails.get(recipient=make.writer_of(entry).email)
    assert words in told.text
    assert "The weights were mixed up." in told.text
    assert "Your draft shows what is new." in mails.get(recipient=make.writer_of(draft).email).text
    assert mails.count() == 2


def test_a_round_is_judged_under_the_version_in_force_when_its_window_closed(entry):
    amend(entry.challenge, reweigh)
    stage = Round.objects.get(pk=entry.round_id)
    with make.after_deadline(stage):
        amendment = write_amendment_after_deadline(entry.challenge)
        publish(amendment)
        late = Round.objects.get(pk=entry.round_id)

        assert late.challenge.published_version.number == 3
        assert late.version.number == 2
        assert frozen_rules(late)["criteria"][0]["weight"] == "55"


def write_amendment_after_deadline(challenge):
    from challenges import services as desk  # noqa: PLC0415

    challenge = Challenge.objects.get(pk=challenge.pk)
    author = make.make_member(challenge.authority, Role.AUTHOR)
    amendment = desk.start_amendment(challenge, by=author, reason="Another address", code="cor-buy")
    desk.set_part(challenge, by=author, path="notice/contact_email", value="third@example.org")
    desk.submit_amendment(amendment, by=author)
    return amendment


def test_what_was_read_under_the_old_version_is_not_handed_in(entry):
    draft = make.make_draft(entry.challenge)
    amend(entry.challenge, readdress)

    with pytest.raises(TransitionRefused, match="The rules were amended while you had this page open") as refused:
        services.submit_entry(fresh(draft), by=make.writer_of(draft), seen=1)
    assert [gap.code for gap in refused.value.gaps] == ["amended"]
    assert services.submit_entry(fresh(draft), by=make.writer_of(draft), seen=2).deposit.version.number == 2


def test_an_object_read_before_the_amendment_hands_in_under_the_new_version_or_not_at_all(entry):
    draft = make.make_draft(entry.challenge)
    stale = fresh(draft)
    assert stale.round.version.number == 1
    amend(entry.challenge, ask_more)

    with pytest.raises(TransitionRefused, match="“Your website” has no answer yet"):
        services.submit_entry(stale, by=make.writer_of(draft))
    assert not Deposit.objects.filter(entry=draft).exists()


@pytest.mark.django_db(transaction=True)
def test_an_amendment_races_submits():
    """On PostgreSQL in threads; on SQLite, where writers queue, one after the other. Every deposit names the version it met."""
    challenge = make_amendable()
    drafts = [make.make_draft(challenge) for _number in range(3)]
    amendment = write_amendment(Challenge.objects.get(pk=challenge.pk), reweigh)
    refusals = []

    def submit(draft):
        try:
            services.submit_entry(Entry.objects.get(pk=draft.pk), by=make.writer_of(draft), seen=1)
        except TransitionRefused as refused:
            refusals.append([gap.code for gap in refused.gaps])
        finally:
            if connection.vendor == "postgresql":
                connections.close_all()

    def put_into_force():
        try:
            publish(amendment)
        finally:
            if connection.vendor == "postgresql":
                connections.close_all()

    acts = [lambda: submit(drafts[0]), put_into_force, lambda: submit(drafts[1]), lambda: submit(drafts[2])]
    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=act) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        for act in acts:
            act()
    challenge.refresh_from_db()
    assert challenge.published_version.number == 2
    deposits = list(Deposit.objects.all())
    assert {deposit.version.number for deposit in deposits} <= {1}
    assert all(deposit.received_at <= challenge.published_version.published_at + timedelta(seconds=1) for deposit in deposits)
    assert len(deposits) + len(refusals) == 3
    assert all(codes == ["amended"] for codes in refusals)
    assert Receipt.objects.count() == len(deposits)
    call_command("verify_ledger")


# --- Screens ---------------------------------------------------------------------------------------------------------
