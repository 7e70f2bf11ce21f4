"""Awards as a numbered series: one is overturned, the reserve moves up, and everything says what holds now."""

from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from awards.models import Award, AwardList, ChangeNotice, Notice
from awards.services import finalise_award, promote_reserve, suspend_award
from challenges.models import Challenge
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger.models import Event
from submissions.models import Entry
from tests.factories import awards as make
from tests.factories.accounts import sign_in
from tests.opendata.standard import mistakes, needs_schemas

pytestmark = pytest.mark.django_db
REASON = "The winner broke the rules of the contest."
PROMOTION = "It is the next in the ranking."


def overturned() -> Award:
    """Return an award of a contest with a winner and a reserve, taken back."""
    award = make.make_award()
    return make.overturn(award, reason=REASON)


def promoted() -> tuple[Award, Award]:
    """Return the award that was overturned, and that of the reserve that moved up."""
    lost = overturned()
    won = promote_reserve(reserve_of(lost.challenge), by=make.secretary_of(lost.challenge), reason=PROMOTION)
    return Award.objects.get(pk=lost.pk), won


def reserve_of(challenge: Challenge) -> Entry:
    return Entry.objects.get(round__challenge=challenge, state="reserve")


def lines(made: AwardList) -> list[tuple[str, bool, bool]]:
    return [(line["award"], line["holds"], line["moved_up"]) for line in made.content["lines"]]


def codes(act: Any) -> list[str]:
    with pytest.raises(TransitionRefused) as refused:
        act()
    return [gap.code for gap in refused.value.gaps]


# --- The series ---------------------------------------------------------------------------------------------------------


def test_every_change_of_the_awards_makes_the_next_list() -> None:
    lost, won = promoted()
    first, second, third = AwardList.objects.order_by("number")

    assert [(made.number, made.cause) for made in (first, second, third)] == [(1, "decided"), (2, "overturned"), (3, "promoted")]
    assert lines(first) == [(lost.reference, True, False)]
    assert lines(second) == [(lost.reference, False, False)]
    assert lines(third) == [(lost.reference, False, False), (won.reference, True, True)]
    assert [made.content["list_before_sha256"] for made in (first, second, third)] == ["", first.sha256, second.sha256]
    assert {award.award_list for award in Award.objects.all()} == {third}


def test_an_award_that_did_not_change_keeps_its_line() -> None:
    award = make.make_award(make.make_challenge(limit=2))
    other = Award.objects.exclude(pk=award.pk).get()
    make.overturn(other, reason=REASON)

    first, second = AwardList.objects.order_by("number")
    assert first.content["lines"][0] == second.content["lines"][0]
    assert first.content["lines"][1] != second.content["lines"][1]


@pytest.mark.parametrize("table", ["awards_awardlist", "awards_changenotice"])
def test_a_list_and_its_letters_never_change(table: str) -> None:
    overturned()
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608 - a test's own words
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_ledger_vouches_for_every_list_and_letter() -> None:
    promoted()
    output = StringIO()
    call_command("verify_ledger", "award-lists", "change-letters", stdout=output)

    assert [line.rsplit(" ", 1)[0] for line in output.getvalue().splitlines()[:2]] == ["award-lists 3", "change-letters 4"]


def test_an_award_that_says_something_else_than_its_list_is_found() -> None:
    lost, _won = promoted()
    Award.objects.filter(pk=lost.pk).update(state="final")
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", "award-lists", stdout=StringIO(), stderr=errors)

    assert f"award {lost.reference} says something else" in errors.getvalue()


# --- Moving up ----------------------------------------------------------------------------------------------------------


def test_the_reserve_gets_prize_standstill_and_place() -> None:
    lost, won = promoted()

    assert (won.state, won.amount, won.supplier) == ("notified", lost.amount, won.decision.entry.proposal.supplier)
    assert won.standstill_ends_at > won.notified_at > lost.notified_at
    assert {entry.state for entry in Entry.objects.filter(round=won.decision.entry.round)} == {"winner", "overturned"}
    assert (won.decision.outcome, lost.decision.outcome) == ("reserve", "winner")
    assert Event.objects.filter(verb="promote", object_reference=won.reference).count() == 1


