"""What every test stands on: a network that ends at this machine, and no leftovers on its disk."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from pytest_django import DjangoDbBlocker

from challenges.rules import stored
from tests import snapshots


class NetworkRefusedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_this_machine(host: object) -> bool:
    """Return whether a host, name or address, is this machine itself."""
    if host in {None, "", b"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse_others(address: object) -> None:
    """Raise unless a socket address (host, port, ...) names this machine; addresses of other families are files."""
    if isinstance(address, tuple) and not _is_this_machine(address[0]):
        message = f"Tests reach nobody but this machine: {address[0]} was asked for."
        raise NetworkRefusedError(message)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse name look-ups of, and connections to, other machines."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            original = getattr(socket.socket, name)

            def guarded(self: socket.socket, address: Any, _original: Any = original) -> Any:
                _refuse_others(address)
                return _original(self, address)

            patch.setattr(socket.socket, name, guarded)
        look_up = socket.getaddrinfo

        def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
            _refuse_others((host,))
            return look_up(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Let no test count against another's rate limits, nor read what it cached."""
    cache.clear()
    stored.forget()


@pytest.fixture(autouse=True)
def _language_of_the_portal() -> None:
    """Begin in the portal's own language: a request leaves the one that it was answered in."""
    translation.deactivate()


@pytest.fixture(autouse=True, scope="module")
def _nothing_read_before() -> None:
    """Let no module whose tests share a database read what the tests before it left in memory: keys begin anew."""
    stored.forget()


@pytest.fixture(scope="session")
def migrated_database(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> snapshots.MigratedDatabase:
    """Return the database that another worker, or an earlier run, may have migrated already."""
    with django_db_blocker.unblock():
        return snapshots.MigratedDatabase(request.config)


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_database: snapshots.MigratedDatabase, django_db_blocker: DjangoDbBlocker) -> bool:
    """Start from the migrated database, where there is one."""
    with django_db_blocker.unblock():
        return migrated_database.take()


@pytest.fixture(scope="session")
def django_db_setup(
    migrated_database: snapshots.MigratedDatabase,
    django_db_setup: None,
    django_db_keepdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Keep the migrated database for others, and for the end of each test that commits."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            migrated_database.keep()
        with snapshots.returning_to_start():
            yield


_OF_DATABASES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything under journeys/, and what asks no database: it need not run once more on another one."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("journey")
        elif not item.get_closest_marker("django_db") and not _OF_DATABASES & set(getattr(item, "fixturenames", ())):
            item.add_marker("pure")


def pytest_unconfigure() -> None:
    """Remove the directory that the test settings made for files of this run."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_file() -> Callable[[str], Path]:
    """Return a function that finds a file of public test data beside the checkout; a test is skipped where there is none."""

    def find(name: str) -> Path:
        path = Path(os.environ.get("PORTAL_SHARED_DIR", settings.BASE_DIR.parent / "shared")) / name
        if not path.exists():
            pytest.skip(f"public test data {name} is not beside this checkout (PORTAL_SHARED_DIR)")
        return path

    return find
