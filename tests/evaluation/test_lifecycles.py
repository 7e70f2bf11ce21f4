"""State x transition x role for panel, scorecard and report, against what is expected; and the rules against their lists."""

from typing import Any

import pytest

from accounts.models import Membership
from accounts.roles import Role
from core.lifecycle import Lifecycle
from core.permissions import may
from evaluation import services
from evaluation.lifecycle import PANEL, REPORT, SCORECARD, PanelState, ReportState, ScorecardState
from evaluation.models import Panel, Report, Scorecard
from submissions.models import Entry
from tests.agreement import assert_twins_agree
from tests.factories.evaluation import Judging, judging, make_person, save, score

pytestmark = pytest.mark.django_db


def allowed(lifecycle: Lifecycle, thing: Any, states: Any, roles: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return every (state, transition, role) that table and permissions let through. Guards have tests of their own."""
    found = set()
    for state in states:
        for transition in lifecycle.transitions:
            for role, user in roles.items():
                if state.value in transition.sources and may(user, transition.permission, thing):
                    found.add((state.value, transition.name, role))
    return found


def test_panel():
    made = judging("declared")
    expected = {("forming", "appoint", "secretary"), ("appointed", "discharge", "secretary")}
    assert allowed(PANEL, made.panel, PanelState, made.roles()) == expected


def test_scorecard():
    made = judging("declared")
    card = made.card(made.chair, made.entries[0])
    expected = {
        ("assigned", "score", "juror 1"),
        ("draft", "score", "juror 1"),
        ("assigned", "submit", "juror 1"),
        ("draft", "submit", "juror 1"),
        ("submitted", "lock", "juror 1"),
        ("submitted", "lock", "juror 2"),
        ("submitted", "lock", "juror 3"),
        ("submitted", "lock", "secretary"),
        *((state, "recuse", role) for state in ("assigned", "draft", "submitted") for role in ("juror 1", "secretary")),
    }
    assert allowed(SCORECARD, card, ScorecardState, made.roles()) == expected


def test_report():
    made = judging("scored")
    expected = {("draft", "circulate", "juror 1"), *(("signing", "complete", f"juror {number}") for number in (1, 2, 3))}
    assert allowed(REPORT, made.report, ReportState, made.roles()) == expected


ENDS = [
    (PANEL, "appoint", "discharged"),
    (SCORECARD, "score", "locked"),
    (SCORECARD, "recuse", "locked"),
    (REPORT, "circulate", "signed"),
]


@pytest.mark.parametrize(("lifecycle", "name", "state"), ENDS)
def test_every_end_is_an_end(lifecycle, name, state):
    made = judging("scored")
    thing = {"panel": made.panel, "scorecard": made.card(made.chair, made.entries[0]), "report": made.report}[lifecycle.name]
    thing.state = state
    assert "state" in str(lifecycle.refusals(thing, name, by=made.chair)[0].message)


def test_appointing_asks_for_the_quorum():
    made = judging("formed", jurors=1)
    assert len(PANEL.refusals(made.panel, "appoint", by=made.secretary)) == 1


def mixed() -> dict[str, Any]:
    """Return users in every role over juries, cards and reports in every state and of two ways of seeing one another."""
    users: dict[str, Any] = {}
    for number, (stage, rules) in enumerate(
        [("declared", {}), ("declared", {"sees_others": "when_all_in"}), ("scored", {}), ("signed", {"is_blind": False})]
    ):
        made = judging(stage, entries=2, jurors=4, **rules)
        if stage == "declared":
            _play(made)
        users |= {f"{role} of {number}": user for role, user in made.roles().items()}
    unpublished = judging("formed")
    type(unpublished.challenge).objects.filter(pk=unpublished.challenge.pk).update(published_at=None, published_version=None)
    users |= {f"{role} of a draft": user for role, user in unpublished.roles().items()}
    return users


def _play(made: Judging) -> None:
    """Submit one card, save one, recuse one, and let one juror step down."""
    first, second, third, fourth = made.people
    score(made.card(first, made.entries[0]), first)
    score(made.card(second, made.entries[0]), second)
    save(made.card(third, made.entries[0]), third)
    services.recuse_juror(made.seat(third), by=third, reason="x", entry=made.entries[1])
    services.recuse_juror(made.seat(fourth), by=fourth, reason="x")


def test_lists_and_rules_agree():
    users = mixed()
    assert {state for state in ScorecardState.values if Scorecard.objects.filter(state=state).exists()} == set(
        ScorecardState.values
    )
    assert_twins_agree(Scorecard, users)
    assert_twins_agree(Panel, users)
    assert_twins_agree(Report, users)


def test_a_recused_card_is_shown_to_officials_after_the_signing_only():
    made = judging("declared", entries=1, jurors=4)
    services.recuse_juror(made.seat(made.people[3]), by=made.people[3], reason="x", entry=made.entries[0])
    for person in made.people[:3]:
        score(made.card(person, made.entries[0]), person)
    recused = Scorecard.objects.filter(state="recused")
    assert not recused.visible_to(made.secretary).exists()
    services.circulate_report(made.report, by=made.chair, remarks="")
    for person in made.people:
        services.sign_report(made.report, by=person)
    assert recused.visible_to(made.secretary).exists()
    assert recused.visible_to(made.auditor).exists()
    assert not recused.visible_to(made.chair).exists()


def test_a_seat_gives_nothing_before_it_is_accepted_nor_after_it_is_given_up():
    made = judging("declared", jurors=4)
    panel = services.form_panel(made.challenge, by=made.secretary)
    person = make_person("Not yet")
    services.invite_juror(panel, by=made.secretary, email=person.email, name="", role="member")
    assert not may(person, "evaluation.view_panel", made.panel)
    leaving = made.people[3]
    services.recuse_juror(made.seat(leaving), by=leaving, reason="x")
    assert not may(leaving, "evaluation.view_panel", made.panel)
    assert not Scorecard.objects.of_juror(leaving).exists()


def test_a_juror_who_is_an_official_too_scores_only_from_the_seat():
    made = judging("declared")
    Membership.objects.create(user=made.chair, organisation=made.authority, role=Role.AUTHOR)
    chair = type(made.chair).objects.get(pk=made.chair.pk)
    own, other = made.card(made.chair, made.entries[0]), made.card(made.people[1], made.entries[0])
    assert may(chair, "evaluation.score", own)
    assert not may(chair, "evaluation.score", other)
    entry = Entry.objects.select_related("round", "proposal__challenge").get(pk=made.entries[0].pk)
    assert not may(chair, "submissions.view_identity", entry)
