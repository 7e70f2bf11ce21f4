"""A supplier enters: organisation, proposal, form, receipt."""

import re
from functools import cache
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.factories.submissions import make_pdf

TITLE = "Couplers that whisper"
ANSWERS = {
    "Your solution in one sentence": "A damper between coupler and carriage.",
    "How does it solve the problem?": "Rubber takes up the blow before it reaches the sleepers.",
    "How will you build it, and by when?": "Three engineers, six months, two test trains.",
    "What did you build, and what did your tests show?": "A damper in two carriages. Nobody woke up.",
}


def create_organisation(page: Page, name: str) -> None:
    """Add a company that one acts for."""
    page.goto("/organisations/")
    page.get_by_role("button", name="Add an organisation").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Legal form").select_option("Company")
    page.get_by_label("Kind of identifier").select_option("NIP (Polish tax number)")
    page.get_by_role("textbox", name="Identifier").fill("526-104-08-28")
    page.get_by_role("button", name="Create the organisation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def start_proposal(page: Page, reference: str, *, supplier: str) -> str:
    """Start a proposal from the public page; return the address of its first round."""
    page.goto(f"/challenges/{reference}/")
    page.get_by_role("button", name="Start a proposal").first.click()
    page.get_by_role("radio", name=supplier).check()
    page.get_by_label("Title of your solution").fill(TITLE)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page).to_have_url(re.compile(r"/my/[^/]+/round-1/$"))
    return page.url


def fill_form(page: Page, round_url: str) -> None:
    """Answer every question of a round, one section after another, with a PDF where one is asked for."""
    page.goto(round_url)
    page.get_by_role("list").get_by_role("link", name=re.compile("question|sentence|build", re.IGNORECASE)).first.click()
    while True:
        _answer_section(page)
        onward = page.get_by_role("button", name="Save and continue")
        if not onward.count():
            break
        onward.click()
    page.get_by_role("button", name="Save and go to all questions").click()
    expect(page).to_have_url(re.compile(re.escape(round_url) + "(#.*)?$"))


def _answer_section(page: Page) -> None:
    for label, words in ANSWERS.items():
        field = page.get_by_role("textbox", name=label)
        if field.count():
            field.fill(words)
    upload = page.get_by_label("as a PDF")
    if upload.count():
        upload.set_input_files(_upload())
    own_work = page.get_by_role("checkbox", name="This is our own work")
    if own_work.count():
        own_work.check()


def check_and_submit(page: Page, round_url: str) -> str:
    """Read the answers once more and hand them in; return the number of the receipt."""
    page.goto(round_url)
    page.get_by_role("button", name="Check your answers and submit").click()
    expect(page.get_by_text("Agreed")).to_be_visible()
    page.get_by_role("button", name="Submit your entry").click()
    expect(page.get_by_role("heading", name="Your entry arrived")).to_be_visible()
    return page.url.rstrip("/").rpartition("/")[2]


def read_amendment(page: Page, reference: str, reason: str) -> None:
    """Read that the rules were amended after one handed in, and why."""
    page.goto(f"/my/{reference}/round-1/")
    expect(page.get_by_text("The rules were amended after you handed in")).to_be_visible()
    expect(page.get_by_text(reason)).to_be_visible()


def download_receipt(page: Page, folder: Path) -> Path:
    """Save the signed receipt that stands on the page."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Receipt as JSON").click()
    path = folder / "receipt.json"
    download.value.save_as(path)
    return path


def verify_receipt(page: Page, receipt: Path) -> None:
    """Check as anybody that a receipt is genuine and that the file belongs to it."""
    page.goto("/verify/")
    page.get_by_label("Or choose the receipt as a JSON file").set_input_files(receipt)
    page.get_by_label("A file that was handed in").set_input_files(_upload())
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("The receipt is genuine: nothing in it was changed.")).to_be_visible()
    expect(page.get_by_text("A part with exactly this content arrived with this receipt.")).to_be_visible()


@cache
def _upload() -> FilePayload:
    return {"name": "concept.pdf", "mimeType": "application/pdf", "buffer": make_pdf(pages=3).read()}
