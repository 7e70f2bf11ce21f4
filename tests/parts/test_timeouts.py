"""No part is waited for for ever: what an installation is told of the time that each may take, and that it keeps to it."""

import socket
import time
from collections.abc import Iterator

import psycopg
import pytest
from botocore.exceptions import BotoCoreError
from django.core.cache.backends.redis import RedisCache
from django.utils.module_loading import import_string
from redis.exceptions import RedisError

from tests.parts.installation import production_settings


@pytest.fixture
def silent() -> Iterator[str]:
    """An address where somebody takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_the_database_ends_what_takes_too_long() -> None:
    told = production_settings(PORTAL_DATABASE_STATEMENT_SECONDS="7")["DATABASES"]["default"]["OPTIONS"]
    assert "statement_timeout=7s" in told["options"]
    assert "lock_timeout=10s" in told["options"]


def test_a_database_that_says_nothing_is_not_waited_for(silent: str) -> None:
    options = production_settings()["DATABASES"]["default"]["OPTIONS"]
    started = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://portal@{silent}/portal", **options)
    assert time.monotonic() - started < 5


def test_a_cache_that_says_nothing_is_not_waited_for(silent: str) -> None:
    told = production_settings(PORTAL_REDIS_URL=f"redis://{silent}")["CACHES"]["default"]
    started = time.monotonic()
    with pytest.raises(RedisError):
        RedisCache(told["LOCATION"], {"OPTIONS": told["OPTIONS"]}).get("key")
    assert time.monotonic() - started < 5


def test_a_store_that_cannot_be_reached_is_given_up() -> None:
    told = production_settings()["STORAGES"]["private"]
    started = time.monotonic()
    with pytest.raises(BotoCoreError):
        import_string(told["BACKEND"])(**told["OPTIONS"]).exists("file")
    config = told["OPTIONS"]["client_config"]
    assert (config.connect_timeout, config.read_timeout) == (2, 10)
    assert time.monotonic() - started < 10
