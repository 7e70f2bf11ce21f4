"""What is measured of one page: its queries inside this process, its times through the running server."""

import http.client
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import sign_in

HOST = "127.0.0.1"
CLIENTS = 2
# Enough for each thread of each worker to have met the page.
WARM_UP = 8
SECONDS_FOR_AN_ANSWER = 30
OK = 200


class PageBrokenError(RuntimeError):
    """A page answered something else than 200."""


@dataclass(frozen=True)
class Times:
    """Milliseconds until the whole answer was there, for half and for 95 of 100 requests; answers per second of all clients."""

    p50: float
    p95: float
    per_second: float


def client_for(viewer: object | None) -> Client:
    """Return a test client, signed in as `viewer` with a second factor, or as nobody."""
    client = Client(SERVER_NAME=HOST)
    return sign_in(client, viewer) if viewer is not None else client  # type: ignore[arg-type]


def count_queries(client: Client, address: str) -> int:
    """Return how many queries an answer takes once the process is warm.

    Raises:
        PageBrokenError: the answer is not a page.
    """
    for _warming in range(2):
        with CaptureQueriesContext(connection) as captured:
            status = client.get(address).status_code
        if status != OK:
            message = f"{address} answered {status}."
            raise PageBrokenError(message)
    return len(captured)


def time_page(port: int, address: str, *, cookie: str, requests: int) -> Times:
    """Ask the running server `requests` times for a page, by `CLIENTS` clients at once, each on one open connection.

    Raises:
        PageBrokenError: an answer was not a page.
    """
    _ask(port, address, cookie, WARM_UP)
    taken: list[float] = []
    broken: list[Exception] = []

    def run() -> None:
        try:
            taken.extend(_ask(port, address, cookie, requests // CLIENTS))
        except (PageBrokenError, OSError, http.client.HTTPException) as error:
            broken.append(error)

    started = time.perf_counter()
    threads = [threading.Thread(target=run) for _client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    if broken:
        raise PageBrokenError(str(broken[0])) from broken[0]
    return Times(p50=percentile(taken, 50), p95=percentile(taken, 95), per_second=round(len(taken) / elapsed, 1))


def percentile(seconds: Sequence[float], rank: int) -> float:
    """Return the nearest-rank percentile in milliseconds: the least value that `rank` of 100 do not exceed."""
    ordered = sorted(seconds)
    return round(ordered[max(0, math.ceil(rank / 100 * len(ordered)) - 1)] * 1000, 1)


def _ask(port: int, address: str, cookie: str, requests: int) -> list[float]:
    """Return the seconds that each of `requests` answers took, one after the other."""
    connection_ = http.client.HTTPConnection(HOST, port, timeout=SECONDS_FOR_AN_ANSWER)
    taken = []
    try:
        for _request in range(requests):
            started = time.perf_counter()
            connection_.request("GET", address, headers={"Cookie": cookie} if cookie else {})
            answer = connection_.getresponse()
            answer.read()
            taken.append(time.perf_counter() - started)
            if answer.status != OK:
                message = f"{address} answered {answer.status}."
                raise PageBrokenError(message)
    finally:
        connection_.close()
    return taken
