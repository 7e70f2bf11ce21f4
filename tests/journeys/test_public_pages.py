"""The pages that a newcomer opens first, in a real browser, before anything was published."""

import pytest

from pages.services.site import ensure_site
from tests.journeys.browser import Watch, assert_finished


@pytest.mark.parametrize("address", ["/", "/pl/", "/challenges/", "/winners/", "/transparency/", "/verify/", "/gallery/"])
def test_an_empty_portal_is_finished_too(transactional_db: None, watch: Watch, address: str) -> None:
    ensure_site()
    watch.page.goto(address)
    assert_finished(watch.page, watch)
