from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from awards.lifecycle import AWARD
from awards.models import Award, Decision, Notice
from awards.services import finalise_award, propose_overturning, resume_award, suspend_award
from challenges.models import Challenge
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger.models import Event
from tests.agreement import assert_twins_agree
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
SUMMARY = "Sensors that warn in time."


def gaps_of(award: Award, service: Any, **words: str) -> list[str]:
    with pytest.raises(TransitionRefused) as refused, transaction.atomic():
        service(award, by=make.secretary_of(award.challenge), **words)
    return [str(gap.message) for gap in refused.value.gaps]


# --- Invariant 9: no award is final before the standstill ends ---------------------------------------------------------


def test_an_award_is_not_final_one_second_before_the_standstill_ends() -> None:
    award = make.make_award()

    with clock.moved_to(award.standstill_ends_at - timedelta(seconds=1)):
        assert gaps_of(award, finalise_award, public_summary=SUMMARY) == ["The standstill has not ended yet."]
    assert Award.objects.get(pk=award.pk).state == "notified"


def test_an_award_is_final_one_second_after_the_standstill() -> None:
    award = make.make_award()

    with make.after_standstill(award):
        final = finalise_award(award, by=make.secretary_of(award.challenge), public_summary=f"  {SUMMARY} ")
    assert (final.state, final.public_summary) == ("final", SUMMARY)
    assert final.finalised_at > final.standstill_ends_at
    assert Challenge.objects.get().state == "concluded"
    assert Event.objects.filter(verb__in=["finalise", "conclude"]).count() == 2


def test_the_database_itself_refuses_finality_within_the_standstill() -> None:
    award = make.make_award()

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(finalised_at=award.standstill_ends_at)


def test_the_standstill_has_at_least_the_days_of_the_law_profile() -> None:
    award = make.make_award()

    assert award.standstill_ends_at - award.notified_at >= timedelta(days=award.challenge.rules.law.number("standstill_days"))


# --- Suspended, overturned --------------------------------------------------------------------------------------------


def test_a_suspended_award_is_not_final_until_the_suspension_is_lifted() -> None:
    award = make.make_award()
    secretary = make.secretary_of(award.challenge)
    award = suspend_award(award, by=secretary, reason="A complaint of Rzeka sp. z o.o.")

    with make.after_standstill(award):
        assert gaps_of(award, finalise_award, public_summary=SUMMARY) == ["The award is suspended."]
        assert gaps_of(award, suspend_award, reason="Once more") == ["The award is suspended."]
        award = resume_award(award, by=secretary, reason="The complaint was dismissed.")
        assert finalise_award(award, by=secretary, public_summary=SUMMARY).state == "final"
    suspension = award.suspensions.get()
    assert (suspension.reason, suspension.lifting_reason) == ("A complaint of Rzeka sp. z o.o.", "The complaint was dismissed.")


def test_an_overturned_award_keeps_its_history() -> None:
    award = make.make_final_award()
    before = (award.notified_at, award.finalised_at, award.public_summary, award.decision.outcome)
    letter = Notice.objects.get(decision=award.decision).content

    overturned = make.overturn(award, reason="The court found an error.")

    overturned = Award.objects.get(pk=overturned.pk)
    assert overturned.state == "overturned"
    assert (overturned.notified_at, overturned.finalised_at, overturned.public_summary, overturned.decision.outcome) == before
    assert Notice.objects.get(decision=award.decision).content == letter
    assert [event.verb for event in Event.objects.filter(object_reference=award.reference)] == [
        "notify",
        "finalise",
        "propose_overturning",
        "overturn",
    ]
    assert OutgoingMail.objects.filter(key__startswith="award_overturned").count() == 1


@pytest.mark.parametrize(
    ("service", "words"), [(propose_overturning, "reason"), (suspend_award, "reason"), (finalise_award, "public_summary")]
)
def test_every_act_needs_words(service: Any, words: str) -> None:
    award = make.make_award()

    with make.after_standstill(award):
        assert gaps_of(award, service, **{words: "   "})
    assert Award.objects.get(pk=award.pk).state == "notified"


def test_a_challenge_goes_on_until_its_last_award_is_settled() -> None:
    award = make.make_award(make.make_challenge(limit=2))
    other = Award.objects.exclude(pk=award.pk).get()
    secretary = make.secretary_of(award.challenge)

    with make.after_standstill(award):
        finalise_award(award, by=secretary, public_summary=SUMMARY)
        assert Challenge.objects.get().state == "published"
        make.overturn(other, reason="It won twice, which the rules forbid.")
        assert Challenge.objects.get().state == "concluded"


def test_a_challenge_whose_awards_were_all_overturned_stays_open_for_its_authority() -> None:
    award = make.make_award()
    make.overturn(award, reason="The supplier left the contest for good.")

    assert Challenge.objects.get().state == "published"


# --- The table, state by state and role by role, against what people wrote down ---------------------------------------

EXPECTED = {
    # transition: states from which a secretary can do it, once the standstill is over and nothing is suspended
    "notify": {"proposed"},
    "give": {"proposed"},
    "suspend": {"notified"},
    "resume": set(),
    "finalise": {"notified"},
    "contract": {"final"},
    # By the head alone, since the verdict binds: tests/awards/test_overturning.py.
    "overturn": set(),
}


def test_the_lifecycle_is_what_people_wrote_down() -> None:
    award = make.make_award()
    people = {
        role: make.make_member(award.challenge.authority, role)
        for role in Role
        if role.value in {"author", "publisher", "auditor"}
    }
    people |= {"winner": make.owner_of(award.decision.entry), "outsider": make.make_person()}
    people["administrator"] = make.make_person(is_administrator=True, is_superuser=True)
    secretary = make.secretary_of(award.challenge)

    with make.after_standstill(award):
        for transition in AWARD.transitions:
            for state in Award.State:
                award.state = state
                allowed = not AWARD.refusals(award, transition.name, by=secretary)
                assert allowed == (state.value in EXPECTED[transition.name]), (transition.name, state)
                assert all(AWARD.refusals(award, transition.name, by=person) for person in people.values())
    assert {transition.name for transition in AWARD.transitions} == set(EXPECTED)


# --- Rules and their twins --------------------------------------------------------------------------------------------


def everybody(award: Award) -> dict[str, Any]:
    other = make.make_authority("Other ministry")
    roles = [Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY, Role.AUDITOR]
    loser = Decision.objects.get(outcome="reserve")
    return {
        **{f"{role} of the authority": make.make_member(award.challenge.authority, role) for role in roles},
        **{f"{role} of another authority": make.make_member(other, role) for role in roles},
        "winner": make.owner_of(award.decision.entry),
        "viewer of the winner": make.make_member(award.supplier, Role.VIEWER),
        "loser": make.owner_of(loser.entry),
        "outsider": make.make_person(),
        "administrator": make.make_person(is_administrator=True, is_superuser=True),
        "nobody": make.anonymous(),
    }


def test_rules_and_lists_agree() -> None:
    award = make.make_award()
    # One that was proposed and never announced.
    reserve = Decision.objects.get(outcome="reserve")
    Award.objects.create(reference="GT-X-A9", decision=reserve, currency="PLN")

    assert_twins_agree(Award, everybody(award))
    assert_twins_agree(Notice, everybody(award))


def test_only_the_supplier_reads_its_letter() -> None:
    award = make.make_award()
    readers = {
        role for role, person in everybody(award).items() if Notice.objects.visible_to(person).filter(decision=award.decision)
    }

    assert readers == {"winner", "viewer of the winner"}
