"""The one place that tells the time.

The database's clock is the clock of record: web machines drift apart, the database does not drift from itself. Tests and the
demo builder move the clock by an offset (`moved_to`), which production settings forbid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

_QUESTIONS = {
    # clock_timestamp() goes on inside a transaction; now() would stand still at its start.
    "postgresql": "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
}

_offset = timedelta()
# Inside a request: a list that the first `now()` fills.
_moment_of_request: ContextVar[list[datetime] | None] = ContextVar("moment_of_request", default=None)


def database_now() -> datetime:
    """Return the database's time, asked now (one query); deadlines are decided by this inside the deciding transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTIONS[connection.vendor])
        told: str = cursor.fetchone()[0]
    return datetime.fromisoformat(told).replace(tzinfo=UTC) + _offset


def now() -> datetime:
    """Return the moment of this request: asked of the database once, then the same for the whole request or task."""
    held = _moment_of_request.get()
    if held is None:
        return database_now()
    if not held:
        held.append(database_now())
    return held[0]


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every `now()` inside tell the same moment, asked of the database at the first call."""
    token = _moment_of_request.set([])
    try:
        yield
    finally:
        _moment_of_request.reset(token)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Move the clock so that it tells `moment` now and runs on from there; for tests and the demo builder only."""
    if not settings.CLOCK_MOVABLE:
        msg = "The clock can only be moved where CLOCK_MOVABLE is set."
        raise ImproperlyConfigured(msg)
    global _offset  # noqa: PLW0603 - the offset is the clock's one piece of state, shared by all threads of a test
    before = _offset
    _offset = before + (moment - database_now())
    try:
        yield
    finally:
        _offset = before
