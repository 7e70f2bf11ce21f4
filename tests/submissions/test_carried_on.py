"""Rounds in which nothing is handed in: the same entry goes on, is read as it was, and whoever came is noted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.roles import Role
from core.lifecycle import TransitionRefused
from evaluation.models import Declaration, Juror, Panel, Scorecard
from evaluation.queries.snapshot import snapshot_content
from ledger.models import Event
from submissions import identity, services, vault
from submissions.models import Attendance, Entry, Proposal
from submissions.queries.known import known_of
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.submissions.carrying import decide, make_challenge_with_interview
from tests.submissions.screens import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return make_challenge_with_interview()


@pytest.fixture
def first(challenge):
    return make.make_opened_round(challenge, entries=3, with_file=True)


@pytest.fixture
def secretary(challenge):
    return make.make_member(challenge.authority, Role.SECRETARY)


@pytest.fixture(autouse=True)
def _behind_the_deadline(first):
    with make.after_deadline(first, seconds=3600):
        yield


def entries_in(challenge, key):
    return list(Entry.objects.filter(round__challenge=challenge, round__round_key=key).order_by("pk"))


def test_what_advanced_goes_on_admitted_and_is_read_as_it_was(challenge, first, secretary):
    one, two, _three = first.entries.order_by("pk")
    made = decide(first, one, two, by=secretary)
    assert [entry.carried_from for entry in made] == [one, two]
    assert {entry.state for entry in made} == {"admissible"}
    assert not {entry.work_code for entry in made} & set(first.entries.values_list("work_code", flat=True))
    assert challenge.rounds.get(round_key="interview").opened_at is not None
    assert challenge.rounds.get(round_key="pitch").opened_at is None
    assert vault.read_answers(made[0], by=secretary) == vault.read_answers(one, by=secretary)
    owner = make.writer_of(one)
    assert vault.read_answers(made[0], by=owner)["problem"] == "Rivers flood towns."
    file = vault.files_of(made[0], by=secretary)[0]
    with vault.open_file(file.attachment, by=secretary).stream as stream:
        assert stream.read(4) == b"%PDF"
    assert vault.handed_in_titles(made) == {entry.work_code: "River watch" for entry in made}
    assert Event.objects.filter(verb="carry").count() == 2


def test_second_decision_finds_what_the_first_made_and_puts_out_what_does_not_advance_any_more(challenge, first, secretary):
    one, two, three = first.entries.order_by("pk")
    decide(first, one, two, by=secretary)
    [new] = decide(first, one, three, by=secretary)
    assert new.carried_from == three
    states = {entry.carried_from_id: entry.state for entry in entries_in(challenge, "interview")}
    assert states == {one.pk: "admissible", two.pk: "inadmissible", three.pk: "admissible"}
    assert services.carry_on(first, by=secretary) == []


def test_nobody_comes_to_a_round_that_is_ranked(challenge, first, secretary):
    one, two, _three = first.entries.order_by("pk")
    decide(first, one, by=secretary)
    interview = challenge.rounds.get(round_key="interview")
    interview.ranked_at = interview.opened_at
    interview.save(update_fields=["ranked_at"])
    with pytest.raises(TransitionRefused, match="ranked already"):
        decide(first, one, two, by=secretary)
    assert len(entries_in(challenge, "interview")) == 1


def test_entry_goes_on_through_several_rounds(challenge, first, secretary):
    one, *_others = first.entries.order_by("pk")
    [interviewed] = decide(first, one, by=secretary)
    [pitched] = decide(interviewed.round, interviewed, by=secretary)
    assert (pitched.carried_from, pitched.origin) == (interviewed, one)
    assert vault.read_answers(pitched, by=secretary) == vault.read_answers(one, by=secretary)
    known = known_of(pitched.round)[pitched.work_code]
    assert (known.proposal, known.supplier, known.arrival) == (one.work_code, one.work_code, 1)


def test_nothing_is_written_handed_in_or_taken_back_there(challenge, first, secretary):
    one, *_others = first.entries.order_by("pk")
    [entry] = decide(first, one, by=secretary)
    owner = make.writer_of(one)
    acts = [
        lambda: services.save_draft(entry, by=owner, answers={"problem": "Other"}),
        lambda: services.attach_file(entry, by=owner, question_key="plan", file=make.make_pdf(), name="a.pdf"),
        lambda: services.submit_entry(entry, by=owner),
        lambda: services.confirm_entry(entry, by=owner),
        lambda: services.withdraw_entry(entry, by=owner),
    ]
    for act in acts:
        with pytest.raises(TransitionRefused):
            act()
    assert Entry.objects.get(pk=entry.pk).draft == {}


def test_strangers_read_neither_the_entry_nor_its_files(challenge, first, secretary):
    one, two, _three = first.entries.order_by("pk")
    [entry] = decide(first, one, by=secretary)
    attachment = one.attachments.get()
    for person in (
        make.writer_of(two),
        make.make_person(),
        make.make_member(make.make_organisation("authority"), Role.SECRETARY),
    ):
        with pytest.raises(PermissionDenied):
            vault.read(entry, by=person)
        with pytest.raises(PermissionDenied):
            vault.open_file(attachment, by=person)


def test_juror_reads_the_entry_that_goes_on_and_its_files_without_names(challenge, first, secretary):
    one, *_others = first.entries.order_by("pk")
    [entry] = decide(first, one, by=secretary)
    panel = Panel.objects.create(challenge=challenge)
    seat = Juror.objects.create(
        panel=panel, user=make.make_person(), role="chair", invited_at=entry.created_at, accepted_at=entry.created_at
    )
    Scorecard.objects.create(juror=seat, entry=entry)
    with pytest.raises(PermissionDenied):
        vault.read(entry, by=seat.user)
    now = entry.created_at
    Declaration.objects.create(juror=seat, round=entry.round, list_shown_at=now, declared_at=now)
    [file] = vault.files_of(entry, by=seat.user)
    assert file.name == f"{entry.work_code}-1.pdf"
    opened = vault.open_file(file.attachment, by=seat.user)
    with opened.stream as stream:
        assert b"Kowalski" not in stream.read()
    assert opened.name == file.name
    with pytest.raises(PermissionDenied):
        vault.read(one, by=seat.user)


def test_names_stay_hidden_where_the_entry_came_out_of_a_blind_round():
    challenge = make_challenge_with_interview(is_blind=True)
    first = make.make_opened_round(challenge, entries=1)
    secretary = make.make_member(challenge.authority, Role.SECRETARY)
    with make.after_deadline(first, seconds=3600):
        [entry] = decide(first, first.entries.get(), by=secretary)
        assert identity.known_supplier(entry, secretary) is None
        first.revealed_at = first.opened_at
        first.save(update_fields=["revealed_at"])
        assert identity.known_supplier(Entry.objects.get(pk=entry.pk), secretary) == entry.proposal.supplier


def test_supplier_sees_that_the_entry_goes_on(client, challenge, first, secretary):
    one, *_others = first.entries.order_by("pk")
    [entry] = decide(first, one, by=secretary)
    sign_in(client, make.writer_of(one))
    page = reverse("submissions:round", args=[challenge.reference, entry.round.number])
    text = content(client.get(page))
    assert "what you handed in before is judged again" in text
    assert "Rivers flood towns." in text
    assert "See your entry" in content(client.get(reverse("submissions:proposal", args=[challenge.reference])))


def test_attendance_is_noted_with_a_reason_where_somebody_did_not_come(challenge, first, secretary):
    one, two, _three = first.entries.order_by("pk")
    came, absent = decide(first, one, two, by=secretary)
    services.note_attendance(came, by=secretary, came=True)
    with pytest.raises(TransitionRefused) as refused:
        services.note_attendance(absent, by=secretary, came=False)
    assert [gap.section for gap in refused.value.gaps] == ["reason"]
    services.note_attendance(absent, by=secretary, came=False, reason="Ill.")
    known = known_of(came.round)
    assert [known[entry.work_code].attended for entry in (came, absent)] == [{"interview"}, frozenset()]
    with pytest.raises(TransitionRefused):
        services.note_attendance(absent, by=secretary, came=True)
    services.note_attendance(absent, by=secretary, came=True, reason="Was in the other room.")
    assert known_of(came.round)[absent.work_code].attended == {"interview"}
    assert Attendance.objects.filter(entry=absent).count() == 2


def test_who_came_is_known_in_the_rounds_after(challenge, first, secretary):
    [interviewed] = decide(first, first.entries.order_by("pk")[0], by=secretary)
    services.note_attendance(interviewed, by=secretary, came=True)
    [pitched] = decide(interviewed.round, interviewed, by=secretary)
    assert known_of(pitched.round)[pitched.work_code].attended == {"interview"}


def test_attendance_is_noted_by_secretaries_until_the_ranking_where_people_meet(challenge, first, secretary):
    one, *_others = first.entries.order_by("pk")
    with pytest.raises(TransitionRefused, match="Nobody meets"):
        services.note_attendance(one, by=secretary, came=True)
    [entry] = decide(first, one, by=secretary)
    for person in (make.make_member(challenge.authority, Role.PUBLISHER), make.writer_of(one), make.make_person()):
        with pytest.raises(PermissionDenied):
            services.note_attendance(entry, by=person, came=True)
    entry.round.ranked_at = entry.round.opened_at
    entry.round.save(update_fields=["ranked_at"])
    with pytest.raises(TransitionRefused):
        services.note_attendance(entry, by=secretary, came=True)
    assert not Attendance.objects.exists()


def test_desk_shows_and_takes_the_attendance(client, challenge, first, secretary):
    one, *_others = first.entries.order_by("pk")
    [entry] = decide(first, one, by=secretary)
    sign_in(client, secretary)
    entries = reverse("submissions:entries", args=[challenge.reference, entry.round.number])
    assert "Not noted yet" in content(client.get(entries))
    page = reverse("submissions:entry", args=[challenge.reference, entry.round.number, entry.work_code])
    text = content(client.get(page))
    assert one.work_code in text
    assert "Did they come?" in text
    content(client.post(page + "attendance/", {}), 422)
    assert "Say why" in content(client.post(page + "attendance/", {"came": "no"}), 409)
    assert client.post(page + "attendance/", {"came": "no", "came_reason": "Ill."}).url == entries
    assert "Did not come" in content(client.get(entries))
    assert "Ill." in content(client.get(page))
    sign_in(client, make.make_member(challenge.authority, Role.AUDITOR))
    assert "Did they come?" not in content(client.get(page))
    assert client.post(page + "attendance/", {"came": "yes", "came_reason": "No."}).status_code == 409


def test_known_are_lots_windows_and_opaque_suppliers(challenge, first):
    entries = list(first.entries.order_by("pk"))
    known = known_of(first)
    assert known.keys() == {entry.work_code for entry in entries}
    assert sorted(each.arrival for each in known.values()) == [1, 2, 3]
    assert {each.window for each in known.values()} == {first.window_key}
    names = set(Proposal.objects.values_list("supplier__name", flat=True))
    assert not names & {each.supplier for each in known.values()}


def test_nothing_is_known_before_the_opening():
    challenge = make.make_open_challenge()
    make.make_submitted_entry(challenge)
    assert known_of(challenge.rounds.get(number=1)) == {}


def test_the_ranking_of_a_meeting_takes_the_order_in_which_entries_came_in_before_it(challenge, first, secretary):
    one, two, three = first.entries.order_by("pk")
    made = decide(first, three, one, two, by=secretary)
    arrived = {entry.carried_from.pk: entry.work_code for entry in made}
    found = {row["work_code"]: row["arrival"] for row in snapshot_content(made[0].round)["entries"]}
    assert [found[arrived[each.pk]] for each in (one, two, three)] == [1, 2, 3]