def test_the_award_of_the_reserve_becomes_final_and_concludes_the_challenge() -> None:
    _lost, won = promoted()
    with make.after_standstill(won):
        finalise_award(won, by=make.secretary_of(won.challenge), public_summary="Sensors that warn in time.")

    assert Challenge.objects.get().state == "concluded"


def test_a_reserve_moves_up_after_the_challenge_was_concluded() -> None:
    award = make.make_final_award()
    secretary = make.secretary_of(award.challenge)
    make.overturn(award, reason=REASON)
    won = promote_reserve(reserve_of(award.challenge), by=secretary, reason=PROMOTION)
    with make.after_standstill(won):
        assert finalise_award(won, by=secretary, public_summary="Sensors.").state == "final"


def test_nobody_moves_up_while_every_place_is_taken() -> None:
    award = make.make_award()
    secretary = make.secretary_of(award.challenge)

    assert codes(lambda: promote_reserve(reserve_of(award.challenge), by=secretary, reason=PROMOTION)) == ["no_place"]
    assert codes(lambda: promote_reserve(reserve_of(award.challenge), by=secretary, reason=" ")) == ["no_place", "no_substance"]


def test_only_the_reserve_with_the_best_rank_moves_up() -> None:
    challenge = make.make_challenge(rounds=1, limit=1)
    stage = make.make_signed_round(challenge, marks=((5, 5), (4, 4), (3, 3)))
    make.decide(stage)
    secretary = make.secretary_of(challenge)
    make.overturn(Award.objects.get(), reason=REASON)
    better, worse = Entry.objects.filter(state="reserve").order_by("decision__rank")

    assert codes(lambda: promote_reserve(worse, by=secretary, reason=PROMOTION)) == ["not_next"]
    won = promote_reserve(better, by=secretary, reason=PROMOTION)
    assert codes(lambda: promote_reserve(worse, by=secretary, reason=PROMOTION)) == ["no_place"]
    make.overturn(won, reason="It withdrew from the contest.")
    assert promote_reserve(worse, by=secretary, reason=PROMOTION).reference.endswith("-A3")


def test_who_is_no_secretary_moves_nobody_up() -> None:
    lost = overturned()
    publisher = lost.challenge.published_version.published_by

    with pytest.raises(TransitionRefused, match="role"):
        promote_reserve(reserve_of(lost.challenge), by=publisher, reason=PROMOTION)


# --- What holds now, everywhere -----------------------------------------------------------------------------------------


def test_page_data_and_letters_say_what_holds_now(client: Client) -> None:
    lost, won = promoted()
    reference = won.challenge.reference
    page = client.get(f"/challenges/{reference}/").content.decode()
    told = {row["reference"]: row for row in client.get(f"/api/v1/challenges/{reference}/").json()["awards"]}
    standing = [row["reference"] for row in client.get("/api/v1/winners/").json()["data"]]
    table = client.get("/api/v1/winners.csv").content.decode()

    assert "Overturned" in page
    assert "In standstill" in page
    assert "Award overturned" in page
    assert "Was a reserve, and moved up when an award was overturned." in page
    assert (told[lost.reference]["state"], told[lost.reference]["overturning_reason"]) == ("overturned", REASON)
    assert (told[won.reference]["state"], told[won.reference]["reason"]["words"]) == ("notified", PROMOTION)
    assert told[won.reference]["solution"]["title"] == "River watch"
    assert standing == [won.reference]
    assert won.reference in table
    assert lost.reference not in table


def test_an_overturned_award_is_not_told_as_suspended(client: Client) -> None:
    award = make.make_award()
    secretary = make.secretary_of(award.challenge)
    award = suspend_award(award, by=secretary, reason="A complaint.")
    (told,) = client.get("/api/v1/winners/").json()["data"]
    assert told["state"] == "suspended"
    assert "Suspended by a complaint" in client.get(f"/challenges/{award.challenge.reference}/").content.decode()

    make.overturn(award, reason=REASON)
    page = client.get(f"/challenges/{award.challenge.reference}/").content.decode()
    desk = sign_in(Client(), secretary).get(f"/desk/{award.challenge.reference}/awards/").content.decode()
    for text in (page, desk):
        assert "Suspended by a complaint" not in text
        assert "Overturned" in text


