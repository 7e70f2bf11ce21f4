"""A small table that people fill in: fixed columns and rows, one line of text in each cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.forms.widgets import PartsWidget
from core.wording import Words

LONGEST_CELL = 1000
Row = dict[str, str]


class TableWidget(PartsWidget):
    """One input for each cell; posts `name_1_column` for the first row."""

    template_name = "forms/widgets/table.html"

    def __init__(self, columns: Mapping[str, Words], *, rows: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.columns, self.rows = columns, rows
        self.part_names = tuple(f"{row}_{column}" for row in range(1, rows + 1) for column in columns)

    def part_values(self, value: Mapping[str, str] | Sequence[Row] | str | None) -> dict[str, str]:
        """What stands in each cell, of stored rows or of what was typed."""
        if isinstance(value, Mapping):
            return super().part_values(value)
        rows = [row for row in value or () if isinstance(row, Mapping)]
        cells = {f"{number}_{column}": str(text) for number, row in enumerate(rows, start=1) for column, text in row.items()}
        return super().part_values(cells)

    def get_context(
        self, name: str, value: Mapping[str, str] | Sequence[Row] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Adds the heads of the columns, and the parts row by row, each with its own words for those who do not see the head."""
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["parts"]
        context["widget"]["columns"] = list(self.columns.values())
        context["widget"]["lines"] = [
            [parts[f"{row}_{column}"] | {"label": _cell(label, row)} for column, label in self.columns.items()]
            for row in range(1, self.rows + 1)
        ]
        return context


class TableField(forms.Field):
    """Rows of cells by column; gives [{"item": "Sensor", "cost": "120"}, ...] without the rows that are empty.

    Args:
        columns: labels by key, in order.
        rows: how many rows are offered.
    """

    def __init__(self, *, columns: Mapping[str, Words], rows: int = 10, **options: Any) -> None:
        self.columns, self.rows = columns, rows
        super().__init__(**{"widget": TableWidget(columns, rows=rows), **options})

    def filled(self, typed: Mapping[str, str] | None) -> list[Row]:
        """The rows in which something was typed, whether it is sound or not."""
        return [row for row in self._grid(typed) if any(row.values())]

    def clean(self, value: Mapping[str, str] | None) -> list[Row]:
        """The filled rows.

        Raises:
            ValidationError: nothing is filled in where something must be, or a cell is too long.
        """
        for number, row in enumerate(self._grid(value), start=1):
            for column, text in row.items():
                self._check(number, column, text)
        found = self.filled(value)
        self.validate(found)
        return found

    def _grid(self, typed: Mapping[str, str] | None) -> list[Row]:
        cells = typed or {}
        return [
            {column: str(cells.get(f"{number}_{column}") or "").replace("\0", "").strip() for column in self.columns}
            for number in range(1, self.rows + 1)
        ]

    def _check(self, number: int, column: str, text: str) -> None:
        if len(text) > LONGEST_CELL:
            message = _("Shorten what stands in row %(row)s, column “%(column)s”, to %(limit)s characters")
            words = {"row": number, "column": str(self.columns[column]), "limit": LONGEST_CELL}
            raise ValidationError(message, code="cell_too_long", params={"part": f"{number}_{column}", **words})


def _cell(label: Words, row: int) -> str:
    return _("%(column)s, row %(row)s") % {"column": label, "row": row}
