"""Following every link as one person, and noting what is wrong with the pages."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import BrowserContext, Error, Page

from tests.journeys.browser import AXE, AXE_TAGS, NARROW, WIDE, Watch

MOST_BYTES = 250_000
FIRST_ERROR_STATUS = 400
EDITOR = "cms"
ANYBODY = "anybody"
# Answers that are no pages: the browser would save them, or open a viewer of its own.
FILE = re.compile(r"/files/|\.[a-z]{2,5}$|^/(healthz|readyz|metrics|api)\b")
# Leaving would end the walk.
NEVER = {"account_logout", "wagtailadmin_logout"}
# One reading of all that the walk asks of a page, since each question is a round trip to the browser.
READ = """() => ({
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    width: document.documentElement.scrollWidth,
    bytes: performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0),
    links: [...document.querySelectorAll("a[href]")].filter(a => !a.hasAttribute("download")).map(a => a.getAttribute("href")),
    polish: document.querySelector("link[rel=alternate][hreflang=pl]")?.getAttribute("href"),
    downloads: [...document.querySelectorAll("a[href][download]")].map(a => a.getAttribute("href")),
})"""
RUN_AXE = "tags => axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})"


@dataclass(frozen=True)
class Stop:
    """A page to visit: its address, and the route that it stands for."""

    path: str
    route: str
    language: str
    is_download: bool = False

    @property
    def is_editor(self) -> bool:
        """Whether this is Wagtail's own page, whose words and marks are not ours."""
        return self.path.startswith(f"/{EDITOR}/")

    @property
    def kind(self) -> str:
        """The route, with or without a question."""
        return f"{self.route}?" if "?" in self.path else self.route

    @property
    def stands_for_its_kind(self) -> bool:
        """Whether one is enough: of lists with a question, of Wagtail's own, and of what was read in English already."""
        return self.is_editor or "?" in self.path or self.language == "pl"


def stop_at(path: str, *, is_download: bool = False) -> Stop | None:
    """Return the stop at a path of this site; None where nothing of ours answers."""
    bare = urlsplit(path).path
    language = "pl" if bare.startswith("/pl/") else "en"
    try:
        with translation.override(language):
            route = resolve(bare).view_name
    except Resolver404:
        return None
    # All of Wagtail's public pages share one route.
    is_file = is_download or bool(FILE.search(bare))
    return Stop(path, bare if route == "wagtail_serve" else route, language, is_file)


@dataclass
class Walk:
    """What all walkers share: which routes axe has seen, which have been read in Polish, and every problem found."""

    problems: list[str] = field(default_factory=list)
    seen_by_axe: set[tuple[str, str]] = field(default_factory=set)
    read_in_polish: set[str] = field(default_factory=set)

    @property
    def told(self) -> str:
        return f"{len(self.problems)} problems\n" + "\n".join(self.problems)

    def note(self, who: str, stop: Stop, problem: str) -> None:
        """Remember a problem with where it was and for whom."""
        self.problems.append(f"{who} at {stop.path} [{stop.route}]: {problem}")


