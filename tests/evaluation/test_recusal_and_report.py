"""Stepping back, and the report that everybody signs."""

import pytest
from django.core.exceptions import PermissionDenied

from core.models import OutgoingMail
from evaluation import services
from ledger.models import Head
from tests.evaluation.acts import declare, invite, mailed, refused
from tests.factories.evaluation import judging, score

pytestmark = pytest.mark.django_db


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
    assert {score.value for score in recused.scores.all()} == {"1"}
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


def test_the_secretary_is_told_who_stepped_down_and_who_took_the_seat():
    made = judging("appointed", jurors=4)
    deputy = invite(made, role="deputy")
    services.accept_seat(deputy, by=deputy.user)
    last, third = made.people[3], made.people[2]
    services.recuse_juror(made.seat(last), by=last, reason="Ill.")
    services.recuse_juror(made.seat(third), by=third, reason="Ill too.")
    told = OutgoingMail.objects.filter(key__startswith="jury-stepped-down", recipient=made.secretary.email).order_by("pk")
    assert [str(person) in mail.text for person, mail in zip((last, third), told, strict=True)] == [True, True]
    assert f"{deputy.user} took the seat" in told[0].text
    assert "No deputy was there" in told[1].text
    assert f"/desk/{made.challenge.reference}/panel/" in told[1].text
    assert "Ill" not in told[0].text
    services.recuse_juror(made.seat(made.chair), by=made.secretary, reason="Cannot be reached.")
    assert told.count() == 2


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
    assert made.report.state == "signed"
    assert made.round.revealed_at >= made.report.signed_at
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
