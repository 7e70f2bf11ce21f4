"""The log: a line per request, an error once with its number, and nothing that somebody wrote."""

import json
import logging
import smtplib
from collections.abc import Callable, Iterator
from io import StringIO
from ipaddress import ip_network

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import translation
from pytest_django import Settings

from core.seen import JsonFormatter
from govtech_portal import urls as portal_urls
from tests.parts.installation import production_settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.test_seen")]

CANARY = "canary-7f3a"
PROBLEMS: dict[str, Callable[[], Exception]] = {
    "database": lambda: IntegrityError(f"duplicate key DETAIL: Key (email)=({CANARY})"),
    "input": lambda: ValidationError(CANARY),
    "mail": lambda: smtplib.SMTPRecipientsRefused({CANARY: (550, CANARY.encode())}),
    "away": lambda: OperationalError(f"connection to {CANARY} failed"),
}


def fail(_request: HttpRequest, kind: str, secret: str) -> HttpResponse:
    problem = PROBLEMS[kind]()
    if kind == "away":
        raise problem
    raise RuntimeError(secret) from problem


handler500 = portal_urls.handler500
urlpatterns = [path("fails/<kind>/<secret>/", fail, name="fails")]


@pytest.fixture
def log(settings: Settings) -> Iterator[StringIO]:
    """What an installation would write to stdout."""
    told, stream = production_settings()["LOGGING"], StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(name) for name in told["loggers"]]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(told["loggers"][logger.name]["level"])
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def ask(kind: str, **headers: str) -> HttpResponse:
    client = Client(raise_request_exception=False)
    response: HttpResponse = client.get(f"/fails/{kind}/{CANARY}/?q={CANARY}", headers=headers)
    return response


def lines(log: StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.parametrize("kind", PROBLEMS)
def test_an_error_is_told_once_without_a_word_of_anybody(log: StringIO, kind: str) -> None:
    page = ask(kind).content.decode()

    assert CANARY not in log.getvalue()
    (error,) = [line for line in lines(log) if line["level"] == "ERROR"]
    assert type(PROBLEMS[kind]()).__name__ in str(error["error"])
    assert "test_seen.py" in str(error["error"])
    assert error["request"]
    assert error["request"] in page


def test_each_request_has_a_line(log: StringIO) -> None:
    ask("input")
    (line,) = [line for line in lines(log) if line["logger"] == "portal.access"]
    assert (line["method"], line["act"], line["route"], line["status"]) == ("GET", "fails", "fails/<kind>/<secret>/", 500)
    assert int(line["ms"]) >= 0


@pytest.mark.parametrize(("proxies", "is_taken"), [([], False), (["127.0.0.0/8"], True), (["10.0.0.0/8"], False)])
def test_only_a_trusted_proxy_numbers_requests(log: StringIO, settings: Settings, proxies: list[str], is_taken: bool) -> None:
    settings.TRUSTED_PROXIES = [ip_network(network) for network in proxies]
    ask("input", **{"X-Request-ID": "given-by-proxy"})
    assert {line["request"] == "given-by-proxy" for line in lines(log)} == {is_taken}


def test_a_number_that_is_none_is_not_taken_over(log: StringIO, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    ask("input", **{"X-Request-ID": 'a", "level": "INFO'})
    assert {len(line["request"]) for line in lines(log)} == {16}


@pytest.mark.parametrize(("kind", "status", "after"), [("away", 503, "30"), ("database", 500, None)])
def test_a_database_that_is_away_is_worth_a_second_try(kind: str, status: int, after: str | None) -> None:
    response = ask(kind)
    assert (response.status_code, response.headers.get("Retry-After")) == (status, after)


@pytest.mark.parametrize(("language", "words"), [("en", "went wrong on our side"), ("pl", "po naszej stronie")])
def test_the_page_speaks_the_persons_language(language: str, words: str) -> None:
    with translation.override(None):
        assert words in ask("input", **{"Accept-Language": language}).content.decode()
