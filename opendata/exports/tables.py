"""Lists as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read it right). The columns are explained in docs/data.md."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# A cell that begins so would be run as a formula by a spreadsheet; an apostrophe before it makes it text (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"
CHALLENGE_COLUMNS = (
    *("reference", "url", "title_en", "title_pl", "authority", "topic", "phase", "currency", "budget", "place", "cpv_codes"),
    *("published_at", "opens_at", "closes_at", "rounds", "version", "version_sha256", "source_url"),
)
WINNER_COLUMNS = (
    *(
        "award",
        "state",
        "challenge",
        "title_en",
        "title_pl",
        "authority",
        "supplier",
        "country",
        "identifier",
        "solution",
        "summary",
    ),
    *(
        "kind",
        "reward_en",
        "reward_pl",
        "lot",
        "amount",
        "prize",
        "currency",
        "place",
        "points",
        "points_of",
        "rule",
        "reason",
        "entered",
        "announced_at",
        "standstill_ends_at",
        "finalised_at",
    ),
)


def csv_lines(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a CSV file line by line, its header first; every cell that is no number is made safe for spreadsheets."""
    yield BYTE_ORDER_MARK + _line(columns)
    for row in rows:
        yield _line([_safe(row.get(column)) for column in columns])


def challenge_row(data: dict[str, Any]) -> dict[str, Any]:
    """Return a challenge of `opendata.queries.challenges.challenge_data` as one row."""
    return {
        **data,
        "title_en": data["title"].get("en"),
        "title_pl": data["title"].get("pl"),
        "authority": data["authority"]["name"],
        "cpv_codes": " ".join(data["cpv_codes"]),
        "rounds": len(data["rounds"]),
        "version": data["version"]["number"],
        "version_sha256": data["version"]["sha256"],
    }


def winner_row(data: dict[str, Any]) -> dict[str, Any]:
    """Return an award of `opendata.queries.challenges.winner_data` as one row."""
    supplier = data["supplier"]
    return {
        **data,
        "award": data["reference"],
        "challenge": data["challenge"]["reference"],
        "title_en": data["challenge"]["title"].get("en"),
        "title_pl": data["challenge"]["title"].get("pl"),
        "authority": data["authority"]["name"],
        "supplier": supplier["name"],
        "country": supplier["country"],
        "identifier": " ".join(part for part in (supplier["identifier_scheme"], supplier["identifier"]) if part),
        "solution": data["solution"]["title"],
        "reward_en": data["reward"].get("en"),
        "reward_pl": data["reward"].get("pl"),
        "summary": data["solution"]["summary"],
        "rule": data["reason"]["rule"],
        "reason": data["reason"]["words"],
        "entered": data["rounds"][0]["entered"],
    }


def _safe(value: Any) -> str:
    """Return a cell's text: moments as ISO 8601, nothing as an empty cell, and no text that a spreadsheet would run."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    text = str(value)
    is_number = text.removeprefix("-").replace(".", "", 1).isdecimal()
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not is_number else text


def _line(cells: Sequence[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue()
