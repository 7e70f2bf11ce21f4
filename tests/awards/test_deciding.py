import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.roles import Role
from awards.models import Award, Decision, Notice, RoundRecord
from awards.services import decide_round
from challenges.models import Round
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger.models import Event, Head
from submissions.models import Entry
from tests.factories import awards as make

pytestmark = pytest.mark.django_db


def signed(marks: Any = ((5, 4), (4, 4), (3, 3), (1, 1)), **rules: Any) -> Round:
    """Return a signed round in which the verdict of the jury does not bind, and the authority may depart from the rules."""
    return make.make_signed_round(make.make_challenge(law="uk-below-threshold", may_depart=True, **rules), marks=marks)


def outcomes_of(stage: Round) -> dict[str, tuple[str, str]]:
    found = Decision.objects.filter(entry__round=stage).order_by("entry__pk")
    return {decision.entry.work_code: (decision.outcome, decision.rule) for decision in found}


def codes_of(stage: Round) -> list[str]:
    return list(stage.entries.order_by("pk").values_list("work_code", flat=True))


def test_a_round_is_decided_as_its_rules_propose() -> None:
    stage = make.decide(make.make_signed_round())

    assert list(outcomes_of(stage).values()) == [
        ("advanced", "taken"),
        ("advanced", "taken"),
        ("not_advanced", "not_taken"),
        ("not_advanced", "hurdle"),
    ]
    assert list(stage.entries.order_by("pk").values_list("state", flat=True)) == ["advanced", "advanced"] + ["not_advanced"] * 2
    assert stage.decided_at is not None
    assert stage.challenge.state == "published"
    assert not Award.objects.exists()


def test_decisions_keep_rank_and_points_of_the_ranking() -> None:
    stage = make.decide(make.make_signed_round())
    first, *_middle, last = Decision.objects.order_by("entry__pk")

    # 5 of 5 with weight 60 and 4 of 5 with weight 40; 1 of 5 in both did not reach 50: it keeps its rank, and goes no further.
    assert (first.rank, first.points) == (1, Decimal(92))
    assert (last.rank, last.points) == (4, Decimal(20))
    assert stage.record.content["counts"] == {
        "entered": 4,
        "inadmissible": 0,
        "admissible": 4,
        "sme": 0,
        "scored": 4,
        "passed": 3,
        "advanced": 2,
        "not_advanced": 2,
    }


def test_the_last_round_has_winners_and_reserves_and_begins_the_standstill() -> None:
    award = make.make_award()
    stage = award.decision.entry.round

    assert list(outcomes_of(stage).values()) == [("winner", "taken"), ("reserve", "not_taken")]
    assert (award.state, award.amount, award.currency) == ("notified", Decimal(50_000), "PLN")
    assert award.reference == f"{stage.challenge.reference}-A1"
    assert award.standstill_ends_at > award.notified_at
    assert award.published_supplier["name"] == award.supplier.name


def test_every_supplier_is_told_in_the_same_transaction_and_no_mail_holds_a_score() -> None:
    # 92, 88, 68 and 44 points: numbers that no date in a mail can hold.
    stage = make.decide(make.make_signed_round(marks=((5, 4), (4, 5), (3, 4), (1, 4))))
    mails = list(OutgoingMail.objects.filter(key__startswith="outcome:").order_by("pk"))

    assert [mail.subject.split(":")[0] for mail in mails] == ["Advanced", "Advanced", "Not chosen", "Not chosen"]
    assert len({mail.recipient for mail in mails}) == 4
    path = f"/my/{stage.challenge.reference}/round-1/outcome/"
    for mail in mails:
        assert path in mail.text
        assert re.search(r"(?<![:\d])(92|88|68|44)(?![:\d])", mail.text + mail.subject) is None
    assert "opens on" in mails[0].text


