"""What is measured is the portal's own: rows made in bulk keep its rules, and its ledger verifies."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from awards.models import Award
from benchmarks.filling.competitions import make_challenges
from benchmarks.filling.entries import make_entries
from benchmarks.filling.judging import judge
from benchmarks.filling.people import make_people
from benchmarks.filling.record import record
from benchmarks.filling.world import Plan, Stage
from benchmarks.measuring import PageBrokenError, client_for, count_queries
from evaluation.models import Scorecard
from submissions.models import Entry

PLANS = [Plan(f"GT-2026-{number:03}", stage, 6) for number, stage in enumerate(Stage, start=1)]


@pytest.fixture
def people(db):
    made = make_people(suppliers=12)
    challenges = make_challenges(PLANS, made)
    record(make_entries(PLANS, challenges, made), challenges, made)
    judge(challenges, [plan.stage for plan in PLANS], made)
    return made


def test_every_stage_has_what_belongs_to_it(people):
    reference = {plan.stage: plan.reference for plan in PLANS}

    assert set(Entry.objects.values_list("state", flat=True)) >= {"draft", "submitted", "withdrawn", "admissible", "inadmissible"}
    assert set(Scorecard.objects.values_list("state", flat=True)) == {"assigned", "draft", "submitted", "locked"}
    assert set(Award.objects.values_list("decision__entry__round__challenge__reference", flat=True)) == {reference[Stage.AWARDED]}


def test_the_ledger_of_rows_made_in_bulk_verifies(people):
    call_command("verify_ledger", "events", "heads", verbosity=0)


def test_the_people_of_the_benchmark_come_through_the_second_factor(people):
    assert count_queries(client_for(people.jurors[0]), reverse("evaluation:queue")) > 0

    with pytest.raises(PageBrokenError, match="answered 302"):
        count_queries(client_for(None), reverse("evaluation:queue"))
