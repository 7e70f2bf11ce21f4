"""Where the parts of a document stand in its text: from the address of a finding to a line, counted from 1.

Only texts that `parsing` could read are asked about; their size and depth are bounded there. No well-kept library gives positions
of strict JSON without reading it another way than we do, and the texts that are marked must be those that were read.
"""

import json
import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from challenges.rules.paths import Step, of_steps, steps_of

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
# A line that nobody can read: the text was written by a machine, and is laid out to be marked.
LONGEST_LINE = 400


@dataclass
class _Open:
    """An object or a list that is being read; `step` is its member or index that comes next or is being read."""

    is_list: bool
    step: Step | None


def lines_of(text: str) -> Mapping[str, int]:
    """Return the line of every member and item by its address; of a member that stands twice, that of the last."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    found = {"": 1}
    for address, position in _positions(text):
        found[address] = bisect(breaks, position) + 1
    return found


def _positions(text: str) -> Iterator[tuple[str, int]]:
    around: list[_Open] = []
    for token in _TOKEN.finditer(text):
        sign, inner = token[0], around[-1] if around else None
        if sign in "]}":
            around.pop()
        elif sign == "," and inner:
            inner.step = inner.step + 1 if isinstance(inner.step, int) else None
        elif sign != ":":
            is_name = inner is not None and not inner.is_list and inner.step is None
            if is_name and inner:
                inner.step = str(json.loads(sign))
            if is_name or (inner and inner.is_list):
                yield of_steps(each.step for each in around if each.step is not None), token.start()
            if sign in "[{":
                around.append(_Open(sign == "[", 0 if sign == "[" else None))


def line_at(path: str, lines: Mapping[str, int]) -> int:
    """Return the line of an address, or of the innermost part around it that is there."""
    steps = steps_of(path)
    while steps and of_steps(steps) not in lines:
        steps = steps[:-1]
    return lines.get(of_steps(steps), 1)


def laid_out(text: str) -> str:
    """Return the text with a line for each member and item, where it has lines that nobody can read; else as it is.

    Every sign of it stays but the white space between them.
    """
    if all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        return text
    pieces: list[str] = []
    depth = 0
    before = ""
    for token in _TOKEN.finditer(text):
        sign = token[0]
        depth -= sign in "]}"
        if (before in "[{," and before and sign not in "]}") or (sign in "]}" and before not in "[{"):
            pieces.append("\n" + "  " * depth)
        depth += sign in "[{"
        pieces.append(": " if sign == ":" else sign)
        before = sign
    return "".join(pieces)
