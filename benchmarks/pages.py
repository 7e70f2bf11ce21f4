"""The pages that are measured: address, who looks, and how many queries each may ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from benchmarks.filling import World
from benchmarks.filling.world import People, Stage

PUBLIC_BUDGET = 10
DESK_BUDGET = 15

Viewer = Callable[[People], User]


def _secretary(people: People) -> User:
    return people.secretary


def _supplier(people: People) -> User:
    return people.busy_owner


def _juror(people: People) -> User:
    return people.jurors[0]


@dataclass(frozen=True)
class Page:
    """One page. `at` is the stage whose competition it shows, `number` the round; `viewer` is None for everybody."""

    name: str
    view: str
    viewer: Viewer | None = None
    at: Stage | None = None
    number: int | None = None
    shows_work: bool = False
    query: Mapping[str, str] = field(default_factory=dict)
    budget: int | None = None

    def address(self, world: World) -> str | None:
        """Return the path with its query string, or None where the portal has no such page."""
        arguments: list[Any] = [world.references[self.at]] if self.at else []
        arguments += [self.number] if self.number else []
        arguments += [world.work_code] if self.shows_work else []
        try:
            path = reverse(self.view, args=arguments)
        except NoReverseMatch:
            return None
        return f"{path}?{urlencode(self.query)}" if self.query else path


TRIVIAL = Page("trivial view", "trivial")
PAGES = (
    Page("home", "pages:home"),
    Page("challenges", "pages:challenges", budget=PUBLIC_BUDGET),
    Page("challenges, filtered", "pages:challenges", query={"phase": "open", "topic": "social"}, budget=PUBLIC_BUDGET),
    Page("challenges, searched", "pages:challenges", query={"q": "zazolc ulice"}, budget=PUBLIC_BUDGET),
    Page("challenge, open", "pages:challenge", at=Stage.OPEN, budget=PUBLIC_BUDGET),
    Page("challenge, awarded", "pages:challenge", at=Stage.AWARDED, budget=PUBLIC_BUDGET),
    Page("winners", "pages:winners", budget=PUBLIC_BUDGET),
    Page("transparency", "pages:transparency", budget=PUBLIC_BUDGET),
    Page("/api/v1/challenges/", "opendata:opendata-v1:challenge_list", budget=PUBLIC_BUDGET),
    Page("/ocds/releases.json", "opendata:releases", budget=PUBLIC_BUDGET),
    Page("sign-in", "account_login", budget=PUBLIC_BUDGET),
    Page("inbox, official", "accounts:inbox", _secretary),
    Page("supplier: list", "submissions:my", _supplier),
    Page("supplier: proposal", "submissions:proposal", _supplier, at=Stage.OPEN),
    Page("juror: queue", "evaluation:queue", _juror, budget=DESK_BUDGET),
    Page("juror: scoring sheet", "evaluation:sheet", _juror, shows_work=True),
    Page("desk: challenges", "challenges:desk", _secretary, budget=DESK_BUDGET),
    Page("desk: challenge", "challenges:challenge", _secretary, at=Stage.JUDGING),
    Page("desk: opened entries", "submissions:entries", _secretary, at=Stage.OPENED, number=1, budget=DESK_BUDGET),
    Page("desk: judging", "evaluation:judging", _secretary, at=Stage.JUDGING, number=1, budget=DESK_BUDGET),
    Page("desk: decision", "awards:decision", _secretary, at=Stage.SIGNED, number=1),
)
