from typing import Any

import pytest
from django.test import Client

from challenges.models import Challenge
from challenges.services import archive_challenge, cancel_challenge
from core import clock
from submissions.models import Entry
from tests.factories import awards as make
from tests.opendata.standard import mistakes, needs_schemas
from tests.queries import assert_flat_queries
from tests.submissions.amending import amend, make_amendable, reweigh

pytestmark = pytest.mark.django_db
PATH = "/ocds/releases.json"


def releases(client: Client, path: str = PATH) -> list[dict[str, Any]]:
    return client.get(path).json()["releases"]


def tags(client: Client) -> list[str]:
    return [tag for release in releases(client) for tag in release["tag"]]


@needs_schemas
def test_every_kind_of_release_is_valid(client: Client) -> None:
    award = make.make_final_award()
    make.overturn(award, reason="The court found an error.")
    make.decide(make.make_signed_round(make.make_challenge(rounds=1), marks=((0, 0),)))
    cancelled = make.make_challenge()
    publisher = cancelled.published_version.published_by
    cancel_challenge(cancelled, by=publisher, reason="The need is gone.")

    package = client.get(PATH).json()
    assert {tag for release in package["releases"] for tag in release["tag"]} == {
        "tender",
        "tenderUpdate",
        "award",
        "awardUpdate",
        "awardCancellation",
        "tenderCancellation",
    }
    assert mistakes(package) == []


def test_why_a_challenge_was_cancelled_is_in_the_release_and_in_the_api(client: Client) -> None:
    challenge = make.make_challenge()
    cancel_challenge(challenge, by=challenge.published_version.published_by, reason="The need is gone.")

    (told,) = [release["tender"] for release in releases(client) if "tenderCancellation" in release["tag"]]

    assert (told["status"], told["statusDetails"]) == ("cancelled", "The need is gone.")
    assert client.get(f"/api/v1/challenges/{challenge.reference}/").json()["cancellation_reason"] == "The need is gone."


@needs_schemas
def test_an_amendment_is_told_and_what_was_told_before_keeps_its_bytes(client: Client) -> None:
    challenge = make_amendable()
    before = releases(client)
    amend(challenge, reweigh)

    package = client.get(PATH).json()
    *former, told = package["releases"]
    assert former == before
    assert told["tag"] == ["tenderAmendment"]
    (amended,) = told["tender"]["amendments"]
    assert amended["rationale"] == "The weights were mixed up."
    assert "weight: 60 → 55" in amended["description"]
    assert mistakes(package) == []


@needs_schemas
def test_a_wrong_release_would_be_found(client: Client) -> None:
    make.make_challenge()
    package = client.get(PATH).json()
    package["releases"][0]["tender"]["lots"][0]["awardCriteria"]["criteria"][0]["numbers"][0]["weight"] = "guessed"
    package["publishedDate"] = "yesterday"

    assert len(mistakes(package)) == 2


def test_the_call_tells_criteria_prizes_rounds_and_the_authority(client: Client) -> None:
    challenge = make.make_challenge()
    (release,) = releases(client)
    tender = release["tender"]

    assert release["ocid"] == f"ocds-demo00-{challenge.reference}"
    assert release["parties"] == [
        {"id": f"authority-{challenge.authority.slug}", "name": challenge.authority.name, "roles": ["buyer", "procuringEntity"]}
    ]
    assert (tender["title"], tender["title_pl"]) == ("Floods", "Floods (po polsku)")
    assert tender["value"] == {"amount": 500_000, "currency": "PLN"}
    assert [milestone["type"] for milestone in tender["milestones"]] == ["assessment", "assessment"]
    lot = tender["lots"][0]
    assert [c["name"] for c in lot["awardCriteria"]["criteria"]] == ["Round 1", "Round 2: Need", "Round 2: Team"]
    shortlist, need, _team = lot["awardCriteria"]["criteria"]
    assert shortlist["numbers"] == [{"number": 2, "threshold": "maximumBids"}, {"number": 50, "threshold": "minimumScore"}]
    assert "Need (60%)" in shortlist["description"]
    assert need["numbers"] == [{"number": 60, "weight": "percentageExact"}]
    assert [prize["value"]["amount"] for prize in lot["designContest"]["prizes"]["details"]] == [50_000]
    assert lot["secondStage"] == {"successiveReduction": True, "maximumCandidates": 2}


