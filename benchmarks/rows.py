"""Every page of the list, measured in a filled portal."""

from collections.abc import Iterator

from django.conf import settings

from benchmarks.filling import World
from benchmarks.measuring import PageBrokenError, Times, client_for, count_queries, time_page
from benchmarks.pages import PAGES, TRIVIAL, Page
from benchmarks.results import Row

NO_SUCH_PAGE = "missing: the portal has no such page"


def rows_of(world: World, *, port: int, requests: int) -> Iterator[Row]:
    """Yield the measured trivial view, then every page with its ratio to it."""
    trivial = _times(TRIVIAL, str(TRIVIAL.address(world)), world, port=port, requests=requests)
    yield Row(TRIVIAL.name, str(TRIVIAL.address(world)), 0, None, trivial.p50, trivial.p95, trivial.per_second, 1.0)
    for page in PAGES:
        yield _row(page, world, trivial, port=port, requests=requests)


def _row(page: Page, world: World, trivial: Times, *, port: int, requests: int) -> Row:
    address = page.address(world)
    if address is None:
        return Row(page.name, problem=NO_SUCH_PAGE)
    try:
        queries = count_queries(client_for(_viewer(page, world)), address)
        times = _times(page, address, world, port=port, requests=requests)
    except PageBrokenError as error:
        return Row(page.name, address, problem=str(error))
    ratio = round(times.p50 / trivial.p50, 1)
    return Row(page.name, address, queries, page.budget, times.p50, times.p95, times.per_second, ratio)


def _viewer(page: Page, world: World) -> object | None:
    return page.viewer(world.people) if page.viewer else None


def _times(page: Page, address: str, world: World, *, port: int, requests: int) -> Times:
    """Time a page as its viewer, with a session of the kind that the portal gives after a second factor."""
    session = client_for(_viewer(page, world)).cookies.get(settings.SESSION_COOKIE_NAME)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.value}" if session else ""
    return time_page(port, address, cookie=cookie, requests=requests)
