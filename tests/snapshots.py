"""Copies of the test database.

Before the tests: the migrated database is made once and copied, because Wagtail's migrations take half a minute.

Between them: a test that commits for real is followed by a return to the database as migrated. Django's flush would not do:
append-only tables refuse to be emptied, and what migrations put in (Wagtail's root page, locales) would be gone.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase


def _fingerprint() -> str:
    """Return a hash of our migrations and of the pinned packages, whose migrations they stand on."""
    root = Path(settings.BASE_DIR)
    digest = hashlib.sha256((root / "requirements" / "production.txt").read_bytes())
    for path in sorted(root.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class MigratedDatabase:
    """The database as the migrations leave it, made by whichever worker comes first and copied by the others.

    On SQLite it stays for later runs; on PostgreSQL it lives as long as the server.
    """

    def __init__(self, config: pytest.Config) -> None:
        """Find its name, made from all that it depends on."""
        assert config.cache is not None
        self.folder = config.cache.mkdir("migrated-database")
        self.name = f"portal_{_fingerprint()}"
        self.test_name = connection.creation._get_test_db_name()
        self.lock = (self.folder / "lock").open("w")

    def take(self) -> bool:
        """Put it in the place of the test database and return True; or return False, and let others wait until `keep`."""
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        if not self._exists():
            return False
        if connection.vendor == "sqlite":
            shutil.copyfile(self._file(), self.test_name)
        else:
            _copy_postgresql(self.name, self.test_name)
        self.lock.close()
        return True

    def keep(self) -> None:
        """Keep the test database, in the place of older ones, and let others take it."""
        connection.close()
        if connection.vendor == "sqlite":
            for old in self.folder.glob("*.sqlite3"):
                old.unlink()
            _copy_sqlite(self.test_name, str(self._file()))
        else:
            _copy_postgresql(self.test_name, self.name)
        self.lock.close()

    def _file(self) -> Path:
        return self.folder / f"{self.name}.sqlite3"

    def _exists(self) -> bool:
        if connection.vendor == "sqlite":
            return self._file().exists()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None


@contextmanager
def returning_to_start() -> Iterator[None]:
    """Let every test that commits for real, within the block, be followed by a return to the database as it is now."""
    name = connection.settings_dict["NAME"]
    start = f"{name}_start"
    copy = _copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql
    connection.close()
    copy(name, start)

    def restore(_self: TransactionTestCase) -> None:
        connection.close()
        copy(start, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        yield
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{start}"')


def _copy_sqlite(source: str, target: str) -> None:
    """Make `target` the same as `source`, also while others have it open."""
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    try:
        origin.backup(copy)
    finally:
        origin.close()
        copy.close()


def _copy_postgresql(source: str, target: str) -> None:
    """Make `target` anew from `source`; nobody may be connected to the source."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
