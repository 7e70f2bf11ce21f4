"""Fill one database and measure every page: `python -m benchmarks.one_size ENTRIES REQUESTS OUTPUT`, run by `benchmarks`.

A process of its own, because Django knows one database from its start on.
"""

import socket
import sys
from pathlib import Path

import django


def measure(entries: int, requests: int, output: Path) -> None:
    """Fill the database that the settings name, measure, and write the result to `output`."""
    from benchmarks.filling import fill  # noqa: PLC0415 - models exist after django.setup()
    from benchmarks.results import SizeResult  # noqa: PLC0415
    from benchmarks.rows import rows_of  # noqa: PLC0415
    from benchmarks.server import memory_of_workers, running_portal  # noqa: PLC0415

    world = fill(entries)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    with running_portal(port) as master:
        rows = list(rows_of(world, port=port, requests=requests))
        memory = memory_of_workers(master)
    SizeResult(world.entries, world.seconds, rows, memory).write(output)


if __name__ == "__main__":
    django.setup()
    measure(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
