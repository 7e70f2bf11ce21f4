"""What the demo is about: people and challenges as data."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def people() -> dict[str, Any]:
    """Return authorities, officials, jurors, suppliers and the administrator."""
    return tomllib.loads((_HERE / "people.toml").read_text(encoding="utf-8"))


@cache
def challenges() -> list[dict[str, Any]]:
    """Return the challenges in the order of their files."""
    files = sorted(_HERE.glob("[0-9]*-*.toml"), key=lambda path: int(path.name.partition("-")[0]))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]


@cache
def forms() -> dict[str, Any]:
    """Return the questions and criteria that rounds of a kind share."""
    return tomllib.loads((_HERE / "forms.toml").read_text(encoding="utf-8"))
