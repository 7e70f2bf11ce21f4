"""The portal under gunicorn, as `manage.py run_portal` starts it, and the memory that it takes."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import HOST, OK

WORKERS = 2
THREADS = 4
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


@contextmanager
def running_portal(port: int) -> Iterator[int]:
    """Serve the portal on `port` for the time of the block, and yield the id of gunicorn's first process.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    command = [
        *(sys.executable, "-m", "gunicorn", "govtech_portal.wsgi:application", "--bind", f"{HOST}:{port}"),
        *("--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "warning"),
    ]
    process = subprocess.Popen(command)  # noqa: S603 - our own command line
    try:
        _wait_until_up(process, port)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS_TO_START)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    message = "The portal did not start under gunicorn."
    raise RuntimeError(message)


def memory_of_workers(master: int) -> list[int]:
    """Return the resident memory of each of gunicorn's workers in MB (10^6 bytes), as Linux tells it."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [_resident_megabytes(int(child)) for child in children]


def _resident_megabytes(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    kibibytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
    return round(kibibytes * 1024 / 1_000_000)
