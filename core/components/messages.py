"""What the portal says to the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from core.components.actions import Button, PostButton
from core.components.base import Component, Composed

TagColour = Literal["grey", "blue", "teal", "green", "purple", "magenta", "red", "orange", "yellow"]


@dataclass(frozen=True, kw_only=True)
class Tag(Component):
    """A state in one or two words. `dot` adds a filled dot for "going on now"."""

    text: str
    colour: TagColour = "blue"
    dot: bool = False


@dataclass(frozen=True, kw_only=True)
class Notification(Component):
    """A banner about what just happened, or what matters on this page."""

    title: str = ""
    content: str
    kind: Literal["info", "success", "problem"] = "info"


@dataclass(frozen=True, kw_only=True)
class WarningText(Component):
    """One sentence with consequences that cannot be undone."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Inset(Component):
    """Words set apart from the text around them."""

    content: str


@dataclass(frozen=True, kw_only=True)
class Panel(Component):
    """The confirmation at the end of a journey. `title` becomes the page's h1; `content` holds the reference."""

    title: str
    content: str = ""


@dataclass(frozen=True, kw_only=True)
class ErrorLink:
    """A part: one error and the id of the field it is about ("" when it is about the whole)."""

    text: str
    target: str = ""
    href: str = ""  # instead of target: another page where the gap can be closed


@dataclass(frozen=True, kw_only=True)
class ErrorSummary(Composed):
    """All that is wrong, each linked. For forms use `{% error_summary form %}`; base.html does it for every form of a page."""

    errors: Sequence[ErrorLink]
    title: str = ""
    part_types: ClassVar[dict[str, type]] = {"errors": ErrorLink}


@dataclass(frozen=True, kw_only=True)
class Details(Component):
    """Words that only some readers need, folded."""

    summary: str
    content: str
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class EmptyState(Component):
    """Nothing here yet: says why, and what to do about it."""

    title: str
    text: str = ""
    action: Button | PostButton | None = None
