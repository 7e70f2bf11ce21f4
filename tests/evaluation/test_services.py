"""What people do when they judge, in the right order and in every wrong one."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Membership, User
from accounts.roles import Role
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from evaluation import services
from evaluation.models import Juror, Panel, Report, Scorecard
from evaluation.queries.snapshot import snapshot_content
from evaluation.ranking import recompute
from ledger.models import Event, Head
from tests.factories.evaluation import CRITERIA, Judging, judging, make_entry, make_person, save, score

pytestmark = pytest.mark.django_db


def refused(act, words: str) -> None:
    with pytest.raises(TransitionRefused, match=words):
        act()


def verbs(reference: str) -> list[str]:
    return list(Event.objects.filter(object_reference=reference).order_by("sequence").values_list("verb", flat=True))


def mailed(template: str) -> int:
    return OutgoingMail.objects.filter(key__startswith=template).count()


# --- Forming the jury ----------------------------------------------------------------------------------------------


def invite(made: Judging, **changes: object) -> Juror:
    panel = services.form_panel(made.challenge, by=made.secretary)
    given = {"email": "Nowa@Example.org ", "name": "Nowa Osoba", "role": "member", "qualification": "Dr", **changes}
    return services.invite_juror(panel, by=made.secretary, **given)


def test_somebody_without_an_account_is_invited_by_mail_and_has_no_password():
    seat = invite(judging("opened"))
    assert (seat.user.email, seat.user.has_usable_password(), seat.is_active) == ("nowa@example.org", False, False)
    mail = OutgoingMail.objects.get(recipient="nowa@example.org")
    assert "Forgot your password?" in mail.text
    assert f"/jury/{seat.challenge.reference}/seat/" in mail.text


def test_a_person_is_invited_once_and_again_only_after_declining():
    made = judging("opened")
    seat = invite(made)
    refused(lambda: invite(made), "has a seat")
    services.decline_seat(seat, by=seat.user)
    again = invite(made, role="deputy")
    assert (again.pk, again.is_waited_for, again.role) == (seat.pk, True, "deputy")
    assert mailed("jury-invitation") == 2


def test_there_is_one_chair():
    made = judging("opened")
    invite(made, role="chair")
    refused(lambda: invite(made, email="b@example.org", role="chair"), "chair already")
    with pytest.raises(IntegrityError), transaction.atomic():
        Juror.objects.create(panel=made.panel, user=make_person("X"), role="chair", invited_at=made.round.opened_at)


def test_the_secretary_does_not_sit_on_the_jury():
    made = judging("opened")
    refused(lambda: invite(made, email=made.secretary.email), "serves the jury")


@pytest.mark.parametrize("role", ["auditor", "outsider", "secretary elsewhere", "administrator"])
def test_nobody_else_forms_a_jury(role):
    made = judging("opened")
    with pytest.raises(PermissionDenied):
        services.form_panel(made.challenge, by=made.roles()[role])
    assert not Panel.objects.exists()


def test_an_invitation_is_answered_once_and_by_its_person_alone():
    made = judging("opened")
    seat = invite(made)
    with pytest.raises(PermissionDenied):
        services.accept_seat(seat, by=made.secretary)
    services.accept_seat(seat, by=seat.user)
    refused(lambda: services.accept_seat(seat, by=seat.user), "already")
    refused(lambda: services.decline_seat(seat, by=seat.user), "already")
    refused(lambda: services.withdraw_invitation(seat, by=made.secretary), "has accepted")
    assert mailed("jury-answered") == 1


def test_an_invitation_can_be_withdrawn():
    made = judging("opened")
    services.withdraw_invitation(invite(made), by=made.secretary)
    assert not made.panel.jurors.exists()
    assert "withdraw_invitation" in verbs(made.challenge.reference)


def test_a_jury_is_appointed_with_enough_jurors_and_a_chair():
    made = judging("formed", jurors=2)
    refused(lambda: services.appoint_panel(made.panel, by=made.secretary), "2 jurors accepted; the law profile asks for 3")
    third = invite(made)
    services.accept_seat(third, by=third.user)
    refused(lambda: services.appoint_panel(made.panel, by=made.author), "role")
    assert services.appoint_panel(made.panel, by=made.secretary).state == "appointed"
    refused(lambda: services.appoint_panel(made.panel, by=made.secretary), "state")


def test_deputies_do_not_count_towards_the_quorum():
    made = judging("formed", jurors=2)
    deputy = invite(made, role="deputy")
    services.accept_seat(deputy, by=deputy.user)
    refused(lambda: services.appoint_panel(made.panel, by=made.secretary), "2 jurors")


def test_seats_freeze_at_the_first_mark():
    made = judging("declared")
    invite(made, email="late@example.org")
    save(made.card(made.chair, made.entries[0]), made.chair)
    refused(lambda: invite(made, email="later@example.org"), "first marks are in")


def test_the_jury_serves_until_every_round_is_decided():
    made = judging("signed")
    refused(lambda: services.discharge_panel(made.panel, by=made.secretary), "Round 1 is not decided")
    made.challenge.rounds.update(decided_at=made.round.revealed_at)
    assert services.discharge_panel(made.panel, by=made.secretary).state == "discharged"


# --- Interests -----------------------------------------------------------------------------------------------------


def declare(made: Judging, person: User, *, conflicts=(), statement="") -> None:
    services.declare_interests(
        made.seat(person), by=person, round=made.round, statement=statement, conflicts=[entry.proposal for entry in conflicts]
    )


def test_the_list_of_who_takes_part_is_shown_after_the_opening_and_noted_once():
    made = judging("assigned")
    seat = made.seat(made.chair)
    services.show_participants(seat, by=made.chair, round=made.round)
    services.show_participants(seat, by=made.chair, round=made.round)
    assert verbs(made.round.reference).count("show_participants") == 1
    type(made.round).objects.update(opened_at=None)
    made.round.refresh_from_db()
    refused(lambda: services.show_participants(made.seat(made.people[1]), by=made.people[1], round=made.round), "not been opened")


def test_a_declaration_is_made_once_by_the_juror_alone():
    made = judging("assigned")
    with pytest.raises(PermissionDenied):
        services.declare_interests(made.seat(made.chair), by=made.people[1], round=made.round, statement="", conflicts=[])
    declare(made, made.chair)
    refused(lambda: declare(made, made.chair), "already")


def test_a_conflict_needs_words_and_somebody_who_takes_part():
    made = judging("assigned")
    refused(lambda: declare(made, made.chair, conflicts=made.entries[:1]), "Say what connects you")
    elsewhere = make_entry(judging("opened").round)
    refused(lambda: declare(made, made.chair, conflicts=[elsewhere], statement="cousin"), "take part in this round")


def test_a_declared_conflict_recuses_at_once_and_tells_the_ledger_no_name():
    made = judging("assigned", jurors=4)
    declare(made, made.chair, conflicts=made.entries[:1], statement="My sister works there.")
    states = {card.entry_id: card.state for card in made.cards(made.chair)}
    assert states == {made.entries[0].pk: "recused", made.entries[1].pk: "assigned", made.entries[2].pk: "assigned"}
    event = Event.objects.get(verb="declare")
    assert event.data == {"conflicts": 1}


def test_nothing_is_scored_before_the_declaration():
    made = judging("assigned")
    refused(lambda: save(made.card(made.chair, made.entries[0]), made.chair), "Declare your interests")


# --- Giving out scorecards -----------------------------------------------------------------------------------------


def test_every_juror_gets_every_admitted_entry_and_asking_again_adds_nothing():
    made = judging("assigned", entries=2)
    assert Scorecard.objects.count() == 6
    assert services.assign_scorecards(made.round, by=made.secretary) == []
    assert mailed("jury-assigned") == 3


def test_scorecards_wait_for_the_check_of_every_entry():
    made = judging("appointed")
    make_entry(made.round, state="submitted")
    refused(lambda: services.assign_scorecards(made.round, by=made.secretary), "1 entry has not been checked")


def test_scorecards_wait_for_the_appointment_and_the_opening():
    made = judging("formed")
    refused(lambda: services.assign_scorecards(made.round, by=made.secretary), "not been appointed")
    with pytest.raises(PermissionDenied):
        services.assign_scorecards(made.round, by=made.publisher)


def test_an_entry_that_too_few_jurors_can_score_is_named():
    made = judging("appointed")
    declare(made, made.chair, conflicts=made.entries[:1], statement="We work together.")
    refused(
        lambda: services.assign_scorecards(made.round, by=made.secretary),
        f"{made.entries[0].work_code}: 2 jurors without a conflict",
    )
    assert not Scorecard.objects.exists()


def test_a_juror_who_belongs_to_a_supplier_gets_no_scorecard_for_its_entry():
    made = judging("appointed", jurors=4)
    Membership.objects.create(user=made.chair, organisation=made.entries[0].proposal.supplier, role=Role.VIEWER)
    services.assign_scorecards(made.round, by=made.secretary)
    assert {card.entry_id for card in made.cards(made.chair)} == {made.entries[1].pk, made.entries[2].pk}


def test_who_joins_a_supplier_later_cannot_score_its_entry():
    made = judging("declared")
    Membership.objects.create(user=made.chair, organisation=made.entries[0].proposal.supplier, role=Role.VIEWER)
    refused(lambda: save(made.card(made.chair, made.entries[0]), made.chair), "in conflict")


def test_a_round_without_an_admitted_entry_is_ranked_as_it_is():
    made = judging("appointed", entries=0)
    services.assign_scorecards(made.round, by=made.secretary)
    made.round.refresh_from_db()
    assert made.round.ranked_at is not None
    assert made.round.ranking.content["nobody_passed"] is True
    services.circulate_report(made.report, by=made.chair, remarks="")
    for person in made.people:
        services.sign_report(made.report, by=person)
    assert made.report.state == "signed"


# --- Marks ---------------------------------------------------------------------------------------------------------


def test_a_draft_may_be_incomplete_and_a_submission_may_not():
    made = judging("declared")
    card = save(made.card(made.chair, made.entries[0]), made.chair, mark=None)
    assert (card.state, card.revision) == ("draft", 1)
    assert [score.mark for score in card.scores.all()] == [None, None, None]
    refused(lambda: services.submit_scorecard(card, by=made.chair), "has no mark yet")


@pytest.mark.parametrize("extreme", [0, 5])
def test_the_lowest_and_the_highest_mark_need_a_reason(extreme):
    made = judging("declared")
    card = save(made.card(made.chair, made.entries[0]), made.chair, mark=extreme)
    refused(lambda: services.submit_scorecard(card, by=made.chair), "Give a reason")
    reasons = {key: "It does exactly that." for key, _name, _weight in CRITERIA}
    card = save(card, made.chair, mark=extreme, reasons=reasons)
    assert services.submit_scorecard(card, by=made.chair).state == "submitted"


@pytest.mark.parametrize("mark", ["-1", "6", "2.5", "NaN"])
def test_a_mark_off_the_scale_is_refused(mark):
    made = judging("declared")
    card = made.card(made.chair, made.entries[0])
    refused(lambda: save(card, made.chair, marks={"benefit": Decimal(mark)}), "whole numbers from 0 to 5")


def test_an_unknown_criterion_is_refused():
    made = judging("declared")
    refused(lambda: save(made.card(made.chair, made.entries[0]), made.chair, marks={"beauty": Decimal(3)}), "no criterion")


def test_an_older_tab_does_not_overwrite_newer_marks():
    made = judging("declared")
    first_tab = made.card(made.chair, made.entries[0])
    second_tab = made.card(made.chair, made.entries[0])
    save(first_tab, made.chair, mark=4)
    with pytest.raises(services.StaleScorecard, match="another window") as stale:
        save(second_tab, made.chair, mark=1)
    assert stale.value.current.revision == 1
    assert {score.mark for score in first_tab.scores.all()} == {4}


def test_a_scorecard_is_submitted_once_and_then_fixed():
    made = judging("declared")
    card = score(made.card(made.chair, made.entries[0]), made.chair)
    refused(lambda: services.submit_scorecard(card, by=made.chair), "state")
    refused(lambda: save(card, made.chair), "state")


@pytest.mark.parametrize("role", ["secretary", "author", "juror 2", "outsider", "administrator"])
def test_nobody_scores_for_somebody_else(role):
    made = judging("declared")
    card = made.card(made.chair, made.entries[0])
    refused(lambda: save(card, made.roles()[role]), "role")
    assert made.card(made.chair, made.entries[0]).state == "assigned"


def test_the_ledger_knows_that_marks_were_given_and_not_which():
    made = judging("declared")
    card = made.card(made.chair, made.entries[0])
    save(card, made.chair, mark=4)
    save(made.card(made.chair, made.entries[0]), made.chair, mark=2)
    services.submit_scorecard(card, by=made.chair)
    events = Event.objects.filter(object_reference=made.entries[0].reference)
    assert [(event.verb, event.data) for event in events.order_by("sequence")] == [
        ("score", {}),
        ("submit_scorecard", {"revision": 2}),
    ]


# --- The last scorecard --------------------------------------------------------------------------------------------


def test_the_last_scorecard_locks_all_and_freezes_the_ranking():
    made = judging("declared", entries=2)
    for person in made.people:
        for number, entry in enumerate(made.entries):
            assert Report.objects.count() == 0
            card = score(made.card(person, entry), person, mark=4 - number)
    assert card.state == "locked"
    assert set(Scorecard.objects.values_list("state", flat=True)) == {"locked"}
    made.round.refresh_from_db()
    snapshot = made.round.ranking
    assert made.round.ranked_at == snapshot.made_at
    assert [(entry["work_code"], entry["rank"], entry["points"]) for entry in snapshot.content["entries"]] == [
        (made.entries[0].work_code, 1, "80.0000"),
        (made.entries[1].work_code, 2, "60.0000"),
    ]
    assert recompute(snapshot.content).items() <= snapshot.content.items()
    assert made.report.state == "draft"
    assert (mailed("jury-ranked"), verbs(made.round.reference)[-1]) == (2, "rank")


def test_the_snapshot_names_no_juror_and_no_supplier():
    made = judging("scored")
    text = str(snapshot_content(made.round))
    names = [str(person) for person in made.people] + [entry.proposal.supplier.name for entry in made.entries]
    assert [name for name in names if name in text or name.split()[0] in text.split()] == []
    assert {card["juror"] for card in made.round.ranking.content["scorecards"]} == {"J1", "J2", "J3"}


@pytest.mark.parametrize("table", ["evaluation_rankingsnapshot", "evaluation_signature"])
def test_rankings_and_signatures_stay_as_written(table):
    made = judging("signed")
    frozen = made.round.ranking if "ranking" in table else made.report.signatures.first()
    with pytest.raises((IntegrityError, Exception), match="append-only"), transaction.atomic():
        frozen.save()
    with pytest.raises((IntegrityError, Exception), match="append-only"), transaction.atomic():
        frozen.delete()


# --- Stepping back -------------------------------------------------------------------------------------------------


def test_recusal_takes_marks_out_of_the_ranking_and_leaves_them_in_the_record():
    made = judging("declared", entries=1, jurors=4)
    entry, (first, *others) = made.entries[0], made.people
    score(made.card(first, entry), first, mark=1)
    services.recuse_juror(made.seat(first), by=first, reason="I know this lamp.", entry=entry)
    for person in others:
        score(made.card(person, entry), person, mark=4)
    made.round.refresh_from_db()
    assert made.round.ranking.content["entries"][0]["points"] == "80.0000"
    recused = made.card(first, entry)
    assert (recused.state, recused.recusal_reason) == ("recused", "I know this lamp.")
    assert {mark.mark for mark in recused.scores.all()} == {1}
    assert {"juror": "J1", "marks": {}}.items() <= next(
        card | {"juror": "J1"} for card in made.round.ranking.content["scorecards"] if card["state"] == "recused"
    ).items()


def test_recusal_of_the_last_open_scorecard_completes_the_round():
    made = judging("declared", entries=1, jurors=4)
    entry, (first, *others) = made.entries[0], made.people
    for person in others:
        score(made.card(person, entry), person)
    services.recuse_juror(made.seat(first), by=first, reason="A conflict.", entry=entry)
    made.round.refresh_from_db()
    assert made.round.ranked_at is not None


def test_below_the_minimum_a_round_waits_for_a_deputy():
    made = judging("appointed", entries=1)
    deputy = invite(made, role="deputy")
    services.accept_seat(deputy, by=deputy.user)
    services.assign_scorecards(made.round, by=made.secretary)
    for person in made.people:
        declare(made, person)
    refused(lambda: services.call_in_deputy(made.seat(deputy.user), by=made.secretary), "jurors enough")
    entry, (first, *others) = made.entries[0], made.people
    services.recuse_juror(made.seat(first), by=made.secretary, reason="She told us.", entry=entry)
    for person in others:
        score(made.card(person, entry), person)
    made.round.refresh_from_db()
    assert made.round.ranked_at is None
    services.call_in_deputy(made.seat(deputy.user), by=made.secretary)
    declare(made, deputy.user)
    score(made.card(deputy.user, entry), deputy.user)
    made.round.refresh_from_db()
    assert made.round.ranked_at is not None


def test_who_leaves_the_jury_is_replaced_by_a_deputy_in_the_same_role():
    made = judging("appointed")
    deputy = invite(made, role="deputy")
    services.accept_seat(deputy, by=deputy.user)
    services.assign_scorecards(made.round, by=made.secretary)
    services.recuse_juror(made.seat(made.chair), by=made.chair, reason="Ill.")
    stepped_in = made.seat(deputy.user)
    assert (stepped_in.role, stepped_in.is_active, stepped_in.stepped_in_at is not None) == ("chair", True, True)
    assert {card.state for card in made.cards(deputy.user)} == {"assigned"}
    assert {card.state for card in made.cards(made.chair)} == {"recused"}
    assert mailed("jury-stepped-in") == 1


def test_recusal_needs_a_reason_and_comes_before_the_lock():
    made = judging("declared", entries=1)
    entry = made.entries[0]
    refused(lambda: services.recuse_juror(made.seat(made.chair), by=made.chair, reason=" ", entry=entry), "Say what connects you")
    for person in made.people:
        score(made.card(person, entry), person)
    refused(lambda: services.recuse_juror(made.seat(made.chair), by=made.chair, reason="Late.", entry=entry), "state")


def test_nobody_else_takes_a_juror_off():
    made = judging("declared")
    with pytest.raises(PermissionDenied):
        services.recuse_juror(made.seat(made.chair), by=made.people[1], reason="I want to.")
    refused(
        lambda: services.recuse_juror(made.seat(made.chair), by=made.people[1], reason="I want to.", entry=made.entries[0]),
        "role",
    )


# --- Report --------------------------------------------------------------------------------------------------------


def test_only_the_chair_circulates_and_once():
    made = judging("scored")
    refused(lambda: services.circulate_report(made.report, by=made.people[1], remarks=""), "role")
    refused(lambda: services.circulate_report(made.report, by=made.secretary, remarks=""), "role")
    report = services.circulate_report(made.report, by=made.chair, remarks="Good.")
    assert report.content["ranking_sha256"] == made.round.ranking.sha256
    refused(lambda: services.circulate_report(report, by=made.chair, remarks="Better."), "state")


def test_the_last_signature_reveals_the_round_and_publishes_a_head():
    made = judging("signing")
    for person in made.people[:-1]:
        services.sign_report(made.report, by=person)
        made.round.refresh_from_db()
        assert made.round.revealed_at is None
    refused(lambda: services.sign_report(made.report, by=made.chair), "already")
    services.sign_report(made.report, by=made.people[-1])
    made.round.refresh_from_db()
    assert (made.report.state, made.round.revealed_at) == ("signed", made.report.signed_at)
    assert Head.objects.latest("size").occasion == f"report {made.round.reference}"
    assert {signature.sha256 for signature in made.report.signatures.all()} == {made.report.sha256}
    assert mailed("jury-signed") == 1


def test_only_jurors_sign_and_only_what_circulates():
    made = judging("scored")
    refused(lambda: services.sign_report(made.report, by=made.chair), "does not wait")
    with pytest.raises(PermissionDenied):
        services.sign_report(made.report, by=made.secretary)


def test_who_left_does_not_hold_up_the_report():
    made = judging("signing", jurors=4)
    for person in made.people[:-1]:
        services.sign_report(made.report, by=person)
    services.recuse_juror(made.seat(made.people[-1]), by=made.secretary, reason="Cannot be reached.")
    assert made.report.state == "signed"


# --- Reminders -----------------------------------------------------------------------------------------------------


def test_a_reminder_is_sent_once_a_day_and_only_when_something_waits():
    made = judging("declared", entries=1)
    services.remind_juror(made.seat(made.chair), by=made.secretary)
    services.remind_juror(made.seat(made.chair), by=made.secretary)
    assert mailed("jury-reminder") == 1
    score(made.card(made.chair, made.entries[0]), made.chair)
    refused(lambda: services.remind_juror(made.seat(made.chair), by=made.secretary), "Nothing waits")
    with pytest.raises(PermissionDenied):
        services.remind_juror(made.seat(made.chair), by=made.people[1])


def test_no_mail_tells_a_mark_or_a_supplier():
    made = judging("signed")
    text = " ".join(OutgoingMail.objects.values_list("text", flat=True))
    assert all(entry.proposal.supplier.name not in text and entry.work_code not in text for entry in made.entries)
