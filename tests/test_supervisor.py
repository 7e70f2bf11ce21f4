"""Several processes run as one: none stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govtech_portal.supervisor import Part, PartEndedError, Supervisor

SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")
DEAF = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_when_one_part_ends_the_others_are_ended() -> None:
    ending = Part("ending", (sys.executable, "-c", "raise SystemExit(3)"))
    supervisor = Supervisor([Part("sleeping", SLEEPER), ending], environment=os.environ)

    with pytest.raises(PartEndedError, match="ending ended by itself with exit code 3"):
        supervisor.run(is_ready=lambda: False, announce=lambda: None)

    assert [process.poll() is None for process in supervisor.running] == [False, False]


def test_a_part_that_does_not_listen_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govtech_portal.supervisor.SECONDS_TO_STOP", 0.2)
    supervisor = Supervisor([Part("deaf", DEAF)], environment=os.environ)

    supervisor.run(is_ready=lambda: True, announce=lambda: signal.raise_signal(signal.SIGTERM))

    assert [process.returncode is not None for process in supervisor.running] == [True]


def test_parts_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "supervise.py"
    script.write_text(
        "import os\n"
        "from govtech_portal.supervisor import Part, Supervisor\n"
        f"supervisor = Supervisor([Part('sleeping', {SLEEPER!r})], environment=os.environ)\n"
        "tell = lambda: print(*[process.pid for process in supervisor.running], flush=True)\n"
        "supervisor.run(is_ready=lambda: True, announce=tell)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        part = int(process.stdout.readline())
        process.kill()

    until = time.monotonic() + 10
    while is_alive(part) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(part)
