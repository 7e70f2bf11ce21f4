import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from awards.models import Award, Notice
from awards.queries.desk import awards_on_desk
from challenges.models import Challenge
from challenges.versioning import digest
from core import clock
from evaluation.published import recompute
from submissions.models import Entry, Proposal
from tests.factories import awards as make
from tests.queries import assert_flat_queries

pytestmark = pytest.mark.django_db
LIST = "/api/v1/challenges/"
WINNERS = "/api/v1/winners/"


def get(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def references(client: Client, query: str = "") -> list[str]:
    return [row["reference"] for row in get(client, f"{LIST}{query}")["data"]]


def test_the_list_has_data_and_next(client: Client) -> None:
    challenge = make.make_challenge()
    answer = get(client, LIST)

    assert set(answer) == {"data", "next"}
    assert answer["next"] is None
    (row,) = answer["data"]
    assert (row["reference"], row["phase"], row["title"]["pl"]) == (challenge.reference, "judging", "Floods (po polsku)")
    assert row["rounds"][0]["prize_each"] == "0.00"
    assert row["rounds"][0]["counts"] is None


def test_what_is_not_public_is_not_in_the_data(client: Client) -> None:
    for state in ("draft", "in_review"):
        hidden = make.make_challenge(title=f"Secret {state}")
        Challenge.objects.filter(pk=hidden.pk).update(state=state, published_at=None, published_version=None)

    assert references(client) == []
    for path in ("/api/v1/challenges.csv", "/feeds/challenges.atom", "/calendar/challenges.ics", LIST):
        assert "Secret" not in client.get(path).content.decode()
        assert hidden.reference not in client.get(path).content.decode()
    assert client.get(f"{LIST}{hidden.reference}/").status_code == 404


def test_filters(client: Client) -> None:
    floods = make.make_challenge(title="Floods")
    roads = make.make_challenge(title="Zażółć gęślą")
    Challenge.objects.filter(pk=roads.pk).update(topic="transport")

    assert references(client, "?topic=transport") == [roads.reference]
    assert references(client, f"?authority={floods.authority.slug}") == [floods.reference]
    assert references(client, "?phase=judging") == [roads.reference, floods.reference]
    assert references(client, "?phase=open") == []
    for hostile in ("?phase=x", "?limit=0", "?limit=1001", "?cursor=nonsense", "?cursor=WzEsMl0"):
        assert client.get(f"{LIST}{hostile}").status_code == 422, hostile


@pytest.mark.parametrize(
    "position",
    [
        '["0001-01-01T00:00:00+14:00", "x"]',
        '["9999-12-31T23:59:59-12:00", "x"]',
        '["2026-01-01T00:00:00", "x"]',
        '["2026-01-01T00:00:00+00:00", "GT\\u0000"]',
        '["2026-01-01T00:00:00+00:00", "GT\\ud800"]',
        '["2026-01-01T00:00:00+00:00", 5]',
    ],
)
@pytest.mark.parametrize("path", [LIST, WINNERS])
def test_a_cursor_that_was_not_given_out_here_is_refused(client: Client, path: str, position: str) -> None:
    cursor = base64.urlsafe_b64encode(position.encode()).decode()
    answer = client.get(path, {"cursor": cursor})

    assert (answer.status_code, answer.json()) == (422, {"detail": "This cursor is not one that was given out here."})


def test_paging_is_complete_while_challenges_are_added(client: Client) -> None:
    at_first = [make.make_challenge().reference for _number in range(5)]
    found, path = [], f"{LIST}?limit=2"
    while path:
        page = get(client, path)
        found += [row["reference"] for row in page["data"]]
        path = (page["next"] or "").removeprefix("http://testserver")
        make.make_challenge()

    assert sorted(found) == sorted(at_first)
    assert len(set(found)) == len(found)


def test_filters_are_kept_from_page_to_page(client: Client) -> None:
    for _number in range(3):
        make.make_challenge()

    assert "phase=judging" in get(client, f"{LIST}?limit=1&phase=judging")["next"]


def test_one_challenge_tells_words_rules_and_their_hash(client: Client) -> None:
    challenge = make.make_challenge()
    one = get(client, f"{LIST}{challenge.reference}/")

    assert one["content"]["words"]["en"]["title"] == "Floods"
    assert digest(one["content"]) == one["version"]["sha256"] == challenge.published_version.sha256


# --- Invariants 3, 9 and 12: what stays closed, on both sides of the second --------------------------------------------


def entered(client: Client, challenge: Challenge) -> dict[str, int]:
    return get(client, f"{LIST}{challenge.reference}/")["entered"]


def test_the_number_of_entries_is_not_public_before_the_deadline(client: Client) -> None:
    challenge = make.make_challenge()
    stage = challenge.rounds.get(number=2)
    make.make_entry(stage, state="submitted")
    make.make_entry(stage, state="draft")

    with clock.moved_to(stage.closes_at - timedelta(seconds=1)):
        assert entered(client, challenge) == {"1": 0}
    with clock.moved_to(stage.closes_at + timedelta(seconds=1)):
        assert entered(client, challenge) == {"1": 0, "2": 1}


def test_no_supplier_and_no_work_code_is_in_the_data_before_the_decision(client: Client) -> None:
    stage = make.make_signed_round()
    paths = (LIST, f"{LIST}{stage.challenge.reference}/", WINNERS, "/api/v1/challenges.csv", "/api/v1/winners.csv")
    text = "".join(client.get(path).content.decode() for path in paths)

    for entry in Entry.objects.all():
        assert entry.work_code not in text
        assert entry.proposal.supplier.name not in text
    assert client.get(f"{LIST}{stage.challenge.reference}/rounds/1/ranking.json").status_code == 404


def test_losers_are_named_nowhere_after_the_decision(client: Client) -> None:
    award = make.make_final_award()
    reference = award.challenge.reference
    paths = [LIST, f"{LIST}{reference}/", WINNERS, "/api/v1/winners.csv", f"{LIST}{reference}/rounds/1/ranking.json"]
    text = "".join(client.get(path).content.decode() for path in [*paths, f"{LIST}{reference}/rounds/2/ranking.json"])

    assert award.supplier.name in text
    for entry in Entry.objects.exclude(proposal=award.decision.entry.proposal):
        assert entry.proposal.supplier.name not in text


def test_an_award_is_told_as_final_only_after_its_standstill(client: Client) -> None:
    award = make.make_award()

    assert [row["state"] for row in get(client, WINNERS)["data"]] == ["notified"]
    with make.after_standstill(award):
        assert [row["state"] for row in get(client, WINNERS)["data"]] == ["notified"]
        make.finalise(award)
    (row,) = get(client, WINNERS)["data"]
    assert (row["state"], row["prize"], row["supplier"]["name"]) == ("final", "50000.00", award.supplier.name)
    assert row["solution"] == {"title": "River watch", "summary": "Sensors that warn in time."}
    assert [stage["entered"] for stage in row["rounds"]] == [4, 2]


def test_a_winner_is_told_under_the_title_that_was_handed_in(client: Client) -> None:
    stage = make.make_signed_round(make.make_challenge(rounds=1, limit=1))
    Proposal.objects.filter(challenge=stage.challenge).update(title="Words after the deadline")
    make.decide(stage)

    (row,) = get(client, WINNERS)["data"]
    assert row["solution"]["title"] == "River watch"
    assert {notice.content["winners"][0]["title"] for notice in Notice.objects.all()} == {"River watch"}
    assert [shown.solution for shown in awards_on_desk(stage.challenge, user=make.anonymous())] == ["River watch"]


def test_an_overturned_award_is_no_winner_but_stays_in_the_challenges_history(client: Client) -> None:
    award = make.make_final_award()
    make.overturn(award, reason="A court said that the award was wrong.")

    assert get(client, WINNERS)["data"] == []
    (told,) = get(client, f"{LIST}{award.challenge.reference}/")["awards"]
    assert (told["state"], told["overturning_reason"]) == ("overturned", "A court said that the award was wrong.")


# --- The ranking of a decided round ------------------------------------------------------------------------------------


def test_anybody_can_recompute_a_published_ranking(client: Client) -> None:
    stage = make.decide(make.make_signed_round())
    document = get(client, f"{LIST}{stage.challenge.reference}/rounds/1/ranking.json")
    ranking = document["ranking"]

    assert digest(ranking) == document["sha256"]
    again = recompute(ranking)
    assert {key: ranking[key] for key in again} == again
    assert document["decision"]["ranking_sha256"] == document["sha256"]


def test_jurors_are_numbered_in_the_ranking(client: Client) -> None:
    stage = make.decide(make.make_signed_round())
    ranking = json.dumps(get(client, f"{LIST}{stage.challenge.reference}/rounds/1/ranking.json")["ranking"])

    assert {card["juror"] for card in json.loads(ranking)["scorecards"]} == {"J1", "J2", "J3"}
    assert not any(name in ranking for name in make.JURORS)


# --- Headers, description, cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [LIST, WINNERS, "/api/v1/challenges.csv", "/ocds/releases.json", "/feeds/challenges.atom", "/calendar/challenges.ics"]
)
def test_scripts_of_any_site_may_read_and_nothing_is_sent_twice(client: Client, path: str) -> None:
    make.make_challenge()
    first = client.get(path)

    assert first.status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "public" in first["Cache-Control"]
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.post(path).status_code == 405
    assert not first.cookies


def test_the_interface_describes_itself_without_a_third_party(client: Client) -> None:
    described = get(client, "/api/v1/openapi.json")

    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/api/v1/challenges/",
        "/api/v1/challenges/{reference}/",
        "/api/v1/challenges/{reference}/rounds/{number}/ranking.json",
        "/api/v1/winners/",
    }
    assert client.get("/api/v1/docs/").status_code == 404


def test_lists_ask_as_much_for_1_as_for_3(client: Client) -> None:
    make.make_final_award()

    for path, most in ((LIST, 4), (WINNERS, 3), ("/api/v1/challenges.csv", 4), ("/api/v1/winners.csv", 3)):
        assert_flat_queries(lambda path=path: client.get(path), grow=make.make_final_award, at_most=most)
    assert Award.objects.count() == 9
