"""Where in the text of a document an address leads: for a page that marks the place."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from challenges.rules.paths import Step, steps_of

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)


def mark(text: str, path: str) -> tuple[int, int]:
    """Return line and column, from 1, of what stands at `path` in a JSON text; of what is around it, where it is missing."""
    return marks(text, [path])[path]


def marks(text: str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return line and column of every one of `paths`; the text, which is JSON, is gone through once."""
    wanted = {path: steps_of(path) for path in paths}
    prefixes = {steps[:length] for steps in wanted.values() for length in range(len(steps) + 1)}
    found: dict[tuple[Step, ...], int] = {}
    for steps, position in _positions(text):
        if steps in prefixes:
            found.setdefault(steps, position)
    return {path: _line_and_column(text, _nearest(found, steps)) for path, steps in wanted.items()}


def _nearest(found: dict[tuple[Step, ...], int], steps: tuple[Step, ...]) -> int:
    return next((found[steps[:length]] for length in range(len(steps), -1, -1) if steps[:length] in found), 0)


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


@dataclass
class _Open:
    """An object or list whose end has not come: the step to what stands there now, None before the name of a member."""

    step: Step | None


def _positions(text: str) -> Iterator[tuple[tuple[Step, ...], int]]:
    """Yield the steps to each value and where it begins; a member begins with its name."""
    around: list[_Open] = []
    begins: int | None = None
    for token in _TOKEN.finditer(text):
        sign, position = token[0], token.start()
        if sign in "]}":
            around.pop()
        elif sign == ",":
            inner = around[-1]
            inner.step = inner.step + 1 if isinstance(inner.step, int) else None
        elif around and around[-1].step is None:
            around[-1].step, begins = json.loads(sign), position
        elif sign != ":":
            yield tuple(outer.step for outer in around if outer.step is not None), position if begins is None else begins
            begins = None
            if sign in "[{":
                around.append(_Open(0 if sign == "[" else None))
