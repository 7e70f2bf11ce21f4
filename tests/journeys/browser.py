"""What a journey may ask of a page, beside Playwright's own questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 AA and what is good practice beside it.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
FIRST_ERROR_STATUS = 400


@dataclass
class Watch:
    """Everything that went wrong on a page while nobody asked."""

    page: Page
    origin: str
    # A journey that means to be refused says so: the statuses it expects.
    expected_statuses: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the page."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error in a script: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("requestfailed", self._on_failure)
        self.page.on("response", self._on_response)

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """Take a refusal with this status as part of the journey, for as long as the block lasts."""
        self.expected_statuses.add(status)
        yield
        self.expected_statuses.discard(status)

    def _on_console(self, message: ConsoleMessage) -> None:
        refused = message.text.startswith("Failed to load resource") and self.expected_statuses
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if request.url.startswith(("http", "ws")) and not request.url.startswith(self.origin):
            self.complaints.append(f"request to a third party: {urlsplit(request.url).netloc}")

    def _on_failure(self, request: Request) -> None:
        # A page that is left while it loads, or a download, ends its request itself.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed request: {request.url} ({request.failure})")

    def _on_response(self, response: Response) -> None:
        if response.status >= FIRST_ERROR_STATUS and response.status not in self.expected_statuses:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")


def assert_quiet(watch: Watch) -> None:
    """Assert that there was no console error, no failed request and none to a third party."""
    assert watch.complaints == []


def assert_accessible(page: Page) -> None:
    """Assert that axe finds nothing to complain of on the page as it stands.

    Evaluating goes through the browser's own door, so the page's content security policy stays in force.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS)
    violations = [
        f"{violation['id']} ({violation['help']}): {[node['target'] for node in violation['nodes']]}"
        for violation in result["violations"]
    ]
    assert violations == [], f"{page.url}: {violations}"


def assert_fits_narrow_screen(page: Page) -> None:
    """Assert that nothing makes the page scroll sideways at 320 px, and go back to the size it had."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    if before:
        page.set_viewport_size(before)
    assert width <= NARROW["width"], f"{page.url} is {width} px wide"


def assert_finished(page: Page, watch: Watch) -> None:
    """Assert all that holds for every page: quiet, accessible wide and narrow, no sideways scrolling."""
    assert_quiet(watch)
    assert_accessible(page)
    assert_fits_narrow_screen(page)
    page.set_viewport_size(NARROW)
    assert_accessible(page)
    page.set_viewport_size(WIDE)
