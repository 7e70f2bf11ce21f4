"""Every page of the demo as the public, suppliers and jurors: nobody may find a broken, inaccessible or noisy one."""

from collections.abc import Callable

from pytest_django.fixtures import Settings

from tests.journeys.browser import Watch
from tests.journeys.walking import ANYBODY, walk_the_demo

# Who walks, and with whom they share most of their screens.
GUESTS = {
    ANYBODY: "public",
    "Katarzyna Jabłońska": "supplier",
    "Łukasz Żabiński": "supplier",
    "Jan Śliwiński": "jury",
    "prof. Ewa Kwiatkowska-Grześkowiak": "jury",
}
# Without these they have not walked the portal, only stood before a locked door.
SEEN = {
    "pages:challenge",
    "pages:winners",
    "submissions:proposal",
    "submissions:section",
    "submissions:receipt",
    "awards:outcome",
    "evaluation:queue",
    "evaluation:sheet",
    "evaluation:report",
}


def test_every_page_is_finished_for_guests(transactional_db: None, settings: Settings, visit: Callable[..., Watch]) -> None:
    settings.DEMO_SIGN_IN, settings.PORTAL_SHARED_DIR = True, ""

    walk = walk_the_demo(GUESTS, visit)

    assert walk.read_in_polish >= SEEN
    assert not walk.problems, walk.told
