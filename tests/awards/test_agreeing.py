"""Who decides what: the head about a binding verdict, two officials about a departure, nobody alone about either."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Membership, User
from accounts.roles import Role
from awards.models import Decision, Notice, ProposedDecision, RoundRecord
from awards.services import annul_contest, approve_decision, decide_round, drop_decision, propose_decision, send_back_decision
from challenges.models import Challenge, Round
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from core.permissions import may
from evaluation.models import Report
from ledger.models import Event
from submissions.models import Entry
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
REASON = "The supplier withdrew from the contest in writing."
BINDING, NOT_BINDING = "pl-design-contest", "uk-below-threshold"


def signed(law: str = BINDING, **rules: Any) -> tuple[Round, User, User]:
    """Return a signed round, a secretary and a head."""
    stage = make.make_signed_round(make.make_challenge(law=law, **rules))
    return stage, make.secretary_of(stage.challenge), make.head_of(stage.challenge)


def proposed(law: str = BINDING, **rules: Any) -> tuple[Round, User, User]:
    stage, secretary, head = signed(law, **rules)
    propose_decision(stage, by=secretary, reasons={})
    return stage, secretary, head


def departing(stage: Round) -> dict[str, str]:
    second = stage.entries.order_by("pk")[1].work_code
    return {**{code: str(outcome) for code, outcome in make.as_proposed(stage).items()}, second: "not_advanced"}


def codes(act: Any) -> list[str]:
    with pytest.raises(TransitionRefused) as refused:
        act()
    return [gap.code or str(gap.message) for gap in refused.value.gaps]


NO_ROLE = "You do not have the role that this needs."


# --- Where the verdict binds -------------------------------------------------------------------------------------------


def test_a_secretary_proposes_and_the_head_approves() -> None:
    stage, secretary, head = signed()
    assert codes(lambda: decide_round(stage, by=secretary, reasons={})) == ["binds"]

    propose_decision(stage, by=secretary, reasons={})
    assert not Decision.objects.exists()
    assert not Notice.objects.exists()
    assert codes(lambda: propose_decision(stage, by=secretary, reasons={}))[0].startswith("This cannot be done")
    approve_decision(stage, by=head)

    record = RoundRecord.objects.get()
    assert record.decided_by == head
    assert Notice.objects.count() == 4
    found = ProposedDecision.objects.get()
    assert (found.answer, found.proposed_by, found.answered_by) == ("approved", secretary, head)
    verbs = Event.objects.filter(object_reference=stage.reference).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs)[:3] == ["propose_decision", "approve_decision", "decide"]


def test_officials_change_no_mark_no_ranking_and_no_winner() -> None:
    stage, secretary, head = signed(may_depart=True)
    outcomes = departing(stage)
    assert codes(lambda: propose_decision(stage, by=secretary, outcomes=outcomes, reasons={}, departure_reason=REASON)) == [
        "may_not_depart"
    ]
    assert codes(lambda: propose_decision(stage, by=head, reasons={})) == [NO_ROLE]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.PUBLISHER, Role.AUTHOR, Role.AUDITOR])
@pytest.mark.parametrize("act", [approve_decision, send_back_decision, annul_contest])
def test_the_head_alone_answers_a_binding_verdict(role: Role, act: Any) -> None:
    stage, _secretary, _head = proposed()
    words = {} if act is approve_decision else {"ground": "procedure", "reason": REASON}
    other = make.make_member(stage.challenge.authority, role)
    assert codes(lambda: act(stage, by=other, **words)) == [NO_ROLE]
    assert not Decision.objects.exists()


def test_who_proposed_it_does_not_approve_it_though_head_too() -> None:
    stage, _secretary, _head = signed()
    both = make.make_member(stage.challenge.authority, Role.SECRETARY, Role.HEAD)
    propose_decision(stage, by=both, reasons={})
    for act, words in (
        (approve_decision, {}),
        (send_back_decision, {"ground": "criteria", "reason": REASON}),
        (annul_contest, {"ground": "defect", "reason": REASON}),
    ):
        assert codes(lambda act=act, words=words: act(stage, by=both, **words)) == ["same_person"]


def test_without_a_head_nothing_is_proposed() -> None:
    stage, secretary, _head = signed()
    Membership.objects.filter(role=Role.HEAD).delete()
    assert codes(lambda: propose_decision(stage, by=secretary, reasons={})) == ["nobody_approves"]


def test_the_head_sends_it_back_on_a_named_ground_and_the_jury_signs_anew() -> None:
    stage, secretary, head = proposed()
    before = stage.report
    assert codes(lambda: send_back_decision(stage, by=head, ground="taste", reason=REASON)) == ["no_ground"]
    assert codes(lambda: send_back_decision(stage, by=head, ground="conformity", reason="No.")) == ["no_substance"]

    send_back_decision(stage, by=head, ground="conformity", reason=REASON)

    newest = Report.objects.get(newest_of=stage)
    assert (newest.number, newest.state, newest.ranking) == (before.number + 1, "draft", before.ranking)
    jurors = {juror.user.email for juror in stage.challenge.panel.jurors.all()}
    told = OutgoingMail.objects.filter(key__startswith="decision-sent-back")
    assert {mail.recipient for mail in told} == {*jurors, secretary.email}
    assert all(REASON in mail.text and "does not meet the requirements" in mail.text for mail in told)
    assert codes(lambda: propose_decision(stage, by=secretary, reasons={}))[0].startswith("This cannot be done")

    newest.state, newest.sha256, newest.signed_at = "signed", "0" * 64, newest.ranking.made_at
    newest.save()
    again = propose_decision(stage, by=secretary, reasons={})
    assert again.number == 2
    approve_decision(stage, by=head)
    assert Decision.objects.count() == 4


def test_what_was_proposed_under_another_report_is_not_approved() -> None:
    stage, _secretary, head = proposed()
    Report.objects.filter(newest_of=stage).update(newest_of=None)
    Report.objects.create(
        round=stage, number=2, newest_of=stage, ranking=stage.ranking, state="signed", signed_at=stage.ranking.made_at
    )
    assert codes(lambda: approve_decision(stage, by=head)) == ["changed"]


def test_the_head_annuls_the_contest_on_a_ground_of_the_law() -> None:
    stage, _secretary, head = proposed()
    assert codes(lambda: annul_contest(stage, by=head, ground="procedure", reason=REASON)) == ["no_ground"]

    annul_contest(stage, by=head, ground="no_money", reason=REASON)

    challenge = Challenge.objects.get()
    assert challenge.state == "cancelled"
    assert "was not granted" in challenge.closing_reason
    assert REASON in challenge.closing_reason
    assert not Decision.objects.exists()
    assert ProposedDecision.objects.get().answer == "annulled"
    assert set(Entry.objects.values_list("state", flat=True)) == {"admissible"}


def test_a_head_cancels_where_the_verdict_binds_alone() -> None:
    for law, expected in ((BINDING, True), (NOT_BINDING, False)):
        challenge = make.make_challenge(law=law)
        assert may(make.head_of(challenge), "challenges.cancel", challenge) is expected


def test_a_proposal_that_rests_can_be_made_anew() -> None:
    stage, secretary, head = proposed()
    assert codes(lambda: drop_decision(stage, by=secretary, reason="No.")) == ["no_substance"]
    drop_decision(stage, by=secretary, reason="A letter names the wrong contact address.")
    assert codes(lambda: approve_decision(stage, by=head))[0].startswith("This cannot be done")
    assert propose_decision(stage, by=secretary, reasons={}).number == 2


# --- Elsewhere ---------------------------------------------------------------------------------------------------------


def test_one_official_decides_what_follows_from_the_rules() -> None:
    stage, secretary, _head = signed(NOT_BINDING)
    decide_round(stage, by=secretary, reasons={})
    assert not ProposedDecision.objects.exists()
    assert RoundRecord.objects.get().decided_by == secretary


def test_a_departure_needs_two_officials_a_reason_of_substance_and_is_told_to_everybody() -> None:
    stage, secretary, _head = signed(NOT_BINDING, may_depart=True)
    outcomes, publisher = departing(stage), stage.challenge.published_version.published_by
    given = {"outcomes": outcomes, "reasons": {}}
    assert codes(lambda: decide_round(stage, by=secretary, departure_reason=REASON, **given)) == ["two_people"]
    assert codes(lambda: propose_decision(stage, by=secretary, departure_reason="He left.", **given)) == ["no_substance"]

    propose_decision(stage, by=secretary, departure_reason=f"  {REASON} ", **given)
    assert codes(lambda: approve_decision(stage, by=secretary)) == ["same_person"]
    assert codes(lambda: send_back_decision(stage, by=publisher, ground="criteria", reason=REASON)) == ["not_binding"]
    assert codes(lambda: annul_contest(stage, by=publisher, ground="defect", reason=REASON)) == ["not_binding"]
    approve_decision(stage, by=publisher)

    decision = Decision.objects.get(rule="departure")
    assert (decision.outcome, decision.reason, decision.why) == ("not_advanced", REASON, {})
    record = RoundRecord.objects.get()
    assert (record.departure_reason, record.content["departing"]) == (REASON, [decision.entry.work_code])
    assert Notice.objects.count() == 4


def test_the_rules_themselves_say_whether_anybody_may_depart() -> None:
    stage, secretary, _head = signed(NOT_BINDING)
    outcomes = departing(stage)
    assert codes(lambda: propose_decision(stage, by=secretary, outcomes=outcomes, reasons={}, departure_reason=REASON)) == [
        "may_not_depart"
    ]


def test_the_database_refuses_one_person_for_both_and_a_change_of_what_was_proposed() -> None:
    _stage, secretary, _head = proposed()
    found = ProposedDecision.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedDecision.objects.update(answer="approved", answered_by=secretary, answered_at=found.proposed_at)
    for change in ({"outcomes": {}}, {"departure_reason": "x"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            ProposedDecision.objects.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        found.delete()


def test_the_ledger_vouches_for_what_was_proposed_and_answered() -> None:
    stage, _secretary, head = proposed()
    approve_decision(stage, by=head)
    call_command("verify_ledger", "proposed-decisions")
    ProposedDecision.objects.update(answer="sent_back")
    with pytest.raises(CommandError):
        call_command("verify_ledger", "proposed-decisions")
