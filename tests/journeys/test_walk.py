"""Every page of the demo as every kind of person: nobody may find a broken, inaccessible or noisy one."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from accounts.models import User
from tests.journeys.browser import Watch
from tests.journeys.walking import Walk, Walker

STARTS = ("/", "/inbox/")
# Who walks, and with whom they share most of their screens.
WALKERS = {
    "Katarzyna Jabłońska": "supplier",
    "Łukasz Żabiński": "supplier",
    "Jan Śliwiński": "jury",
    "prof. Ewa Kwiatkowska-Grześkowiak": "jury",
    "Maria Dąbrowska": "desk",
    "Anna Wójcik": "desk",
    "Piotr Zieliński": "desk",
    "Tomasz Żółkiewski": "desk",
    "Gareth Llewellyn": "desk",
    "administrator": "administration",
}


@pytest.fixture
def _demo(transactional_db: None, settings: Settings) -> None:
    """Make the demo without the archive, whose three hundred old calls are all alike."""
    settings.DEMO_SIGN_IN = True
    settings.PORTAL_SHARED_DIR = ""
    call_command("demo", stage="all")


@pytest.mark.usefixtures("_demo")
def test_every_page_of_the_demo_is_finished_for_everybody(visit: Callable[..., Watch]) -> None:
    walk = Walk()
    Walker(walk, visit(), who="anonymous", group="public").go("/", "/account/login/", "/verify/")
    administrator = User.objects.get(is_administrator=True, demo_introduction__gt="").name
    for who, group in WALKERS.items():
        watch = visit()
        _sign_in(watch, administrator if who == "administrator" else who)
        Walker(walk, watch, who=who, group=group).go(*STARTS)
        watch.page.context.close()
    assert not walk.problems, f"{len(walk.problems)} problems\n" + "\n".join(walk.problems)


def _sign_in(watch: Watch, name: str) -> None:
    """Sign in with the demonstration's one click."""
    watch.page.goto("/account/login/")
    watch.page.get_by_role("button", name=re.compile(rf"^Sign in.*{re.escape(name)}")).click()
    watch.page.wait_for_url("**/inbox/")
