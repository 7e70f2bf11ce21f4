"""Every page of the demo as every kind of official and as the administrator."""

from collections.abc import Callable

from pytest_django.fixtures import Settings

from tests.journeys.browser import Watch
from tests.journeys.walking import walk_the_demo

# Who walks, and with whom they share most of their screens.
STAFF = {
    "Maria Dąbrowska": "desk",
    "Anna Wójcik": "desk",
    "Piotr Zieliński": "desk",
    "Tomasz Żółkiewski": "desk",
    "Gareth Llewellyn": "desk",
    "Iwona Administratorska": "administration",
}
# Without these they have not walked the portal, only stood before a locked door.
SEEN = {
    "challenges:challenge",
    "challenges:review",
    "challenges:history",
    "submissions:entry",
    "evaluation:judging",
    "awards:decision",
    "awards:awards",
    "accounts:person",
    "accounts:desk_organisation",
}


def test_every_page_is_finished_for_staff(transactional_db: None, settings: Settings, visit: Callable[..., Watch]) -> None:
    settings.DEMO_SIGN_IN, settings.PORTAL_SHARED_DIR = True, ""

    walk = walk_the_demo(STAFF, visit)

    assert walk.read_in_polish >= SEEN
    assert not walk.problems, walk.told
