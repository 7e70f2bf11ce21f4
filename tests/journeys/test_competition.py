"""One real two-round blind competition, from a ministry's draft to the public winners page, by seven people in seven browsers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import APIRequestContext, Page, expect

from accounts.models import Organisation, User
from accounts.roles import Role
from awards.models import Award
from challenges.models import Challenge
from core import clock
from pages.services import sync_authority, write_words
from pages.services.site import ensure_site
from submissions.models import Entry
from submissions.services import attach_file, save_draft, start_entry, start_proposal, submit_entry
from tests.factories import accounts as make
from tests.factories.challenges import WORDS
from tests.factories.submissions import make_pdf
from tests.journeys.acts import deciding, entering, judging, preparing, signing_in
from tests.journeys.browser import Watch

SUPPLIER = "Ciche Wagony sp. z o.o."
# What tells the works apart for the jury, which does not learn the names: words in the answers, and the mark they earn.
MARKS = {"damper": 5, "pillow": 3, "magnet": 2}
ROUND_ONE, ROUND_TWO = 1, 2


@dataclass
class Team:
    """The seven people of a competition, each in a browser of their own; suppliers who enter besides have none."""

    author: Page
    author_watch: Watch
    publisher: Page
    secretary: Page
    supplier: Page
    jurors: list[Page]
    authority: Organisation
    people: dict[str, User]


@pytest.fixture
def team(visit: Callable[..., Watch]) -> Team:
    """Gather everybody. The author comes in through the real doors; the supplier has no account yet."""
    ensure_site()
    authority = make.make_authority("Ministry of Railways")
    sync_authority(authority)
    people = {
        "author": make.make_official(Role.AUTHOR, authority=authority, name="Anna Author"),
        "publisher": make.make_official(Role.PUBLISHER, authority=authority, name="Piotr Publisher"),
        "secretary": make.make_official(Role.SECRETARY, authority=authority, name="Maria Secretary"),
        **{f"juror {number}": make.make_user(f"Juror Number {number}") for number in range(1, 4)},
    }
    watch = visit()
    signing_in.sign_in_and_enrol(watch.page, people["author"])
    return Team(
        author=watch.page,
        author_watch=watch,
        publisher=signing_in.bring_session(visit(), people["publisher"]),
        secretary=signing_in.bring_session(visit(), people["secretary"]),
        supplier=visit().page,
        jurors=[signing_in.bring_session(visit(), people[f"juror {number}"]) for number in range(1, 4)],
        authority=authority,
        people=people,
    )


def test_a_competition_from_draft_to_winners_page(team: Team, visit: Callable[..., Watch], tmp_path: Path) -> None:
    challenge = _prepare_and_publish(team, clock.now())
    reference = challenge.reference
    _enter(team, visit, reference, tmp_path)
    for page in team.jurors:
        judging.accept_seat(page)
    with clock.moved_to(_closing(challenge, ROUND_ONE) + timedelta(hours=1)):
        _judge(team, reference, ROUND_ONE)
        deciding.decide(team.secretary, reference, ROUND_ONE)
    _expect_outcome(team.supplier, reference, ROUND_ONE, "Your entry advances to the next round.")
    with clock.moved_to(challenge.rounds.get(number=ROUND_TWO).opens_at + timedelta(hours=1)):
        _enter_again(team, challenge)
    with clock.moved_to(_closing(challenge, ROUND_TWO) + timedelta(hours=1)):
        _judge(team, reference, ROUND_TWO)
        deciding.decide(team.secretary, reference, ROUND_TWO)
        award = Award.objects.get(decision__entry__round__challenge=challenge)
    with clock.moved_to(award.standstill_ends_at + timedelta(minutes=1)):
        deciding.finalise(team.secretary, reference, "A damper between coupler and carriage.")
        _expect_public(visit().page, reference)
    call_command("verify_ledger")


def _noon(day: datetime, days: int) -> datetime:
    date = (day + timedelta(days=days)).date()
    return datetime.combine(date, time(12), ZoneInfo(settings.TIME_ZONE))


def _prepare_and_publish(team: Team, today: datetime) -> Challenge:
    """Steps 1 and 2: the author drafts and submits, the publisher approves."""
    reference = preparing.start_challenge(team.author)
    # The editor saves by itself. On a slow machine it does so while a new block is still empty, and is refused until it is not.
    with team.author_watch.expecting(HTTPStatus.BAD_REQUEST):
        preparing.write_words(team.author, reference)
    challenge = Challenge.objects.get(reference=reference)
    polish = WORDS["pl"] | {"title": preparing.TITLES["Polish"]}
    write_words(challenge, by=team.people["author"], language="pl", **polish)
    preparing.fill_basics(team.author, reference)
    opens = _noon(today, -1)
    preparing.set_dates(team.author, reference, ROUND_ONE, opens=opens, closes=_noon(today, 20), prize="10000", advance=2)
    preparing.set_dates(
        team.author, reference, ROUND_TWO, opens=_noon(today, 40), closes=_noon(today, 60), prize="50000", advance=1
    )
    for number, role in enumerate(("Chair", "Member", "Member"), start=1):
        person = team.people[f"juror {number}"]
        preparing.invite_juror(team.author, reference, name=person.name, email=person.email, role=role)
    preparing.submit(team.author, reference)
    preparing.approve(team.publisher, reference)
    return Challenge.objects.get(reference=reference)


def _enter(team: Team, visit: Callable[..., Watch], reference: str, folder: Path) -> None:
    """Step 3: one supplier enters in the browser, three more besides."""
    signing_in.sign_up(team.supplier, name="Katarzyna Cicha", email="katarzyna@example.org")
    entering.create_organisation(team.supplier, SUPPLIER)
    round_url = entering.start_proposal(team.supplier, reference, supplier=SUPPLIER)
    entering.fill_form(team.supplier, round_url)
    entering.check_and_submit(team.supplier, round_url)
    receipt = entering.download_receipt(team.supplier, folder)
    entering.verify_receipt(visit().page, receipt)
    for name, idea in (("Poduszki", "pillow"), ("Magnesy", "magnet"), ("Pusta Strona", "nothing")):
        _enter_besides(Challenge.objects.get(reference=reference), make.make_supplier(name), idea)


def _enter_besides(challenge: Challenge, supplier: Any, idea: str) -> None:
    proposal = start_proposal(challenge, by=supplier.owner, supplier=supplier, title=f"A {idea} on rails")
    _hand_in(proposal.entries.get(), supplier.owner, idea)


def _hand_in(entry: Entry, owner: User, idea: str) -> None:
    """Answer every question with the idea, and hand it in."""
    answers = {}
    for question in entry.round.rules.intake.questions:
        if question.kind == "file":
            attach_file(entry, by=owner, question_key=question.key, file=make_pdf(pages=2), name="concept.pdf")
        elif question.kind != "link":
            answers[question.key] = "yes" if question.kind == "declaration" else f"It rests on a {idea}."
    save_draft(entry, by=owner, answers=answers)
    submit_entry(entry, by=owner)


def _closing(challenge: Challenge, number: int) -> datetime:
    closes_at: datetime = challenge.rounds.get(number=number).closes_at
    return closes_at


def _judge(team: Team, reference: str, number: int) -> None:
    """Steps 4 and 5: two officials open, the secretary checks, the jury scores, writes and signs."""
    waits = "Your consent is recorded. Another official must consent before the round opens."
    judging.consent_to_opening(team.secretary, reference, number, says=waits)
    judging.consent_to_opening(team.publisher, reference, number, says="The round is open. Check each entry now.")
    judging.check_entries(team.secretary, reference, number, rejected=_empty_works(reference, number))
    if number == ROUND_ONE:
        judging.appoint_jury(team.secretary, reference)
    for page in team.jurors:
        judging.declare(page)
    judging.give_out_scorecards(team.secretary, reference, number)
    for page in team.jurors:
        judging.score_all(page, MARKS)
    judging.send_report_round(team.jurors[0], "A strong field.")
    for page in team.jurors:
        judging.sign_report(page)


def _empty_works(reference: str, number: int) -> set[str]:
    """Return the work codes of entries that say nothing: their suppliers' titles tell, which officials do not see."""
    entries = Entry.objects.filter(round__challenge__reference=reference, round__number=number)
    return set(entries.filter(proposal__title__contains="nothing").values_list("work_code", flat=True))


