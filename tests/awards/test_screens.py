from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from awards.models import Award, Decision
from challenges.models import Round
from core import worklist
from ledger.models import Event
from submissions.models import Entry
from tests.factories import awards as make
from tests.factories.accounts import sign_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def signed_in(person: Any) -> Client:
    return sign_in(Client(), person)


def signed(**rules: Any) -> Round:
    """Return a signed round in which the verdict of the jury does not bind, and the authority may depart from the rules."""
    return make.make_signed_round(make.make_challenge(law="uk-below-threshold", may_depart=True, **rules))


def posted(stage: Round, **changes: str) -> dict[str, str]:
    """Return what the form sends when nobody touches it, but for `changes`."""
    outcomes = {f"outcome-{code}": outcome or "" for code, outcome in make.as_proposed(stage).items()}
    return outcomes | {f"reason-{code}": "" for code in make.as_proposed(stage)} | {"departure_reason": ""} | changes


def decision_path(stage: Round, act: str = "") -> str:
    return f"/desk/{stage.challenge.reference}/round-{stage.number}/decision/{act}"


# --- Deciding -----------------------------------------------------------------------------------------------------------


def test_the_proposal_names_the_rule_and_the_suppliers() -> None:
    stage = make.make_signed_round()
    page = signed_in(make.secretary_of(stage.challenge)).get(decision_path(stage))
    text = page.content.decode()

    assert page.status_code == 200
    for words in ("Goes on. The best 2", "Does not go on: others were taken, and its rank is 3.", "92.00"):
        assert words in text
    for entry in stage.entries.all():
        assert entry.proposal.supplier.name in text


def test_a_decision_goes_from_proposal_over_preview_to_the_suppliers() -> None:
    stage = signed()
    client = signed_in(make.secretary_of(stage.challenge))

    preview = client.post(decision_path(stage, "preview/"), posted(stage))
    assert preview.status_code == 200
    assert "Your entry advances to the next round." in preview.content.decode()
    assert not Decision.objects.exists()
    assert "Your decision" in client.post(decision_path(stage, "decide/"), posted(stage, back="1")).content.decode()
    assert not Decision.objects.exists()

    done = client.post(decision_path(stage, "decide/"), posted(stage), follow=True)
    assert done.redirect_chain == [(decision_path(stage), 302)]
    assert "Every supplier was told." in done.content.decode()
    assert Decision.objects.count() == 4


def test_a_refused_decision_loses_nothing_and_stands_in_the_ledger() -> None:
    stage = signed()
    code = stage.entries.order_by("pk").first().work_code
    changes = {f"outcome-{code}": "not_advanced", f"reason-{stage.entries.last().work_code}": "<b>Well done</b>"}

    answer = signed_in(make.secretary_of(stage.challenge)).post(decision_path(stage, "decide/"), posted(stage, **changes))

    assert answer.status_code == 409
    assert "Give a reason that those concerned can follow" in answer.content.decode()
    assert "&lt;b&gt;Well done&lt;/b&gt;" in answer.content.decode()
    assert Event.objects.filter(object_reference=stage.reference, data__verb="decide").exists() or Event.objects.filter(
        object_reference=stage.reference, verb="refused"
    )


def test_an_impossible_choice_is_said_at_its_field() -> None:
    stage = signed()
    code = stage.entries.first().work_code

    answer = signed_in(make.secretary_of(stage.challenge)).post(
        decision_path(stage, "preview/"), posted(stage, **{f"outcome-{code}": "winner"})
    )
    assert answer.status_code == 422


STATUSES = {Role.SECRETARY: 200, Role.PUBLISHER: 200, Role.AUDITOR: 200, Role.AUTHOR: 403}


@pytest.mark.parametrize(("role", "status"), STATUSES.items())
def test_who_follows_the_judging_reads_the_decision_and_only_the_secretary_decides(role: Role, status: int) -> None:
    stage = make.make_signed_round()
    client = signed_in(make.make_member(stage.challenge.authority, role))

    assert client.get(decision_path(stage)).status_code == status
    if role != Role.SECRETARY:
        assert client.post(decision_path(stage, "decide/"), posted(stage)).status_code in {403, 409}
        assert not Decision.objects.exists()


def test_nobody_else_learns_that_there_is_a_decision() -> None:
    stage = make.make_signed_round()
    strangers = [
        make.make_member(make.make_authority(), Role.SECRETARY),
        make.owner_of(stage.entries.first()),
        make.make_person(),
    ]

    for person in strangers:
        assert signed_in(person).get(decision_path(stage)).status_code == 404
        assert signed_in(person).post(decision_path(stage, "decide/"), {}).status_code == 404


def test_there_is_no_decision_page_before_the_ranking() -> None:
    stage = make.make_challenge().rounds.get(number=1)

    assert signed_in(make.secretary_of(stage.challenge)).get(decision_path(stage)).status_code == 404


def test_names_stay_hidden_until_the_report_is_signed() -> None:
    stage = make.open_round(make.make_challenge().rounds.get(number=1))
    entry = make.make_entry(stage)
    make.score(entry, 5, 5)
    make.rank_round(stage)

    text = signed_in(make.secretary_of(stage.challenge)).get(decision_path(stage)).content.decode()
    assert entry.work_code in text
    assert entry.proposal.supplier.name not in text


