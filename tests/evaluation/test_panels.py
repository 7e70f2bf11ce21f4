"""Who sits on the jury: invited, accepted, appointed, reminded, discharged."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts import second_factor
from core.models import OutgoingMail
from evaluation import services
from evaluation.models import Juror, Panel
from tests.evaluation.acts import declare, invite, mailed, refused, verbs
from tests.factories.evaluation import judging, make_person, save, score

pytestmark = pytest.mark.django_db


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


def test_who_was_offered_a_seat_signs_in_with_a_second_factor():
    made = judging("opened")
    seat = invite(made)
    assert second_factor.is_needed_by(seat.user)
    services.decline_seat(seat, by=seat.user)
    assert not second_factor.is_needed_by(seat.user)


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


@pytest.mark.parametrize("stage", ["marked", "scored", "discharged"])
def test_a_seat_that_was_offered_before_the_first_mark_is_not_taken_after_it(stage):
    made = judging("declared", entries=1)
    late = invite(made, email="late@example.org")
    if stage == "marked":
        save(made.card(made.chair, made.entries[0]), made.chair)
    else:
        for person in made.people:
            score(made.card(person, made.entries[0]), person)
    if stage == "discharged":
        Panel.objects.update(state="discharged")
    words = "ended its service" if stage == "discharged" else "first marks are in"
    refused(lambda: services.accept_seat(late, by=late.user), words)
    refused(lambda: services.remind_juror(late, by=made.secretary), "Nothing waits")
    assert services.decline_seat(late, by=late.user).declined_at is not None


def test_a_round_ranked_without_any_mark_fixes_the_seats_too():
    made = judging("appointed", entries=0)
    late = invite(made, email="late@example.org")
    services.assign_scorecards(made.round, by=made.secretary)
    refused(lambda: services.accept_seat(late, by=late.user), "first marks are in")


def test_a_deputy_takes_a_seat_after_the_first_mark_but_not_after_the_discharge():
    made = judging("declared")
    deputy, other = (invite(made, email=f"{name}@example.org", role="deputy") for name in ("d", "e"))
    save(made.card(made.chair, made.entries[0]), made.chair)
    assert services.accept_seat(deputy, by=deputy.user).is_deputy_in_waiting
    Panel.objects.update(state="discharged")
    refused(lambda: services.accept_seat(other, by=other.user), "ended its service")


def test_a_jury_without_a_deputy_gets_one_when_somebody_steps_back_after_the_first_mark():
    made = judging("declared", entries=1)
    entry, (first, *others) = made.entries[0], made.people
    save(made.card(first, entry), first)
    refused(lambda: invite(made, role="deputy"), "only while jurors are missing")
    services.recuse_juror(made.seat(first), by=first, reason="I know this lamp.", entry=entry)
    refused(lambda: invite(made), "first marks are in")
    deputy = invite(made, role="deputy")
    services.accept_seat(deputy, by=deputy.user)
    services.call_in_deputy(made.seat(deputy.user), by=made.secretary)
    declare(made, deputy.user)
    for person in (*others, deputy.user):
        score(made.card(person, entry), person)
    made.round.refresh_from_db()
    assert made.round.ranked_at is not None


def test_a_conflict_declared_before_the_scorecards_lets_a_deputy_in():
    made = judging("appointed", entries=1)
    deputy = invite(made, role="deputy")
    services.accept_seat(deputy, by=deputy.user)
    declare(made, made.chair, conflicts=made.entries, statement="My brother.")
    refused(lambda: services.assign_scorecards(made.round, by=made.secretary), "2 jurors without a conflict")
    services.call_in_deputy(made.seat(deputy.user), by=made.secretary)
    assert len(services.assign_scorecards(made.round, by=made.secretary)) == 3


def test_the_jury_serves_until_every_round_is_decided():
    made = judging("signed")
    refused(lambda: services.discharge_panel(made.panel, by=made.secretary), "Round 1 is not decided")
    made.challenge.rounds.update(decided_at=made.round.revealed_at)
    assert services.discharge_panel(made.panel, by=made.secretary).state == "discharged"


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
