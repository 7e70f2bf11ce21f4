"""One real two-round blind competition, from a ministry's draft to the public winners page, by seven people in seven browsers."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import Page, expect

from awards.models import Award
from challenges.models import Challenge
from core import clock
from tests.journeys.acts import deciding, entering, signing_in
from tests.journeys.browser import Watch
from tests.journeys.team import (
    ROUND_ONE,
    ROUND_TWO,
    SUPPLIER,
    Team,
    asked,
    closing,
    enter_again,
    enter_besides,
    gather,
    judge,
    publish,
    write,
)


def test_a_competition_from_draft_to_winners_page(visit: Callable[..., Watch], tmp_path: Path) -> None:
    team = gather(visit)
    challenge = publish(team, write(team, clock.now()))
    reference = challenge.reference
    _enter(team, visit, reference, tmp_path)
    with clock.moved_to(closing(challenge, ROUND_ONE) + timedelta(hours=1)):
        judge(team, reference, ROUND_ONE)
        deciding.decide(team.secretary, team.head, reference, ROUND_ONE)
    _expect_outcome(team.supplier, reference, ROUND_ONE, "Your entry advances to the next round.")
    with clock.moved_to(challenge.rounds.get(number=ROUND_TWO).opens_at + timedelta(hours=1)):
        enter_again(team, challenge, "pillow")
    with clock.moved_to(closing(challenge, ROUND_TWO) + timedelta(hours=1)):
        judge(team, reference, ROUND_TWO)
        deciding.decide(team.secretary, team.head, reference, ROUND_TWO)
        award = Award.objects.deciding().get(decision__entry__round__challenge=challenge)
    with clock.moved_to(award.standstill_ends_at + timedelta(minutes=1)):
        deciding.finalise(team.secretary, reference, "A damper between coupler and carriage.")
        _expect_public(visit().page, reference)
    call_command("verify_ledger")


def _enter(team: Team, visit: Callable[..., Watch], reference: str, folder: Path) -> None:
    """One supplier enters in the browser, three more besides."""
    signing_in.sign_up(team.supplier, name="Katarzyna Cicha", email="katarzyna@example.org")
    entering.create_organisation(team.supplier, SUPPLIER)
    round_url = entering.start_proposal(team.supplier, reference, supplier=SUPPLIER)
    entering.fill_form(team.supplier, round_url)
    entering.check_and_submit(team.supplier, round_url)
    receipt = entering.download_receipt(team.supplier, folder)
    entering.verify_receipt(visit().page, receipt)
    for name, idea in (("Poduszki", "pillow"), ("Magnesy", "magnet"), ("Pusta Strona", "nothing")):
        enter_besides(Challenge.objects.get(reference=reference), name, idea)


def _expect_outcome(page: Page, reference: str, number: int, words: str) -> None:
    """The supplier reads the letter with marks, comments and reasons."""
    page.goto(f"/my/{reference}/")
    page.get_by_role("link", name="Read your letter").last.click()
    expect(page).to_have_url(f"{page.url.split('/my/')[0]}/my/{reference}/round-{number}/outcome/")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("Thank you for a clear entry.").first).to_be_visible()


def _expect_public(page: Page, reference: str) -> None:
    """Pages and data tell everybody the same."""
    page.goto("/winners/")
    page.get_by_role("link", name=entering.TITLE).click()
    for words in (SUPPLIER, "A damper between coupler and carriage.", "Juror Number 1"):
        expect(page.get_by_text(words).first).to_be_visible()
    challenges = asked(page.request, "/api/v1/challenges/")["data"]
    assert [row["reference"] for row in challenges] == [reference]
    releases = asked(page.request, "/ocds/releases.json")["releases"]
    awards = [award for release in releases for award in release.get("awards", [])]
    assert SUPPLIER in {supplier["name"] for award in awards for supplier in award["suppliers"]}