def test_until_the_decision_there_is_no_tenderer_and_no_count(client: Client) -> None:
    stage = make.make_signed_round()
    text = client.get(PATH).content.decode()

    assert tags(client) == ["tender"]
    assert "statistics" not in text
    for entry in Entry.objects.filter(round=stage):
        assert entry.proposal.supplier.name not in text
        assert entry.work_code not in text


def test_losers_are_named_in_no_release(client: Client) -> None:
    award = make.make_final_award()
    text = client.get(PATH).content.decode()

    assert award.supplier.name in text
    for entry in Entry.objects.exclude(proposal=award.decision.entry.proposal):
        assert entry.proposal.supplier.name not in text
        assert entry.proposal.supplier.slug not in text


def test_an_award_is_pending_in_its_standstill_and_active_after(client: Client) -> None:
    award = make.make_final_award()
    found = [(release["tag"], release["awards"][0]["status"]) for release in releases(client) if "awards" in release]

    assert found == [(["award"], "pending"), (["awardUpdate"], "active")]
    won = next(release for release in releases(client) if release["tag"] == ["award"])
    assert won["awards"][0]["suppliers"][0]["name"] == award.supplier.name
    counts = {(row["notes"], row["measure"]): row["value"] for row in won["bids"]["statistics"] if row["measure"] != "smeBids"}
    assert counts == {
        ("Round 1", "bids"): 4,
        ("Round 1", "validBids"): 4,
        ("Round 2", "bids"): 2,
        ("Round 2", "validBids"): 2,
    }
    assert [juror["name"] for juror in won["tender"]["lots"][0].get("designContest", {}).get("juryMembers", [])] == make.JURORS


def test_releases_never_change_whatever_happens_later(client: Client) -> None:
    award = make.make_award()
    before = releases(client)
    with make.after_standstill(award):
        make.finalise(award)
    make.overturn(award, reason="A court said that the award was wrong.")
    award.supplier.__class__.objects.filter(pk=award.supplier.pk).update(name="Another name")
    Challenge.objects.get().authority.__class__.objects.filter(kind="authority").update(name="Renamed ministry")

    assert releases(client)[: len(before)] == before


def test_paging_tells_every_release_once_also_while_new_ones_come(client: Client) -> None:
    for _number in range(5):
        make.make_challenge()
    found, path = [], f"{PATH}?limit=2"
    while path:
        package = client.get(path).json()
        found += [release["id"] for release in package["releases"]]
        path = package.get("links", {}).get("next", "").removeprefix("http://testserver")
        if len(found) in {2, 4}:
            make.make_challenge()

    assert len(found) == len(set(found)) == 7
    assert found == [release["id"] for release in releases(client)]


def test_drafts_and_archives_have_no_release(client: Client) -> None:
    published = make.make_challenge()
    draft = make.make_challenge()
    Challenge.objects.filter(pk=draft.pk).update(state="in_review", published_at=None, published_version=None)
    words = {"en": {"title": "Old", "summary": "", "brief": []}}
    archived = archive_challenge(
        published.authority,
        reference="US-1",
        words=words,
        topic="science",
        source_url="https://example.org/1",
        published_at=clock.now(),
    )

    assert [release["tender"]["id"] for release in releases(client)] == [published.reference]
    assert client.get(f"/ocds/releases/ocds-demo00-{draft.reference}.json").status_code == 404
    assert client.get(f"/ocds/releases/ocds-demo00-{archived.reference}.json").status_code == 404


def test_the_releases_of_one_process(client: Client) -> None:
    award = make.make_final_award()
    make.make_challenge()

    found = releases(client, f"/ocds/releases/ocds-demo00-{award.challenge.reference}.json")
    assert [release["tag"][0] for release in found] == ["tender", "tenderUpdate", "award", "awardUpdate", "tenderUpdate"]
    assert found[-1]["tender"]["status"] == "complete"


def test_without_a_registered_prefix_nothing_is_published(client: Client, settings: Any) -> None:
    make.make_challenge()
    settings.OCDS_PREFIX = ""

    assert client.get(PATH).status_code == 503
    assert client.get("/ocds/releases/GT-1.json").status_code == 503


def test_before_the_first_publication_there_is_no_package(client: Client) -> None:
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "after=-1", "after=99999999999999999999", "after=1'--"])
def test_hostile_paging_is_refused(client: Client, query: str) -> None:
    make.make_challenge()

    assert client.get(f"{PATH}?{query}").status_code == 400


def test_the_package_asks_as_much_for_1_as_for_3_challenges(client: Client) -> None:
    make.make_challenge()

    assert_flat_queries(lambda: client.get(PATH), grow=make.make_challenge, at_most=8)
