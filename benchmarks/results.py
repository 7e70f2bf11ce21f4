"""What a run found: rows per page and size, what breaks a limit, the table and the JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MEMORY_LIMIT_MB = 250
FILE = Path(__file__).parent / "results" / "latest.json"
_HEAD = ("page", "queries", "limit", "p50 ms", "p95 ms", "per s", "x trivial")


@dataclass(frozen=True)
class Row:
    """One page at one size. `ratio` is its p50 by that of the trivial view; `problem` is empty where it could be measured."""

    page: str
    address: str = ""
    queries: int | None = None
    budget: int | None = None
    p50: float | None = None
    p95: float | None = None
    per_second: float | None = None
    ratio: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class SizeResult:
    """All pages with `entries` entries in the database. Memory: MB of each worker after the run."""

    entries: int
    seconds_to_fill: float
    rows: list[Row]
    memory: list[int]

    @classmethod
    def from_file(cls, path: Path) -> "SizeResult":
        """Return what `write` wrote."""
        held = json.loads(path.read_text())
        return cls(held["entries"], held["seconds_to_fill"], [Row(**row) for row in held["rows"]], held["memory"])

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self)))


def broken_limits(sizes: Sequence[SizeResult]) -> Iterator[str]:
    """Yield in words what is missing, over its limit, or grows with the number of entries."""
    for size in sizes:
        for row in size.rows:
            if row.problem:
                yield f"{row.page}, {size.entries} entries: {row.problem}"
            elif row.budget is not None and row.queries is not None and row.queries > row.budget:
                yield f"{row.page}, {size.entries} entries: {row.queries} queries, at most {row.budget} are allowed."
        if max(size.memory, default=0) > MEMORY_LIMIT_MB:
            yield f"A web process takes {max(size.memory)} MB with {size.entries} entries, at most {MEMORY_LIMIT_MB} are allowed."
    yield from _growing(sizes)


def _growing(sizes: Sequence[SizeResult]) -> Iterator[str]:
    for rows in zip(*(size.rows for size in sizes), strict=True):
        counts = [row.queries for row in rows if row.queries is not None]
        if len(set(counts)) > 1:
            per_size = ", ".join(f"{row.queries} with {size.entries}" for size, row in zip(sizes, rows, strict=True))
            yield f"{rows[0].page}: the number of queries depends on the number of entries ({per_size})."


def table(size: SizeResult) -> str:
    """Return one size as a table for the terminal."""
    cells = [_HEAD, *(_cells(row) for row in size.rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]
    title = f"{size.entries:,} entries, filled in {size.seconds_to_fill:.0f} s; web processes: {_megabytes(size.memory)}"
    return "\n".join([title, lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    if row.problem:
        return (row.page, row.problem, "", "", "", "", "")
    numbers = (row.queries, row.budget, row.p50, row.p95, row.per_second, row.ratio)
    return (row.page, *("" if number is None else str(number) for number in numbers))


def _megabytes(memory: Iterable[int]) -> str:
    return ", ".join(f"{each} MB" for each in memory)


def write_report(sizes: Sequence[SizeResult], broken: Sequence[str], **facts: Any) -> None:
    """Write the whole run to `FILE`."""
    FILE.parent.mkdir(exist_ok=True)
    content = {**facts, "sizes": [asdict(size) for size in sizes], "broken_limits": list(broken)}
    FILE.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
