"""A real browser, and a portal for it to visit."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys import chromium
from tests.journeys.browser import WIDE, Watch, assert_quiet


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium, shared by all journeys of a worker."""
    path = chromium.find()
    assert path, "No Chromium: run `make setup` or set PORTAL_CHROMIUM."
    # Playwright's own event loop makes Django believe that the database is called from asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Watch]]:
    """Return a function that opens a browser of one's own for a person, with no cookie yet.

    Its keywords are Playwright's for a context, for example `java_script_enabled=False` or `locale="pl"`. At the end of the
    test every page must have stayed quiet.
    """
    opened: list[Watch] = []

    def open_page(**options: object) -> Watch:
        context = browser.new_context(base_url=live_server.url, viewport=WIDE, **options)
        watch = Watch(context.new_page(), origin=live_server.url)
        opened.append(watch)
        return watch

    yield open_page
    for watch in opened:
        watch.page.context.close()
    for watch in opened:
        assert_quiet(watch)


@pytest.fixture
def watch(visit: Callable[..., Watch]) -> Watch:
    """Return one person's page and what it complains of."""
    return visit()


@pytest.fixture
def page(watch: Watch) -> Page:
    """Return one person's page."""
    return watch.page
