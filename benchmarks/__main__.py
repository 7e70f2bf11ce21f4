"""`python -m benchmarks [--quick]`: start PostgreSQL and the portal, fill, measure, print a table, write JSON.

Exits with 1 when a page is missing or broken, or a limit of queries or memory is broken, or a computation takes longer than it
may. Times of pages are told, not judged: they are those of the machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

import psycopg

from benchmarks.computing import broken_limits as too_slow
from benchmarks.results import FILE, SizeResult, broken_limits, table, write_report
from tests.postgres import running_postgres

ROOT = Path(__file__).parent.parent
SIZES = (1_000, 10_000)
REQUESTS = 60
REQUESTS_OF_A_QUICK_RUN = 20
MIGRATED = "migrated"


def main() -> int:
    """Run everything; return the exit code."""
    parser = ArgumentParser(prog="benchmarks", description="Measures the main pages under gunicorn on PostgreSQL.")
    parser.add_argument("--quick", action="store_true", help="1,000 entries only, and fewer requests")
    is_quick = parser.parse_args().quick
    sizes = SIZES[:1] if is_quick else SIZES
    requests = REQUESTS_OF_A_QUICK_RUN if is_quick else REQUESTS
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder, running_postgres() as url:
        server = url.rpartition("/")[0]
        seconds_to_migrate = _prepare(server, Path(folder))
        computing = _compute(server, Path(folder))
        results = [_measure(size, requests, server, Path(folder)) for size in sizes]
    broken = [*broken_limits(results), *too_slow(computing)]
    facts = {
        "cores": os.cpu_count(),
        "requests_per_page": requests,
        "seconds_to_migrate_on_postgresql": seconds_to_migrate,
        "seconds_to_compute": computing,
        "seconds": round(time.monotonic() - started),
    }
    write_report(results, broken, **facts)
    _say(f"Migrated in {seconds_to_migrate} s; all measured in {facts['seconds']} s on {facts['cores']} cores.")
    _say(f"Written to {FILE.relative_to(ROOT)}.")
    for line in broken:
        _say(f"BROKEN: {line}")
    return 1 if broken else 0


def _prepare(server: str, folder: Path) -> float:
    """Migrate a database that the others are copied from, collect static files, and return the seconds of migrating."""
    _execute(server, f"CREATE DATABASE {MIGRATED}")
    _say("Migrating an empty PostgreSQL and collecting static files ...")
    started = time.monotonic()
    _run(server, MIGRATED, folder, "manage.py", "migrate", "--verbosity", "0")
    seconds = round(time.monotonic() - started, 1)
    _run(server, MIGRATED, folder, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    return seconds


def _compute(server: str, folder: Path) -> dict[str, float]:
    """Return the seconds of what needs no database, by what is computed."""
    output = folder / "computing.json"
    _run(server, MIGRATED, folder, "-m", "benchmarks.computing", str(output))
    seconds: dict[str, float] = json.loads(output.read_text())
    for what, taken in seconds.items():
        _say(f"{what}: {taken} s")
    return seconds


def _measure(size: int, requests: int, server: str, folder: Path) -> SizeResult:
    name, output = f"filled_{size}", folder / f"{size}.json"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    _say(f"Filling with {size:,} entries and measuring ...")
    _run(server, name, folder, "-m", "benchmarks.one_size", str(size), str(requests), str(output))
    result = SizeResult.from_file(output)
    _say(f"\n{table(result)}\n")
    return result


def _run(server: str, database: str, folder: Path, *command: str) -> None:
    """Run Python from the root of the checkout with the settings of the benchmark."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PORTAL_BENCHMARK_DATABASE_URL": f"{server}/{database}",
        "PORTAL_DATA_DIR": str(folder),
    }
    subprocess.run([sys.executable, *command], check=True, cwd=ROOT, env=environment)  # noqa: S603 - our own command lines


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]  # names of our own


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
