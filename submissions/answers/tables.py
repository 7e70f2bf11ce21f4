"""Questions that are answered by a small table."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from challenges.rules.questions import QuestionKind
from core.forms import TableField
from core.forms.tables import Row
from core.wording import localised
from submissions.answers.asked import Answer, Asked, Typed, clean_text

ROWS = 10


class Table(Asked):
    """A table whose columns are the options of the question. Rows are kept by key of the column."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("table",)

    @property
    def columns(self) -> dict[str, str]:
        return {option.key: localised(option.label) for option in self.question.options}

    def field(self, **common: Any) -> TableField:
        return TableField(columns=self.columns, rows=ROWS, **common)

    def kept(self, value: Typed) -> Answer:
        """Return the rows of the field, or of cells as they were typed; cells of other columns are left out."""
        rows = self.field().filled(value) if isinstance(value, Mapping) else _rows(value)
        kept = [{column: clean_text(row.get(column, "")) for column in self.columns} for row in rows]
        return [row for row in kept if any(row.values())]

    def shown(self, answer: Answer) -> Any:
        return _rows(answer)

    def text(self, answer: Answer) -> str:
        return "\n".join(text for row in _rows(answer) for text in row.values())

    def in_words(self, answer: Answer) -> str:
        """Return a line for each row, each cell after the name of its column."""
        return "\n".join("; ".join(self._cells(row)) for row in _rows(answer))

    def _cells(self, row: Row) -> list[str]:
        labelled = [(label, row.get(column)) for column, label in self.columns.items()]
        return [_("%(column)s: %(value)s") % {"column": label, "value": value} for label, value in labelled if value]


def _rows(value: Typed) -> list[Row]:
    return [dict(row) for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
