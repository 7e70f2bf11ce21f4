"""The shapes of pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from core.components.actions import Button
from core.components.base import Component, Composed
from core.components.messages import Tag


@dataclass(frozen=True, kw_only=True)
class Hero(Composed):
    """The opening of the home page: what this is, in one sentence, and the first thing to do."""

    title: str
    lead: str
    actions: Sequence[Button] = ()
    content: str = ""
    part_types: ClassVar[dict[str, type]] = {"actions": Button}


@dataclass(frozen=True, kw_only=True)
class PageHeader(Composed):
    """The h1 with what surrounds it. Content, if any, stands to the right of it on wide screens: the main act of the page."""

    title: str
    caption: str = ""
    lead: str = ""
    tags: Sequence[Tag] = ()
    content: str = ""
    part_types: ClassVar[dict[str, type]] = {"tags": Tag}


@dataclass(frozen=True, kw_only=True)
class CardGrid(Component):
    """Cards side by side where there is room. Put one `<li>` per card inside: the card components are such items."""

    content: str
    columns: Literal[2, 3] = 2


@dataclass(frozen=True, kw_only=True)
class Section(Component):
    """A part of a page under an h2, with an optional link at its right ("All challenges")."""

    title: str
    content: str
    id: str = ""
    link_text: str = ""
    link_href: str = ""
    tint: bool = False


@dataclass(frozen=True, kw_only=True)
class SideBySide(Component):
    """Two panes from 60rem, one column below. Its content is two `side_pane` blocks."""

    content: str
    ratio: Literal["even", "main-aside"] = "even"


@dataclass(frozen=True, kw_only=True)
class SidePane(Component):
    """One pane of `side_by_side`. `sticky` keeps it in view and lets it scroll by itself."""

    label: str
    content: str
    sticky: bool = False