@needs_schemas
def test_the_releases_tell_the_change_and_keep_what_was_told(client: Client) -> None:
    award = make.make_award()
    path = "/ocds/releases.json"
    before = client.get(path).json()["releases"]
    secretary = make.secretary_of(award.challenge)
    make.overturn(award, reason=REASON)
    won = promote_reserve(reserve_of(award.challenge), by=secretary, reason=PROMOTION)

    package = client.get(path).json()
    cancelled, new = package["releases"][-2:]
    assert package["releases"][:-2] == before
    assert [(found["id"], found["status"]) for found in cancelled["awards"]] == [(award.reference, "cancelled")]
    assert [(found["id"], found["status"]) for found in new["awards"]] == [(won.reference, "pending")]
    assert (new["tag"], cancelled["tag"]) == (["award"], ["awardCancellation"])
    assert mistakes(package) == []


def test_every_supplier_of_the_round_is_told_at_once() -> None:
    lost, won = promoted()
    by_list = ChangeNotice.objects.order_by("award_list__number", "decision__rank")

    assert [(notice.award_list.number, notice.content["holds"]) for notice in by_list] == [
        (2, "overturned"),
        (2, "reserve"),
        (3, "overturned"),
        (3, "moved_up"),
    ]
    assert {winner["name"] for winner in by_list[3].content["winners"]} == {won.supplier.name}
    assert by_list[0].content["winners"] == []
    assert datetime.fromisoformat(by_list[2].content["standstill_ends_at"]) == won.standstill_ends_at
    assert OutgoingMail.objects.filter(key__startswith="award_moved_up").count() == 1
    mail = OutgoingMail.objects.get(key__startswith="award_moved_up")
    assert (mail.recipient, "It wins now." in mail.text) == (make.owner_of(won.decision.entry).email, True)
    assert OutgoingMail.objects.filter(key__startswith="awards_changed").count() == 1
    assert Notice.objects.get(decision=lost.decision).content["outcome"] == "winner"


def test_suppliers_read_what_holds_now_before_what_they_were_told() -> None:
    lost, won = promoted()
    reference = won.challenge.reference
    for award, sentence, tag in (
        (lost, "The award for your entry was overturned.", "Award overturned"),
        (won, "Your entry was a reserve. It wins now.", "Winner"),
    ):
        client = sign_in(Client(), make.owner_of(award.decision.entry))
        letter = client.get(f"/my/{reference}/round-2/outcome/").content.decode()
        proposal = client.get(f"/my/{reference}/").content.decode()
        assert letter.index(sentence) < letter.index("What you were told before")
        assert sentence in proposal
        assert tag in proposal


def test_the_desk_lets_the_reserve_move_up_with_a_reason() -> None:
    lost = overturned()
    secretary, reference = make.secretary_of(lost.challenge), lost.challenge.reference
    entry = reserve_of(lost.challenge)
    client = sign_in(Client(), secretary)
    path, act = f"/desk/{reference}/awards/", f"/desk/{reference}/awards/reserves/{entry.work_code}/promote/"
    assert f"Let {entry.proposal.supplier.name} move up" in client.get(path).content.decode()

    assert client.post(act, {f"{entry.work_code}-reason": ""}).status_code == 422
    done = client.post(act, {f"{entry.work_code}-reason": PROMOTION}, follow=True)

    assert "The reserve moved up." in done.content.decode()
    assert "A place is free" not in done.content.decode()
    assert client.post(act, {f"{entry.work_code}-reason": PROMOTION}).status_code == 404


def test_others_are_not_let_to_move_anybody_up() -> None:
    lost = overturned()
    entry, reference = reserve_of(lost.challenge), lost.challenge.reference
    act = f"/desk/{reference}/awards/reserves/{entry.work_code}/promote/"
    owner = make.owner_of(entry)

    assert sign_in(Client(), owner).post(act, {f"{entry.work_code}-reason": PROMOTION}).status_code in (403, 404)
    assert Client().post(act).status_code == 302
    assert Award.objects.count() == 1
