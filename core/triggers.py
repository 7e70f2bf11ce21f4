"""Database triggers that keep rows as they were written, for migrations of append-only and frozen tables.

Each function returns SQL for a vendor of databases: PostgreSQL or SQLite. The operations below run it in migrations.
"""

from collections.abc import Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

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


_SQLITE_CONDITIONAL = """CREATE TRIGGER {name} BEFORE {operation} {columns} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{why}'); END"""

_POSTGRESQL_CONDITIONAL = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF {condition} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN {row}; END $$;
CREATE TRIGGER {name} BEFORE {operation} {columns} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""

# Which versions of a row a condition is asked about: an update must not take a row out of its place either.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
Condition = str | Mapping[str, str]


def guarding_statements(vendor: str, table: str, *, condition: Condition, why: str, columns: tuple[str, ...] = ()) -> list[str]:
    """Return the SQL that forbids INSERT, UPDATE (of `columns`, or at all) and DELETE on `table` while `condition` holds.

    `condition` is SQL in which `{row}` stands for the row concerned, or one for each operation that is forbidden at times, which
    names NEW and OLD by itself; `why` is said in the error.
    """
    template = {"sqlite": _SQLITE_CONDITIONAL, "postgresql": _POSTGRESQL_CONDITIONAL}[vendor]
    return [
        template.format(
            name=f"guarded_{table}_{operation.lower()}",
            operation=operation,
            columns=f"OF {', '.join(columns)}" if columns and operation == "UPDATE" else "",
            table=table,
            condition=_condition_of(condition, operation, rows),
            why=why,
            row=rows[-1],
        )
        for operation, rows in _guarded(condition).items()
    ]


def _guarded(condition: Condition) -> dict[str, tuple[str, ...]]:
    """Return the operations that a condition is asked about."""
    return {operation: rows for operation, rows in _ROWS.items() if isinstance(condition, str) or operation in condition}


def _condition_of(condition: Condition, operation: str, rows: tuple[str, ...]) -> str:
    if isinstance(condition, str):
        return " OR ".join(f"({condition.format(row=row)})" for row in rows)
    return condition[operation]


def unguarding_statements(vendor: str, table: str, *, condition: Condition = "") -> list[str]:
    """Return the SQL that takes the conditional triggers off `table` again; `condition` is that of the guard."""
    on = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER guarded_{table}_{operation.lower()}{on}" for operation in _guarded(condition)]


class _TriggerOperation(Operation):
    """Runs statements about triggers; models and their state stay as they are.

    RunPython would do, but it makes Django build every model anew, for each operation and for each change of a model after it.
    """

    reversible = True
    elidable = False

    def forwards(self, vendor: str) -> list[str]:
        raise NotImplementedError

    def backwards(self, vendor: str) -> list[str]:
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in self.forwards(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in self.backwards(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


class FreezeTable(_TriggerOperation):
    """Forbids UPDATE and DELETE on a table; with `columns`, an UPDATE of these alone.

    An operation that rebuilds the table on SQLite (a new constraint, say) loses the triggers: freeze it anew after it.
    """

    def __init__(self, table: str, *, columns: tuple[str, ...] = ()) -> None:
        """Take the name of the table in the database, and of its columns."""
        self.table, self.columns = table, columns

    def forwards(self, vendor: str) -> list[str]:
        return freezing_statements(vendor, self.table, columns=self.columns)

    def backwards(self, vendor: str) -> list[str]:
        return thawing_statements(vendor, self.table)

    def describe(self) -> str:
        return f"Freeze {self.table}"


class GuardTable(_TriggerOperation):
    """Forbids changes of a table while a condition holds; for the arguments see `guarding_statements`."""

    def __init__(self, table: str, *, condition: Condition, why: str, columns: tuple[str, ...] = ()) -> None:
        """Take the name of the table in the database, the condition in SQL, and the words of the error."""
        self.table, self.condition, self.why, self.columns = table, condition, why, columns

    def forwards(self, vendor: str) -> list[str]:
        return guarding_statements(vendor, self.table, condition=self.condition, why=self.why, columns=self.columns)

    def backwards(self, vendor: str) -> list[str]:
        return unguarding_statements(vendor, self.table, condition=self.condition)

    def describe(self) -> str:
        return f"Guard {self.table}"


class UnguardTable(_TriggerOperation):
    """Takes the guard of a table away for good, or before the table is changed; a new GuardTable puts another one there."""

    reversible = False

    def __init__(self, table: str) -> None:
        """Take the name of the table in the database."""
        self.table = table

    def forwards(self, vendor: str) -> list[str]:
        return unguarding_statements(vendor, self.table)

    def describe(self) -> str:
        return f"Unguard {self.table}"


class ThawTable(_TriggerOperation):
    """Takes the freeze of a table away, before a change that would lose it silently on SQLite; FreezeTable puts it back."""

    reversible = False

    def __init__(self, table: str) -> None:
        """Take the name of the table in the database."""
        self.table = table

    def forwards(self, vendor: str) -> list[str]:
        return thawing_statements(vendor, self.table)

    def describe(self) -> str:
        return f"Thaw {self.table}"
