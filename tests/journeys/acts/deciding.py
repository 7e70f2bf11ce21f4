"""The secretary proposes what follows from the rules, the head approves it, and the award goes through its standstill."""

from playwright.sync_api import Page, expect


def decide(page: Page, head: Page, reference: str, number: int) -> None:
    """Read the letters and propose the decision; the head approves it."""
    page.goto(f"/desk/{reference}/round-{number}/decision/")
    page.get_by_role("button", name="Read the letters").click()
    page.get_by_role("button", name="Propose the decision").click()
    expect(page.get_by_text(f"You proposed the decision on round {number}.")).to_be_visible()
    head.goto(f"/desk/{reference}/round-{number}/decision/")
    head.get_by_role("button", name="Approve the decision and tell every supplier").click()
    expect(head.get_by_text(f"Round {number} is decided. Every supplier was told.")).to_be_visible()


def finalise(page: Page, reference: str, summary: str) -> None:
    """Make the award final, with the words that the public reads."""
    page.goto(f"/desk/{reference}/awards/")
    page.get_by_label("The solution in a few sentences").fill(summary)
    page.get_by_role("button", name="Make the award final").click()
    expect(page.get_by_text("The award is final.")).to_be_visible()
