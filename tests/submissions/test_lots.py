"""A supplier enters for a lot: chosen at the start, changed until something is handed in, stated by deposit and receipt."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.roles import Role
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger import signing
from ledger.models import Event
from submissions import services, vault
from submissions.models import Entry, Proposal
from tests.factories import submissions as make
from tests.submissions.lots import OFFERED, make_challenge_of_lots, start, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return make_challenge_of_lots()


def test_one_proposal_for_each_lot_and_a_second_start_finds_the_first(challenge):
    supplier, owner = make.make_supplier()
    begun = [start(challenge, lot, supplier=supplier, by=owner) for lot in OFFERED]
    assert start(challenge, "wave", supplier=supplier, by=owner) == begun[2]
    assert Proposal.objects.filter(supplier=supplier).count() == len(OFFERED)
    assert Event.objects.filter(verb="start").count() == len(OFFERED)


@pytest.mark.parametrize("lot", ["", "sea", "submarine"])
def test_start_names_a_lot_in_which_entries_stand(challenge, lot):
    supplier, owner = make.make_supplier()
    with pytest.raises(TransitionRefused) as refused:
        services.start_proposal(challenge, by=owner, supplier=supplier, lot=lot)
    assert [gap.section for gap in refused.value.gaps] == ["lot"]
    assert not Proposal.objects.exists()


def test_without_lots_none_can_be_named():
    supplier, owner = make.make_supplier()
    with pytest.raises(TransitionRefused):
        services.start_proposal(make.make_open_challenge(), by=owner, supplier=supplier, lot="rocket")


def test_deposit_and_receipt_state_the_lot_and_the_ledger_vouches_for_it(challenge):
    entry = submit(start(challenge, "wave"))
    deposit = vault.newest_deposit(entry)
    assert deposit.content["lot"] == "wave"
    assert signing.verified(deposit.receipt.jws)["lot"] == {"key": "wave", "title": {"en": "Wave", "pl": "Wave"}}
    assert "Lot: Sea › Wave" in OutgoingMail.objects.get().text
    call_command("verify_ledger", "deposits", "receipts")


def test_without_lots_nothing_of_them_is_stated():
    deposit = vault.newest_deposit(make.make_submitted_entry())
    assert set(deposit.content) == {"title", "answers", "files"}
    assert "lot" not in deposit.receipt.statement


def test_receipt_that_states_another_lot_than_its_proposal_has_is_found_out(challenge):
    entry = submit(start(challenge, "wave"))
    Proposal.objects.filter(pk=entry.proposal_id).update(lot_key="tide")
    with pytest.raises(CommandError):
        call_command("verify_ledger", "receipts")


def test_lot_is_changed_while_nothing_is_handed_in(challenge):
    proposal = start(challenge, "rocket")
    writer = make.writer_of(proposal)
    assert services.change_lot(proposal, by=writer, lot="wave").lot_key == "wave"
    assert services.change_lot(proposal, by=writer, lot="wave").lot_key == "wave"
    assert Event.objects.filter(verb="change_lot").count() == 1
    assert vault.newest_deposit(submit(Proposal.objects.get(pk=proposal.pk))).content["lot"] == "wave"


@pytest.mark.parametrize("lot", ["", "sea", "submarine"])
def test_lot_is_changed_to_one_that_is_offered_alone(challenge, lot):
    proposal = start(challenge, "rocket")
    with pytest.raises(TransitionRefused):
        services.change_lot(proposal, by=make.writer_of(proposal), lot=lot)


def test_lot_is_not_changed_into_one_that_the_supplier_is_in_already(challenge):
    supplier, owner = make.make_supplier()
    first, _second = (start(challenge, lot, supplier=supplier, by=owner) for lot in ("rocket", "wave"))
    with pytest.raises(TransitionRefused, match="already"):
        services.change_lot(first, by=owner, lot="wave")


def test_lot_stays_once_something_was_handed_in_also_when_it_was_taken_back(challenge):
    proposal = start(challenge, "rocket")
    writer, entry = make.writer_of(proposal), submit(proposal)
    with pytest.raises(TransitionRefused, match="handed in"):
        services.change_lot(proposal, by=writer, lot="wave")
    services.withdraw_entry(entry, by=writer)
    with pytest.raises(TransitionRefused, match="handed in"):
        services.change_lot(proposal, by=writer, lot="wave")


def test_lot_stays_after_the_deadline(challenge):
    proposal = start(challenge, "rocket")
    with make.after_deadline(challenge.rounds.get()), pytest.raises(TransitionRefused, match="deadline"):
        services.change_lot(proposal, by=make.writer_of(proposal), lot="wave")


def test_only_who_writes_for_the_supplier_changes_the_lot(challenge):
    proposal = start(challenge, "rocket")
    others = [
        make.make_member(proposal.supplier, Role.VIEWER),
        make.make_supplier()[1],
        make.make_member(challenge.authority, Role.SECRETARY),
        make.make_person(),
    ]
    for person in others:
        with pytest.raises(PermissionDenied):
            services.change_lot(proposal, by=person, lot="wave")
    by = make.make_member(proposal.supplier, Role.CONTRIBUTOR)
    assert services.change_lot(proposal, by=by, lot="wave").lot_key == "wave"


def of_lots(rules):
    """Judge rockets apart: "team" for rockets, "need" for all others."""
    judging = rules["rounds"][0]["judging"]
    part = judging["parts"][0]
    need, team = part["criteria"]
    wet = {**part, "key": "wet", "lots": ["sea", "balloon"], "criteria": [{**need, "weight": "100"}]}
    dry = {**part, "key": "dry", "lots": ["rocket"], "criteria": [{**team, "weight": "100"}]}
    judging |= {"parts": [wet, dry], "ties": [{"kind": "shared_rank", "key": "shared", "lots": []}]}


def test_what_is_judged_in_other_lots_alone_is_not_asked():
    challenge = make_challenge_of_lots(rules=of_lots)
    wave, rocket = (start(challenge, lot).entries.get() for lot in ("wave", "rocket"))
    assert list(wave.questionnaire.by_key) == ["problem", "solution", "plan", "agree"]
    assert list(rocket.questionnaire.by_key) == ["plan", "agree"]
    assert set(vault.newest_deposit(submit(rocket.proposal)).content["answers"]) == {"agree"}
    assert Entry.objects.get(pk=rocket.pk).draft.keys() == {"agree"}
    assert set(vault.newest_deposit(submit(wave.proposal)).content["answers"]) == {"problem", "solution", "agree"}