class Walker:
    """One person in a browser of their own, 320 px wide; `group` are those who see the same screens."""

    def __init__(self, walk: Walk, watch: Watch, *, who: str, group: str) -> None:
        self.walk, self.watch, self.who, self.group = walk, watch, who, group
        self.page: Page = watch.page
        self.context: BrowserContext = self.page.context
        self.seen: set[str] = set()
        self.known: set[str] = set()
        self.waiting: deque[Stop] = deque()

    def go(self, *starts: str) -> None:
        """Visit every page that can be reached from `starts`."""
        self.page.set_viewport_size(NARROW)
        self._await(starts)
        for stop in self._stops():
            self.watch.complaints.clear()
            if self._answers(stop):
                self._look_at(stop)
            for complaint in self.watch.complaints:
                self.walk.note(self.who, stop, complaint)
        self.watch.complaints.clear()

    def _stops(self) -> Iterator[Stop]:
        while self.waiting:
            stop = self.waiting.popleft()
            if stop.kind not in self.seen or not stop.stands_for_its_kind:
                self.seen.add(stop.kind)
                yield stop

    def _await(self, links: Any, *, are_downloads: bool = False) -> None:
        """Take what leads to pages of this site and is new to this walker."""
        for link in links:
            address = urlsplit(urljoin(self.page.url, link))
            origin = f"{address.scheme}://{address.netloc}"
            path = address.path + (f"?{address.query}" if address.query else "")
            if origin != self.watch.origin and not link.startswith("/"):
                continue
            if path in self.known:
                continue
            self.known.add(path)
            stop = stop_at(path, is_download=are_downloads)
            if stop and stop.language == "en" and stop.route not in NEVER:
                self.waiting.append(stop)

    def _answers(self, stop: Stop) -> bool:
        """Go there; return whether it is a page, and not a file or a refusal."""
        url = f"{self.watch.origin}{stop.path}"
        if stop.is_download:
            return self._downloads(stop, url)
        try:
            response = self.page.goto(url)
        except Error as error:
            # What the browser saves instead of showing is asked for again, without a window.
            if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
                return self._downloads(stop, url)
            self.walk.note(self.who, stop, error.message)
            return False
        if response is None or response.status >= FIRST_ERROR_STATUS:
            return False
        return response.header_value("content-type").startswith("text/html")

    def _downloads(self, stop: Stop, url: str) -> bool:
        status = self.context.request.get(url).status
        if status >= FIRST_ERROR_STATUS:
            self.walk.note(self.who, stop, f"the download answers {status}")
        return False

    def _look_at(self, stop: Stop) -> None:
        told = self.page.evaluate(READ)
        # The editor's own links are Wagtail's affair; those that lead into it are ours.
        if stop.is_editor:
            return
        self._await(told["links"])
        self._await(told["downloads"], are_downloads=True)
        wrong = {
            f"lang is {told['lang']!r}": told["lang"] != stop.language,
            "no title": not told["title"],
            f"{told['headings']} h1": told["headings"] != 1,
            f"{told['width']} px wide at {NARROW['width']}": told["width"] > NARROW["width"],
            f"{told['bytes']} bytes": self.group == "public" and told["bytes"] > MOST_BYTES,
        }
        for problem, is_so in wrong.items():
            if is_so:
                self.walk.note(self.who, stop, problem)
        if (self.group, stop.route) not in self.walk.seen_by_axe and stop.language == "en":
            self.walk.seen_by_axe.add((self.group, stop.route))
            self._let_axe_look(stop)
        if stop.language == "en" and stop.route not in self.walk.read_in_polish:
            self.walk.read_in_polish.add(stop.route)
            self._go_on_in_polish(told["polish"])

    def _let_axe_look(self, stop: Stop) -> None:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            for violation in self.page.evaluate(RUN_AXE, AXE_TAGS)["violations"]:
                nodes = [node["target"] for node in violation["nodes"][:3]]
                self.walk.note(self.who, stop, f"axe at {size['width']} px: {violation['id']} {nodes}")
        self.page.set_viewport_size(NARROW)

    def _go_on_in_polish(self, address: str | None) -> None:
        """Visit next what the page names as itself in Polish, counted apart from the pages in English."""
        if address and (polish := stop_at(urlsplit(address).path)):
            self.waiting.appendleft(replace(polish, route=f"{polish.route} in Polish"))


def walk_the_demo(party: dict[str, str], visit: Callable[..., Watch]) -> Walk:
    """Make the demo and let everybody of `party` (group by name) visit every page that they can reach.

    Without the archive, whose three hundred old calls are all alike.
    """
    call_command("demo", stage="all")
    walk = Walk()
    for who, group in party.items():
        watch = visit()
        walker = Walker(walk, watch, who=who, group=group)
        if who == ANYBODY:
            walker.go("/", "/account/login/", "/verify/")
        else:
            sign_in_with_one_click(watch.page, who)
            walker.go("/", "/inbox/")
        watch.page.context.close()
    return walk


def sign_in_with_one_click(page: Page, name: str) -> None:
    """Sign in as the demonstration offers it."""
    page.goto("/account/login/")
    page.get_by_role("button", name=re.compile(rf"^Sign in.*{re.escape(name)}")).click()
    page.wait_for_url("**/inbox/")