def test_the_page_of_a_decision_asks_as_much_for_1_as_for_3_entries() -> None:
    counts = []
    for marks in ([(5, 5)], [(5, 5), (4, 4), (1, 1)]):
        stage = make.make_signed_round(marks=marks)
        client = signed_in(make.secretary_of(stage.challenge))
        counts.append(len(count_queries(lambda client=client, stage=stage: client.get(decision_path(stage)))))

    assert counts[0] == counts[1] <= 15


# --- The letter ---------------------------------------------------------------------------------------------------------


def test_the_letter_tells_marks_comments_reasons_and_remedies() -> None:
    award = make.make_award()
    stage = award.decision.entry.round
    reserve = Decision.objects.get(outcome="reserve").entry
    path = f"/my/{stage.challenge.reference}/round-2/outcome/"

    letter = signed_in(make.owner_of(reserve)).get(path)
    text = letter.content.decode()
    assert letter.status_code == 200
    for words in (
        "Your entry did not win. It is a reserve.",
        "80 of 100 points",
        "Clear and useful.",
        "it stands still",
        "contests@example.org",
    ):
        assert words in text
    assert award.supplier.name in text
    polish = signed_in(make.owner_of(reserve)).get(f"/pl{path}").content.decode()
    assert "Need (pl)" in polish


def test_others_do_not_find_the_letter() -> None:
    award = make.make_award()
    path = f"/my/{award.challenge.reference}/round-2/outcome/"

    assert Client().get(path).status_code == 302
    loser = Entry.objects.get(round__number=1, state="not_advanced", decision__rule="not_taken")
    for person in (make.make_person(), make.secretary_of(award.challenge), make.owner_of(loser)):
        assert signed_in(person).get(path).status_code == 404


# --- Awards -------------------------------------------------------------------------------------------------------------


def awards_path(award: Award, act: str = "") -> str:
    return f"/desk/{award.challenge.reference}/awards/" + (f"{award.reference}/{act}/" if act else "")


def test_an_award_is_made_final_on_the_desk() -> None:
    award = make.make_award()
    client = signed_in(make.secretary_of(award.challenge))
    words = {f"{award.reference}-public_summary": "Sensors that warn in time."}

    page = client.get(awards_path(award)).content.decode()
    assert "The standstill has not ended yet." in page
    assert client.post(awards_path(award, "finalise"), words).status_code == 409
    with make.after_standstill(award):
        client = signed_in(make.secretary_of(award.challenge))
        assert client.post(awards_path(award, "finalise"), {}).status_code == 422
        done = client.post(awards_path(award, "finalise"), words, follow=True)
    assert "The award is final." in done.content.decode()
    assert Award.objects.get().state == "final"


def test_an_award_is_suspended_and_resumed_and_to_be_overturned_on_the_desk() -> None:
    award = make.make_award()
    make.head_of(award.challenge)
    client = signed_in(make.secretary_of(award.challenge))

    for act, words in (
        ("suspend", "A complaint."),
        ("resume", "It was dismissed."),
        ("overturn", "The supplier left the contest."),
    ):
        answer = client.post(awards_path(award, act), {f"{award.reference}-{act}-reason": words}, follow=True)
        assert answer.status_code == 200
    text = client.get(awards_path(award)).content.decode()
    for words in ("A complaint.", "It was dismissed.", "The supplier left the contest.", "Proposed to be overturned"):
        assert words in text


@pytest.mark.parametrize("act", ["finalise", "suspend", "resume", "overturn"])
@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.AUDITOR, Role.AUTHOR])
def test_others_lead_no_award(role: Role, act: str) -> None:
    award = make.make_award()
    words = {f"{award.reference}-public_summary": "x", f"{award.reference}-{act}-reason": "x"}

    answer = signed_in(make.make_member(award.challenge.authority, role)).post(awards_path(award, act), words)
    assert answer.status_code in {403, 409}
    assert Award.objects.get().state == "notified"


# --- What waits --------------------------------------------------------------------------------------------------------


def test_the_inbox_tells_the_secretary_what_waits() -> None:
    stage = make.make_signed_round()
    secretary = make.secretary_of(stage.challenge)
    others = make.make_member(stage.challenge.authority, Role.PUBLISHER)

    assert decision_path(stage) in [item.url for item in worklist.waiting_for(secretary)]
    assert decision_path(stage) not in [item.url for item in worklist.waiting_for(others)]
    make.decide(stage)
    assert decision_path(stage) not in [item.url for item in worklist.waiting_for(secretary)]


def test_a_ripe_award_waits_in_the_inbox_unless_it_is_suspended() -> None:
    award = make.make_award()
    secretary = make.secretary_of(award.challenge)

    assert awards_path(award) not in [item.url for item in worklist.waiting_for(secretary)]
    with make.after_standstill(award):
        assert awards_path(award) in [item.url for item in worklist.waiting_for(secretary)]


def test_the_desk_page_leads_to_the_decision() -> None:
    stage = make.make_signed_round()

    page = signed_in(make.secretary_of(stage.challenge)).get(f"/desk/{stage.challenge.reference}/")
    assert decision_path(stage) in page.content.decode()
