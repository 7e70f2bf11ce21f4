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


_SQLITE_CONDITIONAL = """CREATE TRIGGER {name} BEFORE {operation} {columns} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{why}'); END"""

_POSTGRESQL_CONDITIONAL = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF {condition} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN {row}; END $$;
CREATE TRIGGER {name} BEFORE {operation} {columns} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""

# Which versions of a row a condition is asked about: an update must not take a row out of its place either.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def guarding_statements(vendor: str, table: str, *, condition: str, why: str, columns: tuple[str, ...] = ()) -> list[str]:
    """Return the SQL that forbids INSERT, UPDATE (of `columns`, or at all) and DELETE on `table` while `condition` holds.

    `condition` is SQL in which `{row}` stands for the row concerned; `why` is said in the error.
    """
    template = {"sqlite": _SQLITE_CONDITIONAL, "postgresql": _POSTGRESQL_CONDITIONAL}[vendor]
    return [
        template.format(
            name=f"guarded_{table}_{operation.lower()}",
            operation=operation,
            columns=f"OF {', '.join(columns)}" if columns and operation == "UPDATE" else "",
            table=table,
            condition=" OR ".join(f"({condition.format(row=row)})" for row in rows),
            why=why,
            row=rows[-1],
        )
        for operation, rows in _ROWS.items()
    ]


def unguarding_statements(vendor: str, table: str) -> list[str]:
    """Return the SQL that takes the conditional triggers off `table` again."""
    on = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER guarded_{table}_{operation.lower()}{on}" for operation in _ROWS]


def guard(
    table: str, *, condition: str, why: str, columns: tuple[str, ...] = ()
) -> tuple[Callable[..., None], Callable[..., None]]:
    """Return the (forwards, backwards) functions of a RunPython that forbid changes of `table` while `condition` holds."""

    def install(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in guarding_statements(vendor, table, condition=condition, why=why, columns=columns):
            schema_editor.execute(statement, params=None)

    def remove(apps: Any, schema_editor: Any) -> None:
        for statement in unguarding_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    return install, remove
