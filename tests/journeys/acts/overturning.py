"""A complaint holds an award back, two people overturn it, and a reserve moves up."""

import re

from playwright.sync_api import Page, expect

COMPLAINT = "A complaint to the appeal chamber says that the winner's test data were not its own."
RULING = "The appeal chamber found that the winner's test data belong to somebody else, so its work fails the rules."
MOVING_UP = "It has the next best rank, and nothing stands against it."


def suspend(page: Page, reference: str) -> None:
    """Hold the award back while the complaint is looked into."""
    _act(page, reference, "Suspend the award", COMPLAINT)
    expect(page.get_by_text("The award is suspended.").first).to_be_visible()


def propose(page: Page, reference: str) -> None:
    """Propose to take the award back."""
    _act(page, reference, "Propose to overturn the award", RULING)
    expect(page.get_by_text("You proposed to overturn the award. Whoever can confirm it was told.")).to_be_visible()


def confirm(page: Page, reference: str) -> None:
    """Confirm what another person proposed."""
    page.goto(f"/desk/{reference}/awards/")
    page.get_by_role("group").filter(has_text="Confirm that the award is overturned").locator("summary").click()
    page.get_by_role("button", name="Confirm that the award is overturned").click()
    expect(page.get_by_text("The award is overturned. Every supplier of the round was told.")).to_be_visible()


def promote(page: Page, reference: str, name: str) -> None:
    """Let the reserve move up."""
    _act(page, reference, f"Let {name} move up", MOVING_UP)
    expect(page.get_by_text("The reserve moved up. Every supplier of the round was told.")).to_be_visible()


def _act(page: Page, reference: str, title: str, reason: str) -> None:
    page.goto(f"/desk/{reference}/awards/")
    # What the contest was decided for stands before what was paid on the way there.
    details = page.get_by_role("group").filter(has_text=title).first
    details.locator("summary").click()
    details.get_by_label("Reason").fill(reason)
    details.get_by_role("button", name=re.compile(re.escape(title))).click()
