"""Are all parts of the portal up? Asked by the supervisor, by load balancers and by people who run it."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from celery import Celery, bootsteps, current_app
from django.core.cache import cache as shared_cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

SECONDS_BETWEEN_BEATS = 5
# A worker that missed this many seconds of beats counts as gone.
SECONDS_TO_LIVE = 30
SECONDS_TO_TRUST_STORAGE = 60
_HEARTBEAT = "health:worker"
_STORAGE = "health:storage"


class NoHeartbeatError(Exception):
    """No worker was heard for a while."""


class NotMigratedError(Exception):
    """The database lacks migrations that this code has."""


class WorkerHeartbeat(bootsteps.StartStopStep):
    """A step of the worker's start: from then on it notes in the shared cache that it is alive."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.timer: Any = None

    def start(self, parent: Any) -> None:
        """Beat now and every few seconds."""
        note_worker()
        self.timer = parent.timer.call_repeatedly(SECONDS_BETWEEN_BEATS, note_worker, priority=10)

    def stop(self, _parent: Any) -> None:
        """Say goodbye: a worker that stops in order is missed at once."""
        if self.timer:
            self.timer.cancel()
        shared_cache.delete(_HEARTBEAT)


def add_heartbeat(app: Celery) -> None:
    """Let every worker of `app` beat."""
    app.steps["worker"].add(WorkerHeartbeat)


def note_worker() -> None:
    """Note that a worker is alive."""
    shared_cache.set(_HEARTBEAT, "alive", SECONDS_TO_LIVE)


def missing_parts() -> dict[str, str]:
    """Return what is not up, by part: `database`, `broker`, `storage`, `worker`; empty when all is well."""
    return dict(_problems())


def _problems() -> Iterator[tuple[str, str]]:
    checks: dict[str, tuple[Callable[[], None], tuple[type[BaseException], ...]]] = {
        "database": (_ask_database, (DatabaseError, NotMigratedError)),
        # Brokers and storages each have errors of their own.
        "broker": (_ask_broker, (Exception,)),
        "storage": (_ask_storage, (Exception,)),
        "worker": (_ask_worker, (Exception,)),
    }
    for part, (ask, failures) in checks.items():
        try:
            ask()
        except failures as problem:
            # The name of the error, never its words: those may hold addresses.
            yield part, type(problem).__name__


def missing_database() -> dict[str, str]:
    """Return `database` and what is wrong with it, or nothing: without the other parts a process still answers most requests."""
    try:
        _ask_database()
    except (DatabaseError, NotMigratedError) as problem:
        return {"database": type(problem).__name__}
    return {}


def _ask_worker() -> None:
    if shared_cache.get(_HEARTBEAT) is None:
        raise NoHeartbeatError


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    _demand_migrated()


@cache
def _demand_migrated() -> None:
    """Raise unless every migration ran; once they did, a running process never asks again."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigratedError


def _ask_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)


def _ask_storage() -> None:
    """Write and remove a small file, at most once a minute."""
    if shared_cache.get(_STORAGE):
        return
    private = storages["private"]
    private.delete(private.save("health/probe", ContentFile(b"probe")))
    shared_cache.set(_STORAGE, "writable", SECONDS_TO_TRUST_STORAGE)
