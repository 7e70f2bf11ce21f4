"""The triggers of a database: those that it has, and those that the migrations say it must have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core import triggers

_QUESTIONS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname, relname, pg_get_triggerdef(t.oid) || '; ' || pg_get_functiondef(tgfoid)
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal""",
}
_CREATED = re.compile(r"CREATE TRIGGER (\w+) BEFORE (\w+) .*?ON (\w+)", re.DOTALL)
_DROPPED = re.compile(r"DROP TRIGGER (\w+)")


@dataclass(frozen=True)
class Required:
    """A trigger that the migrations leave behind: on INSERT, UPDATE or DELETE, and the words of its error.

    `columns` are those whose UPDATE it refuses; empty: any.
    """

    name: str
    event: str
    table: str
    columns: tuple[str, ...]
    why: str
    is_frozen: bool


def installed() -> dict[tuple[str, str], str]:
    """Return the SQL of every trigger of the database by table and name, with that of its function on PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTIONS[connection.vendor])
        return {(table, name): sql for name, table, sql in cursor.fetchall()}


def required(vendor: str) -> list[Required]:
    """Return the triggers that are there when all migrations have run, by name: what was taken off and not put back is not."""
    found: dict[str, Required] = {}
    for operation in _operations():
        for statement in operation.forwards(vendor):
            for name in _DROPPED.findall(statement):
                del found[name]
            for name, event, table in _CREATED.findall(statement):
                found[name] = _required(name, event, table, operation)
    return sorted(found.values(), key=lambda trigger: trigger.name)


def _required(name: str, event: str, table: str, operation: triggers._TriggerOperation) -> Required:
    if isinstance(operation, triggers.GuardTable):
        return Required(name, event, table, operation.columns, operation.why, is_frozen=False)
    assert isinstance(operation, triggers.FreezeTable), operation
    return Required(name, event, table, operation.columns, f"{table} is append-only", is_frozen=True)


def _operations() -> Iterator[triggers._TriggerOperation]:
    """Yield what the migrations do to triggers, in the order in which they run."""
    graph = MigrationLoader(None).graph
    plan = dict.fromkeys(chain.from_iterable(graph.forwards_plan(leaf) for leaf in graph.leaf_nodes()))
    for node in plan:
        yield from (operation for operation in graph.nodes[node].operations if isinstance(operation, triggers._TriggerOperation))
