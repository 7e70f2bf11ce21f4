"""Copies of the test database.

Between runs: a migrated SQLite database is kept, because Wagtail's migrations take half a minute. Within a run: a test that
commits for real is followed by a return to the database as migrated. Django's flush would not do: append-only tables refuse to
be emptied, and what migrations put in (Wagtail's root page, locales) would be gone.
"""

import hashlib
import shutil
import sqlite3
import uuid
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


def _kept(config: pytest.Config) -> Path:
    """Return where the migrated database is kept between runs, under a name made from all that it depends on."""
    assert config.cache is not None
    return config.cache.mkdir("migrated-database") / f"{_fingerprint()}.sqlite3"


def take(config: pytest.Config) -> bool:
    """Put the kept database in the place of the test database; return whether there was one, and SQLite is in use."""
    if connection.vendor != "sqlite" or not _kept(config).exists():
        return False
    shutil.copyfile(_kept(config), connection.settings_dict["TEST"]["NAME"])
    return True


def keep(config: pytest.Config) -> None:
    """Keep the test database for the next run, in the place of older ones."""
    if connection.vendor != "sqlite":
        return
    kept = _kept(config)
    # Several workers may do this at once: each writes a file of its own, and the last one stays.
    new = kept.with_name(f"{uuid.uuid4()}.new")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(new)])
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    new.replace(kept)


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
