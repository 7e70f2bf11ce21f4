"""What those who run the portal ask it: is it up, is it ready, how is it doing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import DatabaseError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core import health
from tests.factories.accounts import make_user


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    health._demand_migrated.cache_clear()


def test_healthz_asks_no_database(client: Client) -> None:
    # Without the mark of pytest-django any query would fail here.
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_status_names_the_worker_that_is_not_there_and_readyz_does_not_mind(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    answer = client.get("/status")

    assert answer.status_code == 503
    assert answer.json()["missing"] == {"worker": "NoHeartbeatError"}
    assert answer.json()["letters"] == {"waiting": 0, "failed": 0, "oldest": None}


@pytest.mark.django_db
def test_readyz_is_200_once_all_parts_are_up(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    health.note_worker()

    assert client.get("/readyz").json() == {"ready": True, "missing": {}}
    with django_assert_max_num_queries(1):
        assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_the_status_names_each_missing_part(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_options: Any) -> None:
        raise OSError("password=secret at 10.0.0.1")

    def without_tables() -> None:
        raise DatabaseError("password=secret")

    health.note_worker()
    monkeypatch.setattr(storages["private"], "save", away)
    monkeypatch.setattr(health, "_ask_broker", away)
    monkeypatch.setattr(health, "_ask_database", without_tables)

    answer = client.get("/status")
    assert answer.status_code == 503
    assert answer.json()["missing"] == {"database": "DatabaseError", "broker": "OSError", "storage": "OSError"}
    assert b"secret" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(("is_superuser", "status"), [(True, 200), (False, 404)])
def test_elsewhere_the_status_is_for_administrators(client: Client, is_superuser: bool, status: int) -> None:
    health.note_worker()
    person = make_user()
    person.is_superuser = is_superuser
    person.save(update_fields=["is_superuser"])
    client.force_login(person)
    assert client.get("/status", REMOTE_ADDR="192.0.2.7").status_code == status
    client.logout()
    assert client.get("/status", REMOTE_ADDR="192.0.2.7").status_code == 404


@pytest.mark.django_db
def test_a_database_without_its_migrations_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    health.note_worker()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_args: ["one is missing"])

    assert client.get("/readyz").json()["missing"] == {"database": "NotMigratedError"}


def test_a_worker_beats_while_it_runs() -> None:
    beats: list[Any] = []

    def call_repeatedly(seconds: int, function: Any, **_options: Any) -> SimpleNamespace:
        beats.append((seconds, function))
        return SimpleNamespace(cancel=beats.clear)

    worker = SimpleNamespace(timer=SimpleNamespace(call_repeatedly=call_repeatedly))
    step = health.WorkerHeartbeat(worker)

    step.start(worker)
    assert cache.get("health:worker") == "alive"
    assert beats == [(health.SECONDS_BETWEEN_BEATS, health.note_worker)]
    step.stop(worker)
    assert (cache.get("health:worker"), beats) == (None, [])


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        # A proxy on this machine hands on what came from elsewhere.
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, 404),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}, 404),
        ("192.0.2.7", {"authorization": "Bearer right"}, 200),
        ("192.0.2.7", {"authorization": "Bearer wrong"}, 404),
        ("192.0.2.7", {"authorization": "Bearer "}, 404),
    ],
)
@pytest.mark.django_db
def test_metrics_are_for_this_machine_or_with_the_token(
    client: Client, settings: Any, address: str, headers: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN = "right"

    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


@pytest.mark.django_db
def test_without_a_token_in_the_settings_no_token_opens_the_metrics(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"authorization": "Bearer "}, REMOTE_ADDR="192.0.2.7").status_code == 404
