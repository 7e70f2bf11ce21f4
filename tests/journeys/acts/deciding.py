"""The secretary decides as the rules propose, and leads the award through its standstill."""

from playwright.sync_api import Page, expect


def decide(page: Page, reference: str, number: int) -> None:
    """Read the letters and decide the round as proposed."""
    page.goto(f"/desk/{reference}/round-{number}/decision/")
    page.get_by_role("button", name="Read the letters").click()
    page.get_by_role("button", name="Decide and tell every supplier").click()
    expect(page.get_by_text(f"Round {number} is decided. Every supplier was told.")).to_be_visible()


def finalise(page: Page, reference: str, summary: str) -> None:
    """Make the award final, with the words that the public reads."""
    page.goto(f"/desk/{reference}/awards/")
    page.get_by_label("The solution in a few sentences").fill(summary)
    page.get_by_role("button", name="Make the award final").click()
    expect(page.get_by_text("The award is final.")).to_be_visible()
