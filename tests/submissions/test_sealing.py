"""Invariants 3 and 4: sealed until opened, and in a blind round no name until the report is signed; by every route."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Organisation
from accounts.roles import Role
from core import clock
from core.models import OutgoingMail
from core.worklist import waiting_for
from ledger.models import Event
from submissions import identity, services, vault
from submissions.models import Attachment, Entry, Proposal, Receipt
from submissions.queries.entries import counts_of, entries_of
from submissions.queries.form import sections_of
from submissions.vault import readers
from tests.agreement import assert_twins_agree
from tests.factories import submissions as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db
SECRET = "Rivers flood towns."


@pytest.fixture
def entry():
    return make.make_submitted_entry(with_file=True)


def people(entry):
    """Everybody who must not read a sealed entry, by what they are to it."""
    authority = entry.round.challenge.authority
    return {
        **{str(role): make.make_member(authority, role) for role in (Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY, Role.AUDITOR)},
        "another authority": make.make_member(make.make_organisation("authority"), Role.SECRETARY),
        "another supplier": make.make_supplier()[1],
        "administrator": make.make_person(is_administrator=True, is_superuser=True),
        "nobody in particular": make.make_person(),
    }


def addresses(entry):
    """Every address that could show an entry, its files or its receipts."""
    reference, receipt = entry.round.challenge.reference, Receipt.objects.get(deposit__entry=entry)
    here = [reference, 1]
    code = entry.work_code
    mine = [reverse("submissions:proposal", args=[reference]), reverse("submissions:title", args=[reference])]
    rounds = [reverse(f"submissions:{name}", args=here) for name in ("round", "check", "withdraw")]
    sections = [reverse("submissions:section", args=[*here, "need"])]
    drafted = [reverse("submissions:file", args=[*here, file.pk]) for file in entry.attachments.all()]
    receipts = [
        reverse(f"submissions:{name}", args=[*here, receipt.number])
        for name in ("receipt", "receipt_json", "receipt_pdf", "receipt_content")
    ]
    files = [reverse("submissions:receipt_file", args=[*here, receipt.number, 1])]
    desk = [reverse("submissions:entries", args=here), reverse("submissions:entry", args=[*here, code])]
    desk_files = [reverse("submissions:desk_file", args=[*here, code, 1])]
    return mine + rounds + sections + drafted + receipts + files + desk + desk_files


def acts(entry):
    """Every address that changes something."""
    here = [entry.round.challenge.reference, 1]
    mine = [reverse(f"submissions:{name}", args=here) for name in ("autosave", "submit", "withdraw", "start_round")]
    desk = [reverse(f"submissions:{name}", args=[*here, entry.work_code]) for name in ("admit", "reject")]
    return [*mine, reverse("submissions:remove_file", args=[*here, entry.attachments.get().pk]), *desk]


def test_a_sealed_entry_answers_404_to_everybody_else_everywhere(client, entry, caplog):
    caplog.set_level(logging.DEBUG)
    for name, person in people(entry).items():
        sign_in(client, person)
        for address in addresses(entry):
            response = client.get(address)
            assert response.status_code == 404, (name, address)
            assert SECRET not in response.content.decode()
            assert entry.work_code not in response.content.decode().replace(address, "")
        for address in acts(entry):
            assert client.post(address, {"reason": "x", "problem": "x"}).status_code == 404, (name, address)
    assert SECRET not in caplog.text
    assert Entry.objects.get(pk=entry.pk).state == "submitted"


def test_strangers_are_sent_to_sign_in(client, entry):
    for address in [*addresses(entry), "/my/"]:
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response.url


def can(read, person):
    """Return whether a way of reading lets somebody through."""
    try:
        read(person)
    except PermissionDenied:
        return False
    return True


def test_the_vault_gives_a_sealed_entry_to_its_supplier_alone(entry):
    deposit, attachment = vault.newest_deposit(entry), Attachment.objects.get()
    reads = [
        lambda by: vault.read_answers(entry, by=by),
        lambda by: vault.read_answers(deposit, by=by),
        lambda by: vault.read_deposit_bytes(deposit, by=by),
        lambda by: vault.files_of(entry, by=by),
        lambda by: vault.files_of(deposit, by=by),
        lambda by: vault.open_file(attachment, by=by),
        lambda by: vault.text_of_file(attachment, by=by, page_limit=1),
        lambda by: vault.is_signed(attachment, by=by),
        lambda by: vault.read_title(deposit, by=by),
        lambda _by: vault.handed_in_titles([entry]),
        lambda by: sections_of(entry, by=by),
    ]
    got_through = [
        (name, number) for name, person in people(entry).items() for number, read in enumerate(reads) if can(read, person)
    ]
    assert got_through == []
    viewer = make.make_member(entry.proposal.supplier, Role.VIEWER)
    assert vault.read_answers(entry, by=viewer)["problem"] == SECRET


def test_no_reader_rule_moves_the_opening(entry, monkeypatch):
    monkeypatch.setattr(readers, "_reader_rules", [lambda _user, _entry: True])
    juror = make.make_person()
    assert vault.reading(entry, juror) is None
    with make.after_deadline(entry.round):
        assert vault.reading(entry, juror) is None
    stage = make.make_opened_round(entry.round.challenge, entries=0, admitted=False)
    opened = Entry.objects.get(pk=entry.pk)
    assert opened.round == stage
    assert vault.reading(opened, juror) is vault.Reading.WORK
    assert vault.read_answers(opened, by=juror)["problem"] == SECRET


def test_drafts_and_withdrawn_entries_stay_sealed_for_ever(entry):
    challenge = entry.round.challenge
    draft = make.make_draft(challenge)
    services.withdraw_entry(entry, by=make.writer_of(entry))
    stage = make.make_opened_round(challenge, entries=1, admitted=False)
    secretary = make.make_member(challenge.authority, Role.SECRETARY)
    assert entries_of(stage, by=secretary).count() == 1
    for closed in (draft, entry):
        with pytest.raises(PermissionDenied):
            vault.read_answers(Entry.objects.get(pk=closed.pk), by=secretary)


def test_what_was_changed_after_the_last_submit_is_not_opened(entry):
    writer = make.writer_of(entry)
    services.save_draft(entry, by=writer, answers={"problem": "A thought not handed in"})
    services.attach_file(entry, by=writer, question_key="plan", file=make.make_pdf(pages=3), name="later.pdf")
    stage = make.make_opened_round(entry.round.challenge, entries=0, admitted=False)
    secretary = make.make_member(stage.challenge.authority, Role.SECRETARY)
    opened = Entry.objects.get(pk=entry.pk)
    assert vault.read_answers(opened, by=secretary)["problem"] == SECRET
    with pytest.raises(PermissionDenied):
        vault.open_file(Attachment.objects.get(removed_at=None), by=secretary)
    assert [file.number for file in vault.files_of(opened, by=secretary)] == [1]


def test_nobody_learns_how_many_there_are_before_the_opening(client, entry):
    stage = entry.round
    secretary = make.make_member(stage.challenge.authority, Role.SECRETARY)
    with make.after_deadline(stage):
        assert counts_of(stage).total == 0
        assert identity.participants(stage) == []
        assert entries_of(stage, by=secretary).count() == 0
        sign_in(client, secretary)
        before = client.get(reverse("submissions:opening", args=[stage.challenge.reference, 1])).content.decode()
        inbox = [str(item.title) + str(item.context) for item in waiting_for(secretary)]
    for _number in range(3):
        make.make_submitted_entry(stage.challenge)
    with make.after_deadline(stage):
        after = client.get(reverse("submissions:opening", args=[stage.challenge.reference, 1])).content.decode()
        assert [str(item.title) + str(item.context) for item in waiting_for(secretary)] == inbox
    assert len(before) == len(after)


def test_mails_to_officials_tell_nothing_of_entries(entry):
    make.make_opened_round(entry.round.challenge, entries=0, admitted=False)
    supplier_mails = OutgoingMail.objects.filter(recipient=make.writer_of(entry).email)
    for mail in OutgoingMail.objects.exclude(pk__in=supplier_mails):
        for secret in (entry.work_code, SECRET, entry.proposal.supplier.name, "River watch"):
            assert secret not in mail.text + mail.subject + mail.html


def test_rule_and_list_agree_for_everybody_at_every_stage(entry):
    challenge = entry.round.challenge
    make.make_draft(challenge)
    users = people(entry) | {
        "owner": make.writer_of(entry),
        "contributor": make.make_member(entry.proposal.supplier, Role.CONTRIBUTOR),
        "viewer": make.make_member(entry.proposal.supplier, Role.VIEWER),
    }
    assert_twins_agree(Entry, users)
    assert_twins_agree(Proposal, users)
    make.make_opened_round(challenge, entries=1)
    assert_twins_agree(Entry, users)
    assert_twins_agree(Proposal, users)


# --- Blind rounds ----------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(entry):
    make.make_opened_round(entry.round.challenge, entries=1, admitted=False)
    return Entry.objects.get(pk=entry.pk)


def names_of(entry):
    supplier = entry.proposal.supplier
    return [supplier.name, supplier.slug, make.writer_of(entry).email, make.writer_of(entry).name, "Kowalski"]


def test_in_a_blind_round_officials_read_works_without_names(client, opened):
    secretary = make.make_member(opened.round.challenge.authority, Role.SECRETARY)
    sign_in(client, secretary)
    here = [opened.round.challenge.reference, 1]
    with make.after_deadline(opened.round):
        pages = [
            client.get(reverse("submissions:entries", args=here)),
            client.get(reverse("submissions:entries", args=here) + "?code=Supplier"),
            client.get(reverse("submissions:entry", args=[*here, opened.work_code])),
            client.get(reverse("submissions:entry", args=[*here, "NONE-00"])),
            client.get(reverse("submissions:opening", args=here)),
        ]
        for page in pages:
            for name in names_of(opened):
                assert name not in page.content.decode()
        assert opened.work_code not in pages[1].content.decode()
        file = client.get(reverse("submissions:desk_file", args=[*here, opened.work_code, 1]))
        body = b"".join(file.streaming_content)
        assert b"Kowalski" not in body + str(file.headers).encode()
    assert identity.known_supplier(opened, secretary) is None
    assert identity.name_for(opened, by=secretary) == opened.work_code
    assert vault.reading(opened, secretary) is vault.Reading.NEUTRAL


def test_entries_stand_in_the_order_of_random_codes(opened):
    codes = list(entries_of(opened.round, by=make.make_member(opened.round.challenge.authority, Role.SECRETARY)))
    assert [entry.work_code for entry in codes] == sorted(entry.work_code for entry in codes)


def test_names_are_known_once_the_report_is_signed(opened):
    secretary = make.make_member(opened.round.challenge.authority, Role.SECRETARY)
    type(opened.round).objects.filter(pk=opened.round.pk).update(revealed_at=clock.database_now())
    revealed = Entry.objects.get(pk=opened.pk)
    assert identity.known_supplier(revealed, secretary) == opened.proposal.supplier
    assert vault.reading(revealed, secretary) is vault.Reading.NAMED
    assert identity.known_supplier(revealed, make.make_person(is_administrator=True, is_superuser=True)) is None
    with vault.open_file(Attachment.objects.first(), by=secretary).stream as original:
        assert b"Kowalski" in original.read()


def test_an_open_round_shows_names_after_the_opening_only():
    entry = make.make_submitted_entry(make.make_open_challenge(is_blind=False))
    secretary = make.make_member(entry.round.challenge.authority, Role.SECRETARY)
    assert identity.known_supplier(entry, secretary) is None
    make.make_opened_round(entry.round.challenge, entries=0, admitted=False)
    assert identity.known_supplier(Entry.objects.get(pk=entry.pk), secretary) == entry.proposal.supplier


def test_participants_are_listed_by_name_and_not_by_work(opened):
    names = [organisation.name for organisation in identity.participants(opened.round)]
    assert names == sorted(names)
    assert set(names) == set(Organisation.objects.filter(proposals__isnull=False).values_list("name", flat=True))


def test_an_open_hash_does_not_give_a_work_away(client, opened):
    attachment = Attachment.objects.first()
    page = client.post("/verify/", {"sha256": attachment.sha256}).content.decode()
    assert opened.work_code not in page
    assert opened.round.challenge.reference not in page
    assert Event.objects.filter(data__icontains="Kowalski").count() == 0
