"""Run several processes as one: they start together, and when one ends or somebody asks, all end."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_STOP = 10.0
SECONDS_BETWEEN_LOOKS = 0.2
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class StopRequestedError(Exception):
    """Somebody pressed Ctrl-C or sent a signal to stop."""


@dataclass(frozen=True)
class Part:
    """One process of the portal: what people call it, and its command line."""

    name: str
    command: Sequence[str]


class PartEndedError(Exception):
    """A part ended by itself, which takes the others down."""

    def __init__(self, part: Part, code: int) -> None:
        super().__init__(f"{part.name} ended by itself with exit code {code}.")


def _end_with_parent() -> None:
    """Ask Linux to stop this process when its parent dies, even by SIGKILL; elsewhere nothing is asked."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def _stop_on_signal() -> Iterator[None]:
    """Turn the first stop signal within the block into `StopRequestedError`; later ones change nothing."""

    def request(_number: int, _frame: FrameType | None) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, lambda _number, _frame: None)
        raise StopRequestedError

    before = {number: signal.signal(number, request) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Supervisor:
    """Starts parts, watches them, and leaves none behind."""

    def __init__(self, parts: Sequence[Part], *, environment: Mapping[str, str]) -> None:
        """Take the parts to run and the environment they run in."""
        self.parts = parts
        self.environment = dict(environment)
        self.running: dict[subprocess.Popen[bytes], Part] = {}

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Run all parts until somebody asks to stop; call `announce` once, when `is_ready` first says so.

        Raises:
            PartEndedError: a part ended by itself; the others have been stopped.
        """
        with _stop_on_signal():
            try:
                self._start()
                self._watch(is_ready, announce)
            except StopRequestedError:
                pass
            finally:
                self._stop()

    def _start(self) -> None:
        for part in self.parts:
            # A session of its own: Ctrl-C reaches the supervisor alone, which then stops the parts in order.
            process = subprocess.Popen(  # noqa: S603 -- our own command lines
                part.command,
                env=self.environment,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 -- no threads run yet
            )
            self.running[process] = part

    def _watch(self, is_ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        announced = False
        while True:
            for process, part in self.running.items():
                if (code := process.poll()) is not None:
                    raise PartEndedError(part, code)
            if not announced and is_ready():
                announce()
                announced = True
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def _stop(self) -> None:
        """Ask every part to finish its work; after `SECONDS_TO_STOP` end what remains, children included."""
        for process in self.running:
            process.terminate()
        until = time.monotonic() + SECONDS_TO_STOP
        for process in self.running:
            try:
                process.wait(timeout=max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._end_children(process)

    @staticmethod
    def _end_children(process: subprocess.Popen[bytes]) -> None:
        """End what a part may have left in its process group."""
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
