"""The example documents, read from the checkout."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from challenges.rules.base import HOLE, Part

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MADE_UP = EXAMPLES / "made-up.json"
CALLS = sorted((EXAMPLES / "calls").glob("*.json"))


def load(path: Path) -> Any:
    """Return the JSON of a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def plain(value: Any) -> Any:
    """Return a part as JSON again: `kind` first, then its members in the order of the class, without holes."""
    if isinstance(value, Part):
        members = [(name, inner) for name, inner in value.each_member() if inner is not HOLE]
        return {name: plain(inner) for name, inner in sorted(members, key=lambda pair: pair[0] != "kind")}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return value


def printed(value: Any) -> str:
    """Return a part in the spelling of the example files."""
    return json.dumps(plain(value), indent=2, ensure_ascii=False) + "\n"
