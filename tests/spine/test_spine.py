"""What the first release of the portal kept, taken over by this one: rows of then, migrated forward, verify as they did then.

See making.py for the file of rows. It also holds what verifying them printed then: the code of today reads only tables of today.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from ledger import signing
from tests import triggers
from tests.spine import making, rows
from tests.spine.database import new_database, talking_to

# All alike: tests that need the ordinary database are put before the others of all modules, and this one is to be set up once.
pytestmark = pytest.mark.django_db
# What nobody ever changes, and the tables whose rows are guarded while something holds. A new one is named here.
FROZEN = {
    "awards_awardlist",
    "awards_changenotice",
    "awards_decision",
    "awards_keptrehearsal",
    "awards_notice",
    "awards_proposeddecision",
    "awards_roundrecord",
    "challenges_challengeversion",
    "evaluation_act",
    "evaluation_correction",
    "evaluation_rankingsnapshot",
    "evaluation_signature",
    "ledger_event",
    "ledger_head",
    "submissions_deposit",
    "submissions_receipt",
}
# Tables that came later: nothing was taken over into them. Tests of their apps try to change their rows.
LATER = {
    "awards_awardlist",
    "awards_changenotice",
    "awards_keptrehearsal",
    "awards_proposeddecision",
    "evaluation_act",
    "evaluation_correction",
}
GUARDED = {"challenges_round", "evaluation_rankingsnapshot", "evaluation_score"}
# Guarded too, and not there yet when the spine was made: it has no row of these.
YOUNGER = {"challenges_amendment", "evaluation_correction"}
# Columns of tables without an `id`.
KEYS = {"ledger_event": "sequence", "ledger_head": "size"}


@dataclass(frozen=True)
class TakenOver:
    """The rows of then in tables of now. `output` and `errors` are what verifying them printed; `connected` goes back to them."""

    output: list[str]
    errors: str
    triggers: dict[tuple[str, str], str]
    connected: Any

    def refusal(self, statement: str) -> str:
        """Return the words in which the database refuses a statement; empty if it does not."""
        with self.connected(), transaction.atomic():
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
            except DatabaseError as error:
                return str(error)
            transaction.set_rollback(True)
        return ""


@pytest.fixture(scope="module")
def spine() -> dict[str, Any]:
    """The file of rows."""
    return json.loads(making.FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def taken_over(
    spine: dict[str, Any], tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[TakenOver]:
    """Migrate an empty database to where it was then, put the rows in, migrate forward, and verify."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        new_database(tmp_path_factory.mktemp("spine")) as name,
    ):
        patch.setattr("django.conf.settings.PORTAL_SIGNING_KEY", json.dumps(spine["signing_key"]))
        signing.signing_key.cache_clear()
        with talking_to(name):
            state = MigrationExecutor(connection).migrate([*spine["migrations"].items()])
            rows.put_in(spine["tables"], state.apps)
            forwards = MigrationExecutor(connection)
            forwards.migrate(forwards.loader.graph.leaf_nodes())
            output, errors = StringIO(), StringIO()
            with suppress(CommandError):
                call_command("verify_ledger", stdout=output, stderr=errors)
            found = triggers.installed()
        yield TakenOver(output.getvalue().splitlines(), errors.getvalue(), found, partial(talking_to, name))
    signing.signing_key.cache_clear()


def test_nothing_is_wrong_with_what_was_taken_over(taken_over: TakenOver) -> None:
    assert taken_over.errors == ""
    assert taken_over.output[-1] == "Everything holds."


def test_the_hashes_are_those_of_then(taken_over: TakenOver, spine: dict[str, Any]) -> None:
    """A kind of evidence that is new since then adds a line; none of the old ones is missing or another."""
    assert [line for line in spine["verified"] if line not in taken_over.output] == []


def test_a_migrated_database_has_the_triggers_of_a_new_one(taken_over: TakenOver) -> None:
    assert taken_over.triggers == triggers.installed()


def test_every_trigger_that_the_migrations_ask_for_is_there() -> None:
    required = {(trigger.table, trigger.name) for trigger in triggers.required(connection.vendor)}

    assert required - set(triggers.installed()) == set()


def test_what_must_never_change_is_frozen_and_rules_and_marks_are_guarded() -> None:
    for vendor in ("sqlite", "postgresql"):
        required = triggers.required(vendor)
        events = {table: {each.event for each in required if each.table == table} for table in FROZEN | GUARDED}

        assert {each.table for each in required if each.is_frozen} == FROZEN
        assert {each.table for each in required if not each.is_frozen} == GUARDED | YOUNGER
        assert all(events[table] >= {"UPDATE", "DELETE"} for table in events)


@pytest.mark.parametrize("table", sorted((FROZEN - LATER) | GUARDED))
def test_no_row_that_was_taken_over_can_be_changed_or_removed(taken_over: TakenOver, table: str) -> None:
    for trigger in triggers.required(connection.vendor):
        if trigger.table == table and trigger.event != "INSERT":
            for statement in statements(trigger):
                assert trigger.why in taken_over.refusal(statement), statement


def statements(trigger: triggers.Required) -> list[str]:
    """Return statements that a trigger must refuse where a table has rows, although they change nothing: one per column."""
    if trigger.event == "DELETE":
        return [f"DELETE FROM {trigger.table}"]  # noqa: S608 - a test's own words
    columns = trigger.columns or (KEYS.get(trigger.table, "id"),)
    return [f"UPDATE {trigger.table} SET {column} = {column}" for column in columns]  # noqa: S608 - a test's own words


def test_the_file_of_rows_is_small_and_holds_no_private_key(spine: dict[str, Any]) -> None:
    assert making.FILE.stat().st_size < 300_000
    assert "d" not in spine["signing_key"]
