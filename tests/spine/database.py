"""A database of its own, beside that of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """Make an empty database for the time of the block, on SQLite as a file in `folder`, and yield its name."""
    if connection.vendor == "sqlite":
        yield str(folder / "spine.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_spine"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def talking_to(name: str) -> Iterator[None]:
    """Let everything in the block find the database of this name where it looks for the ordinary one."""
    ordinary = connections["default"]
    other = ordinary.copy()
    other.settings_dict["NAME"] = name
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = ordinary
