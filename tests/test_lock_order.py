"""Every act of the portal takes its locks in one order, so that two of them never wait for each other in a ring.

The order is that of the layers and, inside them, of the things that hang on one another: challenge before round before panel
before entry before scorecard. An UPDATE or a DELETE locks like a SELECT FOR UPDATE.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pytest
from django.db import connection, transaction

from tests.spine.competitions import STORIES, make_competitions

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time and no row locks."),
]

_LOCKS = re.compile(r'FOR (?:NO KEY )?UPDATE(?: OF ([\w", ]+))?')
_FROM = re.compile(r'FROM "(\w+)"')
_CHANGES = re.compile(r'^(?:UPDATE|DELETE FROM) "(\w+)"')
# Written by whoever acts, and by nobody else: sessions, mail that waits, what a person prefers.
_NOBODY_WAITS = {"django_session", "core_outgoingmail"}


@dataclass
class Transaction:
    """What one transaction locked, in order."""

    act: str
    tables: list[str] = field(default_factory=list)

    def note(self, sql: str) -> None:
        for table in locked_by(sql):
            if table not in self.tables and table not in _NOBODY_WAITS:
                self.tables.append(table)


def locked_by(sql: str) -> list[str]:
    """Return the tables in which a statement locks rows."""
    if changed := _CHANGES.match(sql):
        return [changed.group(1)]
    locks = _LOCKS.search(sql)
    if locks is None:
        return []
    if locks.group(1):
        return [table.strip().strip('"') for table in locks.group(1).split(",")]
    return _FROM.findall(sql)[:1]


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Transaction]]:
    """Record every transaction of the block."""
    found: list[Transaction] = []
    enter = transaction.Atomic.__enter__

    def begin(self: Any) -> None:
        if not connection.in_atomic_block:
            found.append(Transaction(_act_under_way()))
        enter(self)

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if connection.in_atomic_block and found:
            found[-1].note(sql)
        return execute(sql, params, many, context)

    monkeypatch.setattr(transaction.Atomic, "__enter__", begin)
    with connection.execute_wrapper(look):
        yield found


def _act_under_way() -> str:
    """Return the name of the service whose transaction begins: `transaction.atomic` decorates it."""
    inner = next((frame for frame in inspect.stack() if frame.function == "inner" and "func" in frame.frame.f_locals), None)
    return str(inner.frame.f_locals["func"].__name__) if inner else "another act"


def rings(found: list[Transaction]) -> dict[tuple[str, str], set[str]]:
    """Return the pairs of tables that are locked in both orders, with the acts that do so."""
    orders: dict[tuple[str, str], set[str]] = {}
    for each in found:
        for pair in combinations(each.tables, 2):
            orders.setdefault(pair, set()).add(each.act)
    return {(a, b): acts | orders[b, a] for (a, b), acts in orders.items() if a < b and (b, a) in orders}


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('SELECT 1 FROM "a_b" WHERE x FOR UPDATE', ["a_b"]),
        ('SELECT 1 FROM "a_b" JOIN "c" ON 1 FOR NO KEY UPDATE OF "a_b"', ["a_b"]),
        ('UPDATE "c_d" SET x = 1', ["c_d"]),
        ('DELETE FROM "c_d" WHERE 1', ["c_d"]),
        ('SELECT 1 FROM "a_b"', []),
    ],
)
def test_what_locks(sql: str, tables: list[str]) -> None:
    assert locked_by(sql) == tables


def test_a_ring_is_found() -> None:
    assert rings([Transaction("one", ["a", "b"]), Transaction("two", ["b", "a"])]) == {("a", "b"): {"one", "two"}}


def test_no_two_acts_lock_in_opposite_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    with recorded(monkeypatch) as found:
        make_competitions(*STORIES)

    assert len({each.act for each in found if each.tables}) > 20
    assert rings(found) == {}
