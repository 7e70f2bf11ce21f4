"""The people of a competition, each in a browser of their own, and the errands that every competition needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from playwright.sync_api import APIRequestContext, Page

from accounts.models import Organisation, User
from accounts.roles import Role
from challenges.models import Challenge
from pages.services import sync_authority, write_words
from pages.services.site import ensure_site
from submissions.models import Entry
from submissions.services import attach_file, save_draft, start_entry, start_proposal, submit_entry
from tests.factories import accounts as make
from tests.factories.challenges import WORDS
from tests.factories.submissions import make_pdf
from tests.journeys.acts import entering, judging, preparing, signing_in
from tests.journeys.browser import Watch

SUPPLIER = "Ciche Wagony sp. z o.o."
# What tells the works apart for the jury, which does not learn the names: words in the answers, and the mark they earn.
MARKS = {"damper": 5, "pillow": 3, "magnet": 2}
ROUND_ONE, ROUND_TWO = 1, 2


@dataclass
class Team:
    """The people of a competition; suppliers who enter besides have no browser."""

    author: Page
    author_watch: Watch
    publisher: Page
    secretary: Page
    head: Page
    supplier: Page
    jurors: list[Page]
    authority: Organisation
    people: dict[str, User]


def gather(visit: Callable[..., Watch]) -> Team:
    """Gather everybody. The author comes in through the real doors; the supplier has no account yet."""
    ensure_site()
    authority = make.make_authority("Ministry of Railways")
    sync_authority(authority)
    people = {
        "author": make.make_official(Role.AUTHOR, authority=authority, name="Anna Author"),
        "publisher": make.make_official(Role.PUBLISHER, authority=authority, name="Piotr Publisher"),
        "secretary": make.make_official(Role.SECRETARY, authority=authority, name="Maria Secretary"),
        "head": make.make_official(Role.HEAD, authority=authority, name="Helena Head"),
        **{f"juror {number}": make.make_user(f"Juror Number {number}") for number in range(1, 4)},
    }
    watch = visit()
    signing_in.sign_in_and_enrol(watch.page, people["author"])
    pages = {key: signing_in.bring_session(visit(), person) for key, person in people.items() if key != "author"}
    return Team(
        author=watch.page,
        author_watch=watch,
        publisher=pages["publisher"],
        secretary=pages["secretary"],
        head=pages["head"],
        supplier=visit().page,
        jurors=[pages[f"juror {number}"] for number in range(1, 4)],
        authority=authority,
        people=people,
    )


def noon(day: datetime, days: int) -> datetime:
    """Return noon in the legal zone, so many days after `day`."""
    date = (day + timedelta(days=days)).date()
    return datetime.combine(date, time(12), ZoneInfo(settings.TIME_ZONE))


def write(team: Team, today: datetime, *, advance: int = 2) -> str:
    """Let the author write a contest of two blind rounds from nothing; return its reference."""
    reference = preparing.start_challenge(team.author)
    # The editor saves by itself. On a slow machine it does so while a new block is still empty, and is refused until it is not.
    with team.author_watch.expecting(HTTPStatus.BAD_REQUEST):
        preparing.write_words(team.author, reference)
    challenge = Challenge.objects.get(reference=reference)
    polish = WORDS["pl"] | {"title": preparing.TITLES["Polish"]}
    write_words(challenge, by=team.people["author"], language="pl", **polish)
    preparing.fill_basics(team.author, reference)
    preparing.set_dates(
        team.author, reference, ROUND_ONE, opens=noon(today, -1), closes=noon(today, 20), prize="10000", advance=advance
    )
    preparing.set_dates(
        team.author, reference, ROUND_TWO, opens=noon(today, 40), closes=noon(today, 60), prize="50000", advance=1
    )
    for number, role in enumerate(("Chair", "Member", "Member"), start=1):
        person = team.people[f"juror {number}"]
        preparing.invite_juror(team.author, reference, name=person.name, email=person.email, role=role)
    return reference


def publish(team: Team, reference: str) -> Challenge:
    """Let the author submit and the publisher approve; the jurors take their seats."""
    preparing.submit(team.author, reference)
    preparing.approve(team.publisher, reference)
    for page in team.jurors:
        judging.accept_seat(page)
    return Challenge.objects.get(reference=reference)


def enter_besides(challenge: Challenge, name: str, idea: str) -> Any:
    """Let another supplier enter the first round without a browser; return it."""
    supplier = make.make_supplier(name)
    proposal = start_proposal(challenge, by=supplier.owner, supplier=supplier, title=f"A {idea} on rails")
    hand_in(proposal.entries.get(), supplier.owner, idea)
    return supplier


def hand_in(entry: Entry, owner: User, idea: str) -> None:
    """Answer every question with the idea, and hand it in."""
    answers = {}
    for question in entry.round.rules.intake.questions:
        if question.kind == "file":
            attach_file(entry, by=owner, question_key=question.key, file=make_pdf(pages=2), name="concept.pdf")
        elif question.kind != "link":
            answers[question.key] = "yes" if question.kind == "declaration" else f"It rests on a {idea}."
    save_draft(entry, by=owner, answers=answers)
    submit_entry(entry, by=owner)


def enter_again(team: Team, challenge: Challenge, *besides: str) -> None:
    """Let those who advanced enter the second round: one in the browser, the others by their ideas."""
    page = team.supplier
    page.goto(f"/my/{challenge.reference}/")
    page.get_by_role("button", name="Start").click()
    entering.fill_form(page, page.url)
    entering.check_and_submit(page, page.url)
    for idea in besides:
        other = challenge.proposals.get(title__contains=idea)
        owner = User.objects.get(memberships__organisation=other.supplier, memberships__role=Role.OWNER)
        hand_in(start_entry(other, by=owner, round=challenge.rounds.get(number=ROUND_TWO)), owner, idea)


def closing(challenge: Challenge, number: int) -> datetime:
    """Return the deadline of a round, as it is now."""
    closes_at: datetime = challenge.rounds.get(number=number).closes_at
    return closes_at


def judge(team: Team, reference: str, number: int) -> None:
    """Two officials open, the secretary checks, the jury scores, writes and signs."""
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


def asked(request: APIRequestContext, path: str) -> Any:
    """Return what an address of data answers."""
    response = request.get(path)
    assert response.ok, f"{path}: {response.status}"
    return response.json()
