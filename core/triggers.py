"""Database triggers that keep rows as they were written, for migrations of append-only and frozen tables.

Each function returns SQL for `schema_editor.connection.vendor`: PostgreSQL or SQLite.
"""

from collections.abc import Callable
from typing import Any

_NAMES = "frozen_{table}_{operation}"

_SQLITE = """CREATE TRIGGER {name} BEFORE {operation} {columns} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

_POSTGRESQL = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {name} BEFORE {operation} {columns} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""


def freezing_statements(vendor: str, table: str, *, columns: tuple[str, ...] = ()) -> list[str]:
    """Return the SQL that forbids UPDATE (of `columns`, or at all) and DELETE on `table`."""
    template = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[vendor]
    of = {"UPDATE": f"OF {', '.join(columns)}" if columns else "", "DELETE": ""}
    return [
        template.format(
            name=_NAMES.format(table=table, operation=operation.lower()), operation=operation, columns=column, table=table
        )
        for operation, column in of.items()
    ]


def thawing_statements(vendor: str, table: str) -> list[str]:
    """Return the SQL that takes the triggers off `table` again."""
    on = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER {_NAMES.format(table=table, operation=operation)}{on}" for operation in ("update", "delete")]


def freeze(table: str, *, columns: tuple[str, ...] = ()) -> tuple[Callable[..., None], Callable[..., None]]:
    """Return the (forwards, backwards) functions of a RunPython that forbid UPDATE and DELETE on `table`.

    With `columns`, only these columns are frozen, and rows still cannot be deleted.
    """

    def install(apps: Any, schema_editor: Any) -> None:
        for statement in freezing_statements(schema_editor.connection.vendor, table, columns=columns):
            schema_editor.execute(statement, params=None)

    def remove(apps: Any, schema_editor: Any) -> None:
        for statement in thawing_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    return install, remove