def test_letters_are_frozen_with_means_comments_and_reasons() -> None:
    stage = make.decide(make.make_signed_round(), reasons={})
    notice = Notice.objects.order_by("decision__entry__pk").first()

    assert [(c["key"], c["mean"]) for c in notice.content["criteria"]] == [("need", "5"), ("team", "4")]
    assert notice.content["comments"] == ["Clear and useful."] * 3
    assert notice.content["next_round"]["number"] == 2
    assert (notice.content["rewards"], notice.content["why"]["en"].startswith("Goes on.")) == ([], True)
    for act in (
        lambda: Notice.objects.update(content={}),
        lambda: Decision.objects.update(reason="x"),
        RoundRecord.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert stage.record.content["round"] == 1


def test_a_decision_is_in_the_ledger_under_a_published_head() -> None:
    stage = make.decide(make.make_signed_round())
    event = Event.objects.get(verb="decide")

    assert (event.object_reference, event.data["record_sha256"]) == (stage.reference, stage.record.sha256)
    assert Head.objects.first().size >= event.sequence


def test_nobody_passed_concludes_the_challenge() -> None:
    stage = make.decide(make.make_signed_round(marks=((1, 1), (0, 0))))

    assert set(outcomes_of(stage).values()) == {("not_advanced", "hurdle")}
    assert stage.challenge.__class__.objects.get().state == "concluded"


def test_a_round_without_any_entry_can_be_decided() -> None:
    stage = make.decide(make.make_signed_round(marks=()))

    assert stage.record.content["outcomes"] == []


# --- What is refused ---------------------------------------------------------------------------------------------------


def refusal(stage: Round, **changes: Any) -> list[str]:
    """Return the gaps that a decision meets, after checking that nothing was stored."""
    given = {"by": make.secretary_of(stage.challenge), "outcomes": make.as_proposed(stage), "reasons": {}} | changes
    before = Event.objects.count()
    with pytest.raises(TransitionRefused) as refused, transaction.atomic():
        decide_round(stage, **given)
    assert not Decision.objects.filter(entry__round=stage).exists() or stage.decided_at
    assert Event.objects.count() == before
    return [str(gap.message) for gap in refused.value.gaps]


def test_the_report_must_be_signed_first() -> None:
    stage = make.open_round(make.make_challenge().rounds.get(number=1))
    make.score(make.make_entry(stage), 5, 5)
    make.rank_round(stage)

    assert "Ranked, report not signed yet" in refusal(stage)[0]


def test_a_round_is_decided_once() -> None:
    stage = make.decide(make.make_signed_round())

    assert "Decided" in refusal(stage)[0]
    assert OutgoingMail.objects.filter(key__startswith="outcome:").count() == 4


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.PUBLISHER, Role.AUDITOR])
def test_only_a_secretary_decides(role: Role) -> None:
    stage = make.make_signed_round()

    assert refusal(stage, by=make.make_member(stage.challenge.authority, role)) == ["You do not have the role that this needs."]


def test_a_secretary_of_another_authority_does_not_decide() -> None:
    assert refusal(make.make_signed_round(), by=make.make_member(make.make_authority(), Role.SECRETARY))


def test_every_entry_needs_a_possible_outcome() -> None:
    stage = signed()
    first, second, *_rest = codes_of(stage)
    given = make.as_proposed(stage) | {first: "winner", "XXXX-XX": "advanced"}
    del given[second]

    assert refusal(stage, outcomes=given) == [
        "There is no entry XXXX-XX in the ranking of this round.",
        *(f"Choose an outcome for entry {code}." for code in sorted([first, second])),
    ]


def test_more_than_the_rules_allow_cannot_advance_for_any_reason() -> None:
    stage = signed()
    given = make.as_proposed(stage) | {codes_of(stage)[2]: "advanced"}

    assert refusal(stage, outcomes=given, departure_reason="All of them are good works.") == [
        "The published rules allow at most 2 to advance or win."
    ]


def test_who_missed_a_threshold_cannot_advance_for_any_reason() -> None:
    stage = signed()
    _first, second, _third, last = codes_of(stage)
    given = make.as_proposed(stage) | {second: "not_advanced", last: "advanced"}

    assert (
        "did not reach the published thresholds"
        in refusal(stage, outcomes=given, departure_reason="We like this one much better.")[0]
    )


def test_an_entry_admitted_after_the_ranking_stops_the_decision() -> None:
    stage = signed()
    late = make.make_entry(stage)

    assert refusal(stage) == [f"Entry {late.work_code} is not both admitted and in the ranking."]


# --- Departures and ties -----------------------------------------------------------------------------------------------


def test_the_database_refuses_a_departure_without_a_reason() -> None:
    entry = make.make_entry(make.make_challenge().rounds.get(number=1))
    fields = {"decided_at": clock.now(), "decided_by": make.make_person()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(entry=entry, outcome=Entry.State.ADVANCED, rule="departure", reason="", **fields)
