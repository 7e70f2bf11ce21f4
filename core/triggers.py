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


def freeze(table: str, *, columns: tuple[str, ...] = ()) -> tuple[Callable[..., None], Callable[..., None]]:
    """Return the (forwards, backwards) functions of a RunPython that forbid UPDATE and DELETE on `table`.

    With `columns`, only these columns are frozen, and rows still cannot be deleted.
    """

    def install(apps: Any, schema_editor: Any) -> None:
        template = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]
        for operation in ("UPDATE", "DELETE"):
            of = f"OF {', '.join(columns)}" if columns and operation == "UPDATE" else ""
            name = _NAMES.format(table=table, operation=operation.lower())
            schema_editor.execute(template.format(name=name, operation=operation, columns=of, table=table), params=None)

    def remove(apps: Any, schema_editor: Any) -> None:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for operation in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {_NAMES.format(table=table, operation=operation)}{on}", params=None)

    return install, remove