def _expect_outcome(page: Page, reference: str, number: int, words: str) -> None:
    """The supplier reads the letter with marks, comments and reasons."""
    page.goto(f"/my/{reference}/")
    page.get_by_role("link", name="Read your letter").last.click()
    expect(page).to_have_url(f"{page.url.split('/my/')[0]}/my/{reference}/round-{number}/outcome/")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("Thank you for a clear entry.").first).to_be_visible()


def _enter_again(team: Team, challenge: Challenge) -> None:
    """Step 6: those who advanced enter the second round, one in the browser."""
    page = team.supplier
    page.goto(f"/my/{challenge.reference}/")
    page.get_by_role("button", name="Start").click()
    entering.fill_form(page, page.url)
    entering.check_and_submit(page, page.url)
    other = challenge.proposals.get(title__contains="pillow")
    owner = User.objects.get(memberships__organisation=other.supplier, memberships__role=Role.OWNER)
    _hand_in(start_entry(other, by=owner, round=challenge.rounds.get(number=ROUND_TWO)), owner, "pillow")


def _expect_public(page: Page, reference: str) -> None:
    """Step 7: pages and data tell everybody the same."""
    page.goto("/winners/")
    page.get_by_role("link", name=entering.TITLE).click()
    for words in (SUPPLIER, "A damper between coupler and carriage.", "Juror Number 1"):
        expect(page.get_by_text(words).first).to_be_visible()
    challenges = _get(page.request, "/api/v1/challenges/")["data"]
    assert [row["reference"] for row in challenges] == [reference]
    releases = _get(page.request, "/ocds/releases.json")["releases"]
    awards = [award for release in releases for award in release.get("awards", [])]
    assert SUPPLIER in {supplier["name"] for award in awards for supplier in award["suppliers"]}


def _get(request: APIRequestContext, path: str) -> Any:
    response = request.get(path)
    assert response.ok, f"{path}: {response.status}"
    return response.json()
