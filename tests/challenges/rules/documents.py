"""A whole document to try things on, and the means to change one thing in it."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from challenges.rules.paths import Step, joined, steps_of
from challenges.rules.reading import Reading, read
from tests.examples.reading import MADE_UP, load

Data = dict[str, Any]
_WHOLE = load(MADE_UP)
# Stands for "take the member out" among changes.
GONE = object()


def whole() -> Data:
    """Return a document without any hole or finding, made of parts that may be changed."""
    return copy.deepcopy(_WHOLE)


def at(data: Any, path: str) -> Any:
    """Return what stands at an address."""
    for step in steps_of(path):
        data = data[step]
    return data


def changed(data: Data, path: str, value: Any) -> Data:
    """Return `data`, with `value` at an address now; GONE takes the member out."""
    *above, last = steps_of(path)
    holder = data
    for step in above:
        holder = holder[step]
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return data


def read_changed(*changes: tuple[str, Any]) -> Reading:
    """Read the whole document after some changes."""
    data = whole()
    for path, value in changes:
        changed(data, path, value)
    return read(data)


def as_text(data: Any) -> str:
    """Return data as the text of a file."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def addresses(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every place below `value` with what stands there."""
    below: list[tuple[Step, Any]] = []
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    for step, inner in below:
        inner_path = joined(path, step)
        yield inner_path, inner
        yield from addresses(inner, inner_path)


def codes(reading: Reading) -> list[str]:
    """Return the codes of what was found."""
    return [finding.code for finding in reading.findings]


def found(reading: Reading) -> list[tuple[str, str]]:
    """Return code and address of what was found."""
    return [(finding.code, finding.path) for finding in reading.findings]
