"""Interests first, then the scorecards."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership
from accounts.roles import Role
from core.worklist import waiting_for
from evaluation import services
from evaluation.models import Scorecard
from ledger.models import Event
from submissions.services import reject_entry
from tests.evaluation.acts import declare, mailed, refused, verbs
from tests.evaluation.visits import post, see, where
from tests.factories import competitions
from tests.factories.evaluation import judging, make_entry, save, score

pytestmark = pytest.mark.django_db


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


def test_a_round_whose_last_open_entry_was_rejected_is_ranked_by_the_secretary():
    made = judging("declared", entries=2)
    for person in made.people:
        score(made.card(person, made.entries[0]), person)
    reject_entry(made.entries[1], by=made.secretary, reason="A copy of the other one.")
    made.round.refresh_from_db()
    assert made.round.ranked_at is None
    assert "Make the ranking of round 1" in [str(item.title) for item in waiting_for(made.secretary)]
    assert "Make the ranking" in see(made.secretary, "judging", *where(made))
    post(made.secretary, "assign", *where(made))
    made.round.refresh_from_db()
    assert [entry["work_code"] for entry in made.round.ranking.content["entries"]] == [made.entries[0].work_code]
    assert [item for item in waiting_for(made.secretary) if "ranking" in str(item.title)] == []


def test_a_round_without_an_admitted_entry_waits_for_its_ranking():
    made = judging("appointed", entries=0)
    assert "Make the ranking of round 1" in [str(item.title) for item in waiting_for(made.secretary)]


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


def test_rules_that_name_no_ranking_hinder_no_juror_and_the_secretary_is_told_why():
    part = {"criteria": [competitions.criterion("benefit", "Benefit", {"kind": "announced_later", "by": None})]}
    made = judging("declared", entries=1, part=part)
    for person in made.people:
        card = save(made.card(person, made.entries[0]), person, marks={"benefit": "3"})
        services.submit_scorecard(card, by=person)
    made.round.refresh_from_db()
    assert made.round.ranked_at is None
    assert set(Scorecard.objects.values_list("state", flat=True)) == {"submitted"}
    refused(lambda: services.assign_scorecards(made.round, by=made.secretary), "Not announced yet: Benefit: weight")
