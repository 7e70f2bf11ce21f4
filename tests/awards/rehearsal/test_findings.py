"""What a rehearsal finds: the smallest change of the made-up document that makes it, in the course that shows it."""

from dataclasses import replace

import pytest

from awards.rehearsal import SCENARIOS, rehearse
from awards.rehearsal.deciding import Decided
from awards.rehearsal.noticing import noticed
from awards.rehearsal.result import Stage
from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from challenges.rules.reading import read
from evaluation.methods.asking import Ask
from tests.challenges.rules.documents import GONE, at, changed, whole
from tests.challenges.rules.mistakes import ROUNDS, euro, tie
from tests.challenges.rules.test_checks import MISTAKES
from tests.examples.reading import CALLS, load

JUDGING = f"{ROUNDS}[0].judging"


def rehearsed(*changes, scenario="ordinary", entries=40):
    data = whole()
    for path, value in changes:
        changed(data, path, value)
    return rehearse(Document.model_validate(data, context=WITH_HOLES), entries, scenario=scenario)


def reasons(found, code):
    return [finding.reason for finding in found.findings if finding.code == code]


def test_without_faults_nothing_stands_in_the_way():
    assert [finding.code for finding in rehearsed().findings if finding.severity == "blocking"] == []


def test_a_tie_that_nobody_decides_is_told_with_its_place():
    found = rehearsed((f"{JUDGING}.ties", [tie("earlier_submission", "first")]), scenario="ties")
    assert reasons(found, "rehearsal.tie") == []

    found = rehearsed((f"{JUDGING}.ties", []), scenario="ties")
    assert "Nobody can decide a tie at place 1." in reasons(found, "rehearsal.tie")


def test_prizes_over_the_budget_are_told():
    found = rehearsed(("notice.budget", euro("46000")))

    assert reasons(found, "money.over_budget") == ["The prizes exceed the budget by EUR\N{NO-BREAK SPACE}4,000."]


def test_a_round_that_closes_before_the_former_is_decided_is_told():
    window = at(whole(), f"{ROUNDS}[0].intake.windows[0]")
    form = {**at(whole(), f"{ROUNDS}[0].intake"), "questions": [], "sections": [], "windows": [{**window, "key": "late"}]}
    found = rehearsed((f"{ROUNDS}[1].intake", form))

    assert reasons(found, "time.undecided") or reasons(found, "time.rounds")


def test_conditions_that_shut_out_everybody_are_told():
    company = at(whole(), "rules.participation.who[0]")
    found = rehearsed(("rules.participation.who", [company, {**company, "key": "other", "effect": "exclude"}]))

    assert reasons(found, "rehearsal.nobody_enters") == ["Nobody can enter: the conditions shut out everybody."]


def test_rules_without_a_result_are_told_and_stop_what_follows():
    found = rehearsed((f"{ROUNDS}[1].judging.windows", "one_by_one"))

    assert [finding.code for finding in found.findings if finding.severity == "blocking"] == [
        "rolling.compares",
        "rehearsal.undefined",
    ]
    assert [stage.key for stage in found.stages] == ["concept", "trial", "poll"]
    assert found.outcome is None


def test_entries_with_too_few_scorecards_are_told():
    assert reasons(rehearsed(scenario="gaps"), "rehearsal.unscored")


def test_a_round_that_nobody_leaves_is_told():
    assert reasons(rehearsed(scenario="nobody"), "rehearsal.nobody_goes_on")


def test_a_competition_cancelled_for_want_of_entries_is_told_with_numbers():
    limit = {**at(whole(), "rules.participation.limits[0]"), "counts": "entries", "of": {"kind": "everyone"}, "per": "challenge"}
    limit |= {"round": None, "at_least": 5, "at_most": None, "excess": None, "shortfall": "cancelled"}
    found = rehearsed(("rules.participation.limits", [limit]), scenario="single")

    expected = "The rules cancel the competition: 1 are counted, and at least 5 must be."
    assert expected in reasons(found, "rehearsal.cancelled")


def test_shared_ranks_that_cost_more_than_is_stated_are_told():
    changes = [("rules.rewards.stated_total", euro("1")), ("notice.budget", euro("1"))]
    found = rehearsed(*changes)

    assert reasons(found, "rehearsal.over_stated")
    assert reasons(found, "rehearsal.over_budget")


def test_shared_ranks_that_cost_more_than_the_rewards_are_told():
    swidnik = next(path for path in CALLS if path.stem == "PL-SWIDNIK-2018")
    document = Document.model_validate(load(swidnik), context=WITH_HOLES)
    found = rehearse(document, entries=10, scenario="nobody")

    # One prize of 20,000, and ten who share the first rank.
    assert reasons(found, "rehearsal.shared_costs") == [
        "Ranks are shared, which costs PLN\N{NO-BREAK SPACE}180,000 more than the rewards come to."
    ]


def test_what_no_answer_settles_is_told():
    again = {"kind": "sum_of_ranks", "of": "sum_of_points", "missing": "given_only", "equal": "shared"}
    aggregation = {**at(whole(), f"{ROUNDS}[1].judging.parts[0].aggregation"), **again}
    found = rehearsed((f"{ROUNDS}[1].judging.parts[0].aggregation", aggregation), scenario="gaps", entries=120)

    assert reasons(found, "rehearsal.unsettled") == [
        "Nothing that people may answer settles this: A sum of places needs a scorecard of every juror."
    ]


def test_a_line_that_nobody_draws_is_told_with_its_place():
    take = f"{ROUNDS}[0].advancing.takes[0]"
    ties = (f"{JUDGING}.ties", [tie("shared_rank", "shared")])
    found = rehearsed((f"{take}.at_line", None), (f"{take}.places", 1), ties, scenario="ties")

    assert "Nobody can decide a tie at place 1." in reasons(found, "rehearsal.tie")


def test_a_question_about_no_place_is_told_too():
    asked = Decided(Ask("takes/top", "nobody", (), "Who is in?"), None, "concept")
    found = replace(rehearsed(entries=0), stages=(Stage("concept", 0, None, (asked,)),))

    assert reasons(noticed(found, ""), "rehearsal.nobody_decides") == ["Nobody can decide: Who is in?"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_rehearsed_or_stands_in_the_way(mistake):
    data = whole()
    for path, value in mistake.changes:
        changed(data, path, value)
    try:
        document = Document.model_validate(data, context=WITH_HOLES)
    except ValueError:
        # Not even the shape of a document: the reading says so, and nothing is played.
        assert mistake.code in {finding.code for finding in read(data).findings}
        return

    for scenario in SCENARIOS:
        assert mistake.code in {finding.code for finding in rehearse(document, 3, scenario=scenario).findings}


@pytest.mark.parametrize("gone", ["words", "notice", "rules", "rules.rounds", "rules.juries", "rules.law.values[0].value"])
def test_a_draft_that_says_little_is_rehearsed_all_the_same(gone):
    found = rehearsed((gone, GONE), entries=3)

    assert found.stages
