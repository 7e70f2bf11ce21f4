"""An author amends what is public; a publisher puts it into force; a supplier confirms."""

from datetime import datetime

from playwright.sync_api import Page, expect

from tests.journeys.acts import preparing

REASON = "Three suppliers asked for the results of last year's measurements, which come a week later than planned."


def amend_deadline(page: Page, reference: str, number: int, closes: datetime) -> None:
    """Begin to amend, move the deadline of a round, read what follows, and submit it."""
    page.goto(f"/desk/{reference}/")
    page.get_by_role("link", name="Amend this challenge").click()
    page.get_by_role("radio", name="Information is updated or added").check()
    page.get_by_label("Why is it amended?").fill(REASON)
    page.get_by_role("button", name="Begin to amend").click()
    preparing.set_deadline(page, reference, number, closes)
    page.goto(f"/desk/{reference}/amendment/")
    expect(page.get_by_role("main")).to_contain_text(f"→ {closes.day} ")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. The publishers of your authority were told.")).to_be_visible()


def approve(page: Page, reference: str) -> None:
    """Read what changes and what follows, and put it into force."""
    page.goto(f"/desk/{reference}/amendment/")
    expect(page.get_by_text(REASON).first).to_be_visible()
    page.get_by_role("button", name="Approve and publish this version").click()
    expect(page.get_by_text("Published. Everybody with an entry was told.")).to_be_visible()
