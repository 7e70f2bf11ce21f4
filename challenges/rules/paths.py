"""Addresses inside a document: `rules.rounds[1].judging.parts[0].criteria[1].scale.step`."""

import json
import re
from collections.abc import Iterable

Step = str | int
_PLAIN = re.compile(r"[\w-]+")
_STEP = re.compile(r'\[(?P<index>[0-9]+)\]|\[(?P<quoted>"(?:[^"\\]|\\.)*")\]|(?P<name>[\w-]+)')


def joined(path: str, step: Step) -> str:
    """Return the address of a member (a name) or an item (its index, from 0) of what stands at `path`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if not _PLAIN.fullmatch(step):
        return f"{path}[{json.dumps(step)}]"
    return f"{path}.{step}" if path else step


def of_steps(steps: Iterable[Step], path: str = "") -> str:
    """Return the address reached by `steps` from `path`."""
    for step in steps:
        path = joined(path, step)
    return path


def steps_of(path: str) -> tuple[Step, ...]:
    """Take an address apart into names and indexes."""
    return tuple(_step(found) for found in _STEP.finditer(path))


def _step(found: re.Match[str]) -> Step:
    if found["index"] is not None:
        return int(found["index"])
    return json.loads(found["quoted"]) if found["quoted"] is not None else found["name"]
