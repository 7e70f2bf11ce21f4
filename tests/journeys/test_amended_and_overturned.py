"""A contest from nothing: rehearsed, amended with entries on file, awarded, the award overturned, the reserve moved up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Page, expect

from awards.models import Award
from core import clock
from tests.journeys.acts import amending, deciding, entering, overturning, preparing, signing_in
from tests.journeys.browser import Watch, assert_finished
from tests.journeys.team import (
    ROUND_ONE,
    ROUND_TWO,
    SUPPLIER,
    asked,
    closing,
    enter_again,
    enter_besides,
    gather,
    judge,
    noon,
    publish,
    write,
)

RESERVE = "Poduszki"


def test_an_award_is_overturned_and_the_reserve_moves_up(visit: Callable[..., Watch]) -> None:
    team, today = gather(visit), clock.now()
    reference = write(team, today)
    preparing.rehearse(team.author, reference, entries=12)
    challenge = publish(team, reference)
    signing_in.sign_up(team.supplier, name="Katarzyna Cicha", email="katarzyna@example.org")
    entering.create_organisation(team.supplier, SUPPLIER)
    round_url = entering.start_proposal(team.supplier, reference, supplier=SUPPLIER)
    entering.fill_form(team.supplier, round_url)
    entering.check_and_submit(team.supplier, round_url)
    for name, idea in ((RESERVE, "pillow"), ("Magnesy", "magnet")):
        enter_besides(challenge, name, idea)

    amending.amend_deadline(team.author, reference, ROUND_ONE, noon(today, 27))
    amending.approve(team.publisher, reference)
    entering.read_amendment(team.supplier, reference, amending.REASON)

    with clock.moved_to(closing(challenge, ROUND_ONE) + timedelta(hours=1)):
        judge(team, reference, ROUND_ONE)
        deciding.decide(team.secretary, team.head, reference, ROUND_ONE)
    with clock.moved_to(challenge.rounds.get(number=ROUND_TWO).opens_at + timedelta(hours=1)):
        enter_again(team, challenge, "pillow")
    with clock.moved_to(closing(challenge, ROUND_TWO) + timedelta(hours=1)):
        judge(team, reference, ROUND_TWO)
        deciding.decide(team.secretary, team.head, reference, ROUND_TWO)
        overturning.suspend(team.secretary, reference)
        _expect_everywhere(visit().page, reference, {SUPPLIER: "suspended"})
        overturning.propose(team.secretary, reference)
        overturning.confirm(team.head, reference)
        _expect_everywhere(visit().page, reference, {SUPPLIER: "overturned"})
        overturning.promote(team.secretary, reference, RESERVE)
        public = visit()
        _expect_everywhere(public.page, reference, {SUPPLIER: "overturned", RESERVE: "notified"})
        assert_finished(public.page, public)
        _expect_letter(team.supplier, reference)
        moved_up = Award.objects.deciding().get(decision__entry__round__challenge=challenge, state=Award.State.NOTIFIED)
    with clock.moved_to(moved_up.standstill_ends_at + timedelta(minutes=1)):
        deciding.finalise(team.secretary, reference, "Pillows between the buffers.")
        _expect_everywhere(visit().page, reference, {SUPPLIER: "overturned", RESERVE: "final"})
    call_command("verify_ledger")


# What holds of an award, in the words of the page and of OCDS.
WORDS = {"suspended": "Suspended by a complaint", "overturned": "Overturned", "notified": "In standstill", "final": "Final"}
OCDS = {"suspended": "pending", "overturned": "cancelled", "notified": "pending", "final": "active"}


def _expect_everywhere(page: Page, reference: str, holds: dict[str, str]) -> None:
    """The page, the API and OCDS say alike what holds now."""
    awards = asked(page.request, f"/api/v1/challenges/{reference}/")["awards"]
    assert {award["supplier"]["name"]: award["state"] for award in awards if award["decides"]} == holds
    page.goto(f"/challenges/{reference}/")
    results = page.locator("#results")
    for name, state in holds.items():
        expect(results).to_contain_text(name)
        expect(results).to_contain_text(WORDS[state])
    deciding_ones = {award["reference"] for award in awards if award["decides"]}
    assert _newest_awards(asked(page.request, "/ocds/releases.json")["releases"], deciding_ones) == {
        name: OCDS[state] for name, state in holds.items()
    }


def _newest_awards(releases: list[dict[str, Any]], references: set[str]) -> dict[str, str]:
    """Return by supplier the status that the last release with its award gives, of the awards with these references."""
    found: dict[str, str] = {}
    for release in sorted(releases, key=lambda release: release["date"]):
        for award in (each for each in release.get("awards", []) if each["id"] in references):
            found |= {supplier["name"]: award["status"] for supplier in award.get("suppliers", [])}
    return found


def _expect_letter(page: Page, reference: str) -> None:
    """The supplier reads why the award was taken back, and what holds now."""
    page.goto(f"/my/{reference}/round-{ROUND_TWO}/outcome/")
    expect(page.get_by_text(overturning.RULING).first).to_be_visible()
