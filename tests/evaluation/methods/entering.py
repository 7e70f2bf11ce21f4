"""Entries of made-up contests, and how results are read in tests."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.methods.entries import Card, Entry
from evaluation.methods.results import Ranking

TABLES = Path(__file__).parent / "tables"


def table(name: str) -> dict[str, Any]:
    return json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))


def cards(*marks: Mapping[str, str | None]) -> tuple[Card, ...]:
    """One card for each juror r1, r2, ..."""
    return tuple(Card(f"r{number}", each) for number, each in enumerate(marks, start=1))


def entry(code: str, *marks: Mapping[str, str | None], part: str = "main", **further: Any) -> Entry:
    """An entry with one card for each juror; its supplier is its own unless named."""
    return Entry(code, **{"supplier": f"s-{code}", "cards": {part: cards(*marks)}, **further})


def marked(values: Mapping[str, Sequence[Any]], key: str = "a") -> list[Entry]:
    """Entries by code with a mark in one criterion by each juror; None is no card."""
    return [
        Entry(
            code,
            place,
            f"s-{code}",
            cards={"main": tuple(Card(f"r{n}", {key: str(v)}) for n, v in enumerate(marks) if v is not None)},
        )
        for place, (code, marks) in enumerate(values.items(), start=1)
    ]


def scored(**totals: int) -> list[Entry]:
    """Entries by code, in the order of arrival, with one juror's mark."""
    return marked({code: [total] for code, total in totals.items()})


def ranks(ranking: Ranking) -> dict[str, int | None]:
    return {standing.work_code: standing.rank for standing in ranking.standings}


def totals(ranking: Ranking) -> dict[str, str]:
    return {standing.work_code: str(standing.total) for standing in ranking.standings}
