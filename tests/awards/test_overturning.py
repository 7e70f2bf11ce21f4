"""An award is taken back by two people: one proposes it with a reason, another one confirms."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Membership, User
from accounts.roles import Role
from awards.models import Award, Overturning
from awards.services import confirm_overturning, drop_overturning, propose_overturning
from challenges.models import Challenge
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from core.reasons import is_substantial
from core.worklist import waiting_for
from ledger.models import Event
from tests.factories import awards as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db
REASON = "The winner copied the work of another contest."
NOT_BINDING = "uk-below-threshold"


def gaps_of(act: Any) -> list[Any]:
    with pytest.raises(TransitionRefused) as refused:
        act()
    return refused.value.gaps


def codes(act: Any) -> list[str]:
    return [gap.code for gap in gaps_of(act)]


def proposed(**challenge: Any) -> tuple[Award, User, User]:
    """Return an award that it is proposed to take back, the secretary who did, and the head."""
    award = make.make_award(make.make_challenge(**challenge))
    head, secretary = make.head_of(award.challenge), make.secretary_of(award.challenge)
    propose_overturning(award, by=secretary, reason=REASON)
    return award, secretary, head


def state_of(award: Award) -> str:
    return Award.objects.values_list("state", flat=True).get(pk=award.pk)


# --- Who does what ------------------------------------------------------------------------------------------------------


def test_nothing_changes_until_another_person_confirms() -> None:
    award, secretary, head = proposed()
    assert state_of(award) == "notified"
    assert codes(lambda: propose_overturning(award, by=secretary, reason=REASON)) == ["proposed_already"]

    confirm_overturning(award, by=head)

    assert state_of(award) == "overturned"
    found = Overturning.objects.get()
    assert (found.proposed_by, found.confirmed_by, found.state) == (secretary, head, "confirmed")
    assert Award.objects.get().overturning_reason == REASON
    verbs = ["notify", "propose_overturning", "overturn"]
    assert [event.verb for event in Event.objects.filter(object_reference=award.reference).order_by("sequence")] == verbs


def test_where_the_verdict_binds_the_head_alone_confirms() -> None:
    award, secretary, _head = proposed()
    publisher = award.challenge.published_version.published_by
    for person in (secretary, publisher, make.make_member(award.challenge.authority, Role.SECRETARY)):
        assert "role" in str(gaps_of(lambda by=person: confirm_overturning(award, by=by))[0].message)
    assert state_of(award) == "notified"


def test_elsewhere_any_other_official_who_answers_for_it_confirms() -> None:
    award, secretary, _head = proposed(law=NOT_BINDING)
    publisher = award.challenge.published_version.published_by

    assert codes(lambda: confirm_overturning(award, by=secretary)) == ["same_person"]
    auditor = make.make_member(award.challenge.authority, Role.AUDITOR)
    assert "role" in str(gaps_of(lambda: confirm_overturning(award, by=auditor))[0].message)
    assert confirm_overturning(award, by=publisher).state == "overturned"


def test_a_head_who_is_the_secretary_too_does_not_confirm_their_own_proposal() -> None:
    award = make.make_award()
    Membership.objects.filter(role=Role.HEAD).delete()
    both = make.make_member(award.challenge.authority, Role.SECRETARY, Role.HEAD)
    assert codes(lambda: propose_overturning(award, by=both, reason=REASON)) == ["nobody_confirms"]

    make.head_of(Challenge.objects.get())
    other = make.make_member(award.challenge.authority, Role.HEAD)
    propose_overturning(award, by=both, reason=REASON)
    assert codes(lambda: confirm_overturning(award, by=both)) == ["same_person"]
    assert confirm_overturning(award, by=other).state == "overturned"


def test_the_database_itself_refuses_one_person_for_both() -> None:
    _award, secretary, _head = proposed()
    found = Overturning.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Overturning.objects.filter(pk=found.pk).update(confirmed_by=secretary, confirmed_at=found.proposed_at)


def test_who_is_no_secretary_proposes_nothing() -> None:
    award = make.make_award()
    for person in (
        make.head_of(award.challenge),
        make.owner_of(award.decision.entry),
        award.challenge.published_version.published_by,
    ):
        assert "role" in str(gaps_of(lambda by=person: propose_overturning(award, by=by, reason=REASON))[0].message)


def test_a_proposal_that_is_not_confirmed_leaves_the_award_as_it_was() -> None:
    award, secretary, head = proposed()
    assert codes(lambda: drop_overturning(award, by=head, reason="No.")) == ["no_substance"]

    drop_overturning(award, by=head, reason="The complaint was dismissed by the court.")

    assert state_of(award) == "notified"
    assert codes(lambda: confirm_overturning(award, by=head)) == ["not_proposed"]
    assert propose_overturning(award, by=secretary, reason=REASON).state == "proposed"


def test_an_award_that_was_taken_back_is_not_taken_back_again() -> None:
    award, secretary, head = proposed()
    confirm_overturning(award, by=head)

    assert codes(lambda: propose_overturning(award, by=secretary, reason=REASON)) == ["does_not_stand"]


# --- Reasons of substance -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "Because.",
        "n/a n/a n/a n/a n/a n/a",
        "aaaaaaaaaaaaaaaaaaaaaaaaa",
        "no no no no no no no no",
        "1234 5678 9012 3456 7890",
    ],
)
def test_a_reason_that_says_nothing_is_refused(words: str) -> None:
    award = make.make_award()
    make.head_of(award.challenge)

    assert not is_substantial(words)
    assert codes(lambda: propose_overturning(award, by=make.secretary_of(award.challenge), reason=words)) == ["no_substance"]


def test_a_reason_in_words_of_any_language_is_taken() -> None:
    assert is_substantial("Zwycięzca wycofał się z konkursu.")
    assert is_substantial("The supplier left us.")


# --- Told, waiting, on the desk -----------------------------------------------------------------------------------------


def test_whoever_can_confirm_is_told_and_finds_it_waiting() -> None:
    award, secretary, head = proposed()
    (mail,) = OutgoingMail.objects.filter(key__startswith="award-to-confirm")

    assert (mail.recipient, REASON in mail.text) == (head.email, True)
    title = f"Confirm that award {award.reference} is overturned, or do not"
    assert title in [item.title for item in waiting_for(head)]
    assert title not in [item.title for item in waiting_for(secretary)]
    confirm_overturning(award, by=head)
    assert title not in [item.title for item in waiting_for(head)]


def test_the_desk_leads_from_the_proposal_to_the_end() -> None:
    award = make.make_award()
    head, reference = make.head_of(award.challenge), award.challenge.reference
    secretary = sign_in(Client(), make.secretary_of(award.challenge))
    act = f"/desk/{reference}/awards/{award.reference}/overturn/"
    assert secretary.post(act, {f"{award.reference}-overturn-reason": "No."}).status_code == 409
    answer = secretary.post(act, {f"{award.reference}-overturn-reason": REASON}, follow=True)
    assert "It is proposed to overturn this award." in answer.content.decode()
    assert secretary.post(f"{act}confirm/").status_code == 409

    boss = sign_in(Client(), head)
    page = boss.get(f"/desk/{reference}/awards/").content.decode()
    assert "Confirm that the award is overturned" in page
    assert REASON in page
    done = boss.post(f"{act}confirm/", follow=True)

    assert done.status_code == 200
    assert "Every supplier of the round was told." in done.content.decode()
    assert state_of(award) == "overturned"


def test_the_desk_lets_a_proposal_rest() -> None:
    award, _secretary, head = proposed()
    act = f"/desk/{award.challenge.reference}/awards/{award.reference}/overturn/drop/"
    client = sign_in(Client(), head)

    assert client.post(act, {f"{award.reference}-drop-reason": ""}).status_code == 422
    client.post(act, {f"{award.reference}-drop-reason": "The court dismissed the complaint."})
    assert Overturning.objects.get().state == "dropped"


@pytest.mark.parametrize("act", ["", "confirm/", "drop/"])
def test_others_take_nothing_back(act: str) -> None:
    award, _secretary, _head = proposed()
    path = f"/desk/{award.challenge.reference}/awards/{award.reference}/overturn/{act}"

    assert sign_in(Client(), make.owner_of(award.decision.entry)).post(path).status_code in (403, 404)
    assert Client().post(path).status_code == 302
    assert Overturning.objects.get().state == "proposed"


def test_the_public_learns_of_it_only_when_it_is_confirmed(client: Client) -> None:
    award, _secretary, head = proposed()
    path = f"/challenges/{award.challenge.reference}/"
    assert REASON not in client.get(path).content.decode()

    confirm_overturning(award, by=head)
    assert REASON in client.get(path).content.decode()


def test_the_head_sees_what_an_auditor_sees() -> None:
    award = make.make_award()
    reference = award.challenge.reference
    people = [make.head_of(award.challenge), make.make_member(award.challenge.authority, Role.AUDITOR)]
    paths = ["", "awards/", "history/", "round-1/decision/", "round-1/entries/", "round-2/judging/ranking/"]
    seen = [[sign_in(Client(), person).get(f"/desk/{reference}/{path}").status_code for path in paths] for person in people]

    assert seen[0] == seen[1]
    assert seen[0][:2] == [200, 200]
