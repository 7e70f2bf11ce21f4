"""An author drafts and submits a challenge; a publisher approves it."""

import re
from datetime import datetime

from playwright.sync_api import Locator, Page, expect

TITLES = {"English": "Quieter night trains", "Polish": "Cichsze pociągi nocne"}
SUMMARY = "We look for ways to let people sleep on night trains."
PROBLEM = "In 2025 two of three passengers woke up when carriages were coupled."


def start_challenge(page: Page) -> str:
    """Start a draft on the desk; return its reference."""
    page.goto("/desk/")
    page.get_by_role("button", name="Start a challenge").click()
    for language, title in TITLES.items():
        page.get_by_role("group", name="Title").get_by_label(language).fill(title)
    page.get_by_label("Topic").select_option("Transport")
    page.get_by_label("Poland: design contest, from the EU threshold").check()
    page.get_by_role("button", name="Start the draft").click()
    reference = re.search(r"/desk/(GT-[^/]+)/$", page.url)
    assert reference, page.url
    return reference.group(1)


def write_words(page: Page, reference: str) -> None:
    """Write summary and brief in Wagtail's editor, in English."""
    _task(page, reference, "Words in English").click()
    page.get_by_role("textbox", name="Summary").fill(SUMMARY)
    brief = page.get_by_role("region", name="Brief")
    brief.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Heading").click()
    brief.get_by_role("region", name="Heading").get_by_role("textbox").fill("The problem")
    brief.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Text").click()
    brief.get_by_role("region", name="Text").get_by_role("textbox").press_sequentially(PROBLEM)
    # The editor takes over what was typed a quarter of a second after the last key.
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status").filter(has_text="has been updated")).to_be_visible()


def fill_basics(page: Page, reference: str) -> None:
    """Say how much money there is, and where suppliers can ask."""
    _task(page, reference, "Basic facts").click()
    page.get_by_label("Budget").fill("400000")
    page.get_by_label("Contact e-mail").fill("challenges@example.org")
    page.get_by_role("button", name="Save and continue").click()


def set_dates(page: Page, reference: str, number: int, *, opens: datetime, closes: datetime, prize: str, advance: int) -> None:
    """Set dates, prize and places of a round."""
    page.goto(f"/desk/{reference}/")
    page.get_by_role("link", name="Dates and rules").nth(number - 1).click()
    _moment(page.get_by_role("group", name="Opens"), opens)
    _moment(page.get_by_role("group", name="Deadline"), closes)
    page.get_by_label("At most how many advance or win").fill(str(advance))
    page.get_by_label("Prize for each of them").fill(prize)
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url(re.compile(f"/desk/{reference}/$"))


def set_deadline(page: Page, reference: str, number: int, closes: datetime) -> None:
    """Move the deadline of a round."""
    page.goto(f"/desk/{reference}/")
    page.get_by_role("link", name="Dates and rules").nth(number - 1).click()
    _moment(page.get_by_role("group", name="Deadline"), closes)
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url(re.compile(f"/desk/{reference}/$"))


def rehearse(page: Page, reference: str, *, entries: int) -> None:
    """Play the rules through with made-up entries, and read where people decide."""
    page.goto(f"/desk/{reference}/rehearsal/")
    page.get_by_label("Number of entries").fill(str(entries))
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_role("heading", name="Where people decide")).to_be_visible()
    expect(page.get_by_text(f"{entries} entries come in.")).to_be_visible()


def invite_juror(page: Page, reference: str, *, name: str, email: str, role: str) -> None:
    """Offer somebody a seat on the jury."""
    _task(page, reference, "Jury").click()
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("radio", name=role, exact=True).check()
    page.get_by_label("Post and field").fill("Engineer of railways")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation was sent.")).to_be_visible()


def submit(page: Page, reference: str) -> None:
    """Hand the draft over for approval."""
    _task(page, reference, "Check and submit for approval").click()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. The publishers of your authority were told.")).to_be_visible()


def approve(page: Page, reference: str) -> None:
    """Read what was frozen, and publish exactly that."""
    _task(page, reference, "Approve and publish").click()
    expect(page.get_by_text(PROBLEM)).to_be_visible()
    page.get_by_role("button", name="Approve and publish this version").click()
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()


def _task(page: Page, reference: str, title: str) -> Locator:
    page.goto(f"/desk/{reference}/")
    return page.get_by_role("link", name=title, exact=True)


def _moment(group: Locator, moment: datetime) -> None:
    group.get_by_label("Date").fill(f"{moment:%Y-%m-%d}")
    group.get_by_label("Time").fill(f"{moment:%H:%M}")
