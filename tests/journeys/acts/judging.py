"""Officials open and check; jurors accept, declare, score and sign."""

import re
from collections.abc import Collection

from playwright.sync_api import Page, expect


def accept_seat(page: Page) -> None:
    """Take a seat on a jury, from the queue."""
    page.goto("/jury/")
    page.get_by_role("button", name="Answer the invitation").click()
    page.get_by_role("button", name="Accept the seat").click()
    expect(page.get_by_text("Thank you. You sit on this jury.")).to_be_visible()


def consent_to_opening(page: Page, reference: str, number: int, *, says: str) -> None:
    """Consent to the opening of a round; `says` is what the page answers."""
    page.goto(f"/desk/{reference}/round-{number}/opening/")
    page.get_by_role("button", name="Consent to opening").click()
    expect(page.get_by_text(says)).to_be_visible()


def check_entries(page: Page, reference: str, number: int, *, rejected: Collection[str]) -> None:
    """Admit every entry of a round but those whose work codes are `rejected`, which are turned away with a reason."""
    entries = f"/desk/{reference}/round-{number}/entries/"
    page.goto(entries)
    for code in page.get_by_role("table").get_by_role("link").all_inner_texts():
        page.goto(f"{entries}{code}/")
        if code in rejected:
            page.get_by_label("Reason").fill("The file holds only a cover page.")
            page.get_by_role("button", name="Do not admit").click()
        else:
            page.get_by_role("button", name="Admit", exact=True).click()


def appoint_jury(page: Page, reference: str) -> None:
    """Appoint those who accepted."""
    page.goto(f"/desk/{reference}/panel/")
    page.get_by_role("button", name="Appoint the jury").click()
    expect(page.get_by_text("The jury is appointed.")).to_be_visible()


def give_out_scorecards(page: Page, reference: str, number: int) -> None:
    """Let every juror have every admitted entry."""
    page.goto(f"/desk/{reference}/round-{number}/judging/")
    page.get_by_role("button", name="Give out the scorecards").click()


def declare(page: Page) -> None:
    """Declare that nothing connects one with those who take part."""
    page.goto("/jury/")
    page.get_by_role("button", name="Declare your interests").click()
    page.get_by_role("radio", name=re.compile("^No")).check()
    page.get_by_role("button", name="Sign the declaration").click()
    expect(page.get_by_text("Your declaration was saved.")).to_be_visible()


def score_all(page: Page, marks: dict[str, int]) -> None:
    """Score every entry of one's queue: each gets, on every criterion, the mark for the words that stand in it."""
    page.goto("/jury/")
    following = page.get_by_role("button", name="Score the next entry")
    while following.count():
        following.click()
        score(page, marks)
        page.goto("/jury/")


def score(page: Page, marks: dict[str, int]) -> None:
    """Fill the sheet on the page, check it and hand it in."""
    text = page.get_by_role("main").inner_text()
    mark = next(mark for words, mark in marks.items() if words in text)
    rows = page.get_by_role("group").filter(has=page.get_by_role("radio"))
    for number in range(rows.count()):
        rows.nth(number).get_by_role("radio", name=str(mark), exact=True).check()
    for reason in page.get_by_role("textbox", name="Reason").all():
        reason.fill("Shown with numbers, but not for old carriages.")
    page.get_by_label("Comment for the supplier").fill("Thank you for a clear entry.")
    page.get_by_role("button", name="Check and submit").click()
    page.get_by_role("button", name="Submit your marks").click()
    expect(page.get_by_text(re.compile(r"^Your marks for .* are in"))).to_be_visible()


def send_report_round(page: Page, remarks: str) -> None:
    """Add the jury's remarks and ask for signatures."""
    page.goto("/jury/")
    page.get_by_role("button", name="Write the report").click()
    page.get_by_label("Remarks of the jury").fill(remarks)
    page.get_by_role("button", name="Send it round for signatures").click()


def sign_report(page: Page) -> None:
    """Read the report and sign it."""
    page.goto("/jury/")
    page.get_by_role("button", name="Read and sign the report").click()
    page.get_by_role("button", name="Sign the report").click()
    expect(page.get_by_role("button", name="Sign the report")).to_have_count(0)
