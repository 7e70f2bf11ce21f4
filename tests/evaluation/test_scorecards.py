"""Marks: saved, submitted, locked by the last one."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from evaluation import services
from evaluation.models import Report, Scorecard
from evaluation.published import recompute
from evaluation.queries.snapshot import snapshot_content
from ledger.models import Event
from tests.evaluation.acts import mailed, refused, verbs
from tests.factories.evaluation import CRITERIA, judging, save, score

pytestmark = pytest.mark.django_db


def test_a_draft_may_be_incomplete_and_a_submission_may_not():
    made = judging("declared")
    card = save(made.card(made.chair, made.entries[0]), made.chair, mark=None)
    assert (card.state, card.revision) == ("draft", 1)
    assert [score.value for score in card.scores.all()] == ["", "", ""]
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
    refused(lambda: save(card, made.chair, marks={"benefit": Decimal(mark)}), "0 to 5|Enter a number")


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
    assert {score.value for score in first_tab.scores.all()} == {"4"}


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
        frozen.save(update_fields=["sha256"])
    with pytest.raises((IntegrityError, Exception), match="append-only"), transaction.atomic():
        type(frozen).objects.filter(pk=frozen.pk)._raw_delete("default")


@pytest.mark.parametrize("state", ["submitted", "recused"])
def test_the_database_forbids_to_change_marks_behind_the_back_of_the_services(state):
    made = judging("declared", jurors=4)
    card = score(made.card(made.chair, made.entries[0]), made.chair)
    if state == "recused":
        services.recuse_juror(made.seat(made.chair), by=made.chair, reason="x", entry=made.entries[0])
    for act in (lambda: card.scores.update(value="5"), lambda: card.scores.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="marks change only"), transaction.atomic():
            act()
    assert {score.value for score in card.scores.all()} == {"3"}
