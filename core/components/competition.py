"""What only a competition has: deadlines, rounds, challenges, winners, marks and work that waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from django.http import HttpRequest

from core import clock
from core.components.actions import Button, PostButton
from core.components.base import Component, Composed
from core.components.data import Figure
from core.components.messages import Tag


@dataclass(frozen=True, kw_only=True)
class Deadline(Component):
    """When it ends: date, time, named zone, UTC offset, and how long that is from now. Without `now`, core.clock is asked."""

    moment: datetime
    label: str = ""
    now: datetime | None = None
    note: str = ""
    size: Literal["large", "small"] = "large"

    def extra_context(self, request: HttpRequest | None) -> dict[str, Any]:
        """What time it is, and whether it is over or near (within two days)."""
        now = self.now or clock.now()
        left = (self.moment - now).total_seconds()
        return {"now": now, "over": left < 0, "near": 0 <= left < 2 * 24 * 3600}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A part: one step. `planned` and `actual` are moments or days; `who` acts in it; `state` is where it stands."""

    title: str
    state: Literal["done", "current", "next", "cancelled"] = "next"
    planned: Any = None
    planned_end: Any = None
    actual: Any = None
    who: str = ""
    text: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Timeline(Composed):
    """The steps of a challenge in order, with planned and actual dates and who acts."""

    items: Sequence[Step]
    part_types: ClassVar[dict[str, type]] = {"items": Step}


@dataclass(frozen=True, kw_only=True)
class ChallengeCard(Composed):
    """A challenge in a list: an item of `card_grid`."""

    title: str
    href: str
    authority: str
    reference: str = ""
    summary: str = ""
    phase: Tag | None = None
    prize: str = ""
    closes_at: datetime | None = None
    now: datetime | None = None
    topics: Sequence[str] = ()
    heading_level: Literal[2, 3] = 3

    def extra_context(self, request: HttpRequest | None) -> dict[str, Any]:
        """Words for the time left need the time."""
        return {"now": self.now or clock.now()} if self.closes_at else {}


@dataclass(frozen=True, kw_only=True)
class WinnerCard(Composed):
    """Who won: the place on the podium, the work, the prize and why. An item of `card_grid`."""

    title: str
    supplier: str
    place: int = 1  # 0: a winner without rank
    href: str = ""
    challenge: str = ""
    authority: str = ""
    prize: str = ""
    reason: str = ""
    figures: Sequence[Figure] = ()
    heading_level: Literal[2, 3] = 3
    part_types: ClassVar[dict[str, type]] = {"figures": Figure}


@dataclass(frozen=True, kw_only=True)
class Box:
    """A part: one mark and, for the worded ones, its anchor."""

    value: str
    label: str
    anchor: str = ""
    selected: bool = False


@dataclass(frozen=True, kw_only=True)
class ScoreBoxes(Composed):
    """Marks as equal boxes in one row: one Tab, arrows inside. `core.forms.MarkField` draws itself with it."""

    name: str
    legend: str
    boxes: Sequence[Box]
    id: str
    hint: str = ""
    weight: str = ""
    errors: Sequence[str] = ()
    disabled: bool = False
    part_types: ClassVar[dict[str, type]] = {"boxes": Box}


@dataclass(frozen=True, kw_only=True)
class InboxItem:
    """A part: one thing that waits for the reader. `act` is what to do, in the imperative."""

    title: str
    href: str
    act: str = ""
    meta: str = ""
    due_at: datetime | None = None
    action: Button | PostButton | None = None


@dataclass(frozen=True, kw_only=True)
class InboxGroup(Composed, register=False):
    """A part: the items of one urgency."""

    title: str
    items: Sequence[InboxItem]
    urgency: Literal["late", "today", "week", "later"] = "later"
    part_types: ClassVar[dict[str, type]] = {"items": InboxItem}


@dataclass(frozen=True, kw_only=True)
class InboxList(Composed):
    """What waits for the reader, by urgency. Empty groups are left out."""

    groups: Sequence[InboxGroup]
    now: datetime | None = None
    part_types: ClassVar[dict[str, type]] = {"groups": InboxGroup}

    def extra_context(self, request: HttpRequest | None) -> dict[str, Any]:
        """Words for the time left need the time."""
        return {"now": self.now or clock.now()}
