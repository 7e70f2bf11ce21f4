"""Names stay unknown until the act that the rules name: the report, the decision, or the contract."""

import pytest
from django.test import Client

from awards.models import Award, Notice
from awards.services import contract_award, finalise_award
from challenges.models import Round
from challenges.rules import building
from core.lifecycle import TransitionRefused
from evaluation.queries.revealing import rounds_keeping_names, signature_reveals
from evaluation.services.revealing import reveal_rounds
from ledger.models import Event
from tests.factories import awards as make
from tests.factories.accounts import sign_in
from tests.factories.awards_by_rules import contest, judged

pytestmark = pytest.mark.django_db
ENDINGS = ("report_signed", "decision", "contract")


def signed(until: str) -> Round:
    """Return a blind round whose report was signed just now, by the act that reveals names or leaves them hidden."""
    stage = judged(contest([building.top(1, "all")], until=until), ((5, 5), (4, 4)))
    Round.objects.filter(pk=stage.pk).update(revealed_at=None)
    reveal_rounds(stage.challenge, stage.challenge.published_version.published_by)
    return Round.objects.select_related("challenge__authority", "challenge__published_version").get(pk=stage.pk)


def is_revealed(stage: Round) -> bool:
    return Round.objects.get(pk=stage.pk).revealed_at is not None


def told(stage: Round, *names: str) -> dict[str, bool]:
    """Return where the public reads one of these names."""
    reference, client = stage.challenge.reference, Client()
    pages = {
        "page": f"/challenges/{reference}/",
        "winners": "/winners/",
        "api": f"/api/v1/challenges/{reference}/",
        "table": "/api/v1/winners.csv",
        "releases": "/ocds/releases.json",
    }
    read = {where: client.get(path).content.decode() for where, path in pages.items()}
    return {where: any(name in text for name in names) for where, text in read.items()}


@pytest.mark.parametrize(("until", "at_once"), [("report_signed", True), ("decision", False), ("contract", False)])
def test_the_signature_reveals_only_where_the_rules_say_so(until: str, at_once: bool) -> None:
    stage = signed(until)
    assert is_revealed(stage) is at_once
    assert bool(rounds_keeping_names(stage.challenge)) is not at_once
    Round.objects.filter(pk=stage.pk).update(revealed_at=None)
    assert signature_reveals(stage.report) is at_once


def test_the_decision_reveals_and_names_the_winner() -> None:
    stage = signed("decision")
    desk = f"/desk/{stage.challenge.reference}/round-1/decision/"
    winner = stage.entries.order_by("pk").first().proposal.supplier.name
    secretary = make.secretary_of(stage.challenge)
    assert winner not in sign_in(Client(), secretary).get(desk).content.decode()

    make.decide(stage)

    assert is_revealed(stage)
    assert winner in sign_in(Client(), secretary).get(desk).content.decode()
    assert set(told(stage, winner).values()) == {True}
    assert [each["name"] for each in Notice.objects.last().content["winners"]] == [winner]
    reveal, decide = Event.objects.get(verb="reveal"), Event.objects.get(verb="decide")
    assert decide.sequence < reveal.sequence


def test_until_the_contract_nobody_is_named_though_decided_and_final() -> None:
    stage = signed("contract")
    names = [entry.proposal.supplier.name for entry in stage.entries.all()]
    make.decide(stage)
    award, secretary = Award.objects.get(), make.secretary_of(stage.challenge)
    assert {notice.content["winners"] == [] for notice in Notice.objects.all()} == {True}
    assert set(told(stage, *names).values()) == {False}
    desk = sign_in(Client(), secretary).get(f"/desk/{stage.challenge.reference}/awards/").content.decode()
    assert not [name for name in names if name in desk]
    assert award.decision.entry.work_code in desk
    with pytest.raises(TransitionRefused):
        contract_award(award, by=secretary)

    finalise_award(award, by=secretary, public_summary="Sensors that warn in time.")
    stage.challenge.refresh_from_db()
    assert (stage.challenge.state, is_revealed(stage)) == ("concluded", False)
    assert set(told(stage, *names).values()) == {False}

    contract_award(award, by=secretary)
    assert is_revealed(stage)
    assert set(told(stage, award.published_supplier["name"]).values()) == {True}
    assert Award.objects.get().state == "contracted"


def test_who_is_no_secretary_notes_no_contract() -> None:
    stage = signed("report_signed")
    make.decide(stage)
    award = Award.objects.get()
    finalise_award(award, by=make.secretary_of(stage.challenge), public_summary="Sensors that warn in time.")
    path = f"/desk/{stage.challenge.reference}/awards/{award.reference}/contract/"
    assert sign_in(Client(), make.head_of(stage.challenge)).post(path).status_code in (403, 409)
    done = sign_in(Client(), make.secretary_of(stage.challenge)).post(path, follow=True).content.decode()
    assert "The contract is noted." in done


@pytest.mark.parametrize("until", ENDINGS)
def test_where_nobody_wins_nothing_stays_hidden(until: str) -> None:
    stage = judged(contest([building.top(1, "all")], until=until, threshold="90"), ((1, 1), (2, 2)))
    Round.objects.filter(pk=stage.pk).update(revealed_at=None)
    make.decide(Round.objects.get(pk=stage.pk))
    assert is_revealed(stage)
