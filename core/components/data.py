"""Facts in rows, columns and figures. Cells take plain text, safe HTML or a component."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from django.utils.functional import Promise

from core.components.actions import Link
from core.components.base import Component, ComponentError, Composed
from core.components.messages import TagColour

Cell = Any


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """A part: a fact, and optionally the link that changes it."""

    key: str
    value: Cell
    action: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class SummaryList(Composed):
    """Keys and values; with `title` in a card."""

    rows: Sequence[SummaryRow]
    title: str = ""
    actions: Sequence[Link] = ()
    part_types: ClassVar[dict[str, type]] = {"rows": SummaryRow, "actions": Link}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A part: the head of a column. `numeric` aligns to the right."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Table(Component):
    """A table in a scroll region that the keyboard reaches. The first cell of a row is its header unless `row_headers` is off."""

    caption: str
    head: Sequence[Column | str]
    rows: Sequence[Sequence[Cell]]
    caption_hidden: bool = False
    row_headers: bool = True
    empty_text: str = ""
    columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        columns = tuple(Column(text=c) if isinstance(c, str | Promise) else c for c in self.head)
        for row in self.rows:
            if len(row) != len(columns):
                raise ComponentError(f'Component "table": {len(columns)} columns, but a row has {len(row)} cells: {row!r}.')
        object.__setattr__(self, "columns", columns)

    @property
    def body(self) -> list[list[tuple[Column, Cell]]]:
        """Each row as pairs of its column and its cell."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Task:
    """A part: one task. Without `href` it cannot be started yet. `done` shows the status as plain text."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    colour: TagColour = "blue"
    done: bool = False
    weight: str = ""  # "30%", shown beside the title


@dataclass(frozen=True, kw_only=True)
class TaskList(Composed):
    """What is to be done, in any order, each with its state."""

    items: Sequence[Task]
    id: str = "tasks"
    part_types: ClassVar[dict[str, type]] = {"items": Task}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A part: one number and what it counts."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class KeyFigures(Composed):
    """A strip of two to five numbers."""

    items: Sequence[Figure]
    label: str = ""
    part_types: ClassVar[dict[str, type]] = {"items": Figure}


@dataclass(frozen=True, kw_only=True)
class Progress(Component):
    """How far something has come: a bar and the same in words."""

    label: str
    value: float
    maximum: float
    text: str = ""  # "7 of 12 scored"
    tone: Literal["brand", "success"] = "brand"
