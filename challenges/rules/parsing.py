"""From the text of a file to plain data. Whatever no document may hold is refused here, before a model sees it."""

import json
import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import LARGEST_INTEGER, UNTYPABLE
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.paths import Step, of_steps
from challenges.rules.shapes import Json

LARGEST = 1_000_000  # bytes
DEEPEST = 60  # objects and lists within one another; a full document has less than 20
MOST_VALUES = 50_000  # a full document of 300 kB has 15,000
LONGEST_NAME = 100  # of a member; the longest of the models has 22
LONGEST_NUMBER = 30  # digits and signs

declare(
    {
        "json.size": Code(
            BLOCKING,
            _("The file is larger than %(bytes)s bytes."),
            _("Take out what is no rule, such as pictures, and choose the file again."),
        ),
        "json.encoding": Code(
            BLOCKING, _("The file is not text in UTF-8, from byte %(byte)s on."), _("Save it as UTF-8 and choose it again.")
        ),
        "json.depth": Code(
            BLOCKING,
            _("More than %(levels)s objects and lists stand within one another."),
            _("No rule is that deep; take them out."),
        ),
        "json.values": Code(
            BLOCKING, _("The document holds more than %(values)s values."), _("Split the competition, or take out what repeats.")
        ),
        "json.syntax": Code(
            BLOCKING,
            _("The text is not JSON, from line %(line)s, column %(column)s on."),
            _("Look there for a missing comma, quote or bracket."),
        ),
        "json.top": Code(BLOCKING, _("The document is not an object."), _("A document begins with { and ends with }.")),
        "json.twice": Code(BLOCKING, _("The member stands here twice."), _("Keep one of the two.")),
        "json.name": Code(
            BLOCKING,
            _("The name of a member is longer than %(characters)s characters, or cannot be typed."),
            _("Take the member out."),
        ),
        "json.number": Code(
            BLOCKING,
            _("No rule can hold this number: it is too large, or no number at all."),
            _("Write a number that can be counted."),
        ),
        "text.control": Code(
            BLOCKING, _("The text holds a character that nobody can type or see."), _("Delete the character and type it anew.")
        ),
    }
)

# Strings and brackets; an unterminated string reaches to the end, so that no place is looked at twice.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_OPENING, _CLOSING = {"[", "{"}, {"]", "}"}


@dataclass(frozen=True)
class Refused:
    """Something in a document that no document may hold."""

    steps: tuple[Step, ...]
    finding: Finding


class _Twice(dict[str, Json]):
    """An object some of whose members stand in the text more than once."""

    names: frozenset[str] = frozenset()


class _NoNumber:
    """A number that no document may hold."""


class RefusedError(Exception):
    """The text as a whole cannot be read; `finding` says why."""

    def __init__(self, code: str, **params: Json) -> None:
        """Make the finding of this code."""
        super().__init__(code)
        self.finding = Finding(code, params=params)


def bounded(file: BinaryIO) -> bytes:
    """Return the bytes of a file, but at most one more than a document may have: `text_of` refuses such a file unread."""
    return file.read(LARGEST + 1)


def text_of(source: bytes | str) -> str:
    """Return the text of a file, without a byte order mark.

    Raises:
        RefusedError: it is too large, or not in UTF-8.
    """
    if len(source) > LARGEST:
        raise RefusedError("json.size", bytes=LARGEST)
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise RefusedError("json.encoding", byte=wrong.start) from None


def data_of(text: str) -> Json:
    """Return what a JSON text holds; `cleaned` takes out of it what no document may hold.

    Raises:
        RefusedError: it is not JSON, or too deep to be read.
    """
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        depth += (found[0] in _OPENING) - (found[0] in _CLOSING)
        if depth > DEEPEST:
            raise RefusedError("json.depth", levels=DEEPEST)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_no_number)
    except json.JSONDecodeError as wrong:
        raise RefusedError("json.syntax", line=wrong.lineno, column=wrong.colno) from None


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    twice = _Twice(members)
    twice.names = frozenset(name for name, number in Counter(name for name, _value in pairs).items() if number > 1)
    return twice


def _whole(digits: str) -> int | _NoNumber:
    return int(digits) if len(digits) <= LONGEST_NUMBER else _NoNumber()


def _fraction(digits: str) -> float | _NoNumber:
    return float(digits) if len(digits) <= LONGEST_NUMBER else _NoNumber()


def _no_number(_name: str) -> _NoNumber:
    return _NoNumber()


def cleaned(data: Json) -> tuple[Json, list[Refused]]:
    """Return plain data with its texts in NFC, and what was taken out of it because no document may hold it.

    What is taken out of a list leaves null in its place, so that addresses stay as they are in the text.

    Raises:
        RefusedError: it is too deep, or has too many values.
    """
    sieve = _Sieve()
    return sieve.pass_value(data, ()), sieve.refused


class _Sieve:
    """Goes through data once."""

    def __init__(self) -> None:
        self.refused: list[Refused] = []
        self.values = 0

    def pass_value(self, value: Json, steps: tuple[Step, ...]) -> Json:
        self.values += 1
        if self.values > MOST_VALUES:
            raise RefusedError("json.values", values=MOST_VALUES)
        if len(steps) > DEEPEST:
            raise RefusedError("json.depth", levels=DEEPEST)
        if isinstance(value, dict):
            return self._pass_object(value, steps)
        if isinstance(value, list | tuple):
            return [self.pass_value(item, (*steps, index)) for index, item in enumerate(value)]
        if isinstance(value, str):
            return self._pass_text(value, steps)
        if _is_countable(value):
            return value
        self._refuse("json.number", steps)
        return None

    def _pass_object(self, value: dict[str, Json], steps: tuple[Step, ...]) -> dict[str, Json]:
        passed = {}
        for name, item in value.items():
            if len(name) > LONGEST_NAME or UNTYPABLE.search(name):
                self._refuse("json.name", (*steps, ascii(name[:20])), characters=LONGEST_NAME)
            elif name in getattr(value, "names", ()):
                self._refuse("json.twice", (*steps, name))
            else:
                passed[name] = self.pass_value(item, (*steps, name))
        return passed

    def _pass_text(self, text: str, steps: tuple[Step, ...]) -> str | None:
        if not UNTYPABLE.search(text):
            return unicodedata.normalize("NFC", text)
        self._refuse("text.control", steps)
        return None

    def _refuse(self, code: str, steps: tuple[Step, ...], **params: Json) -> None:
        self.refused.append(Refused(steps, Finding(code, of_steps(steps), params)))


def _is_countable(value: Json) -> bool:
    """Return whether JSON and every reader of it can hold a value that is no text: null, truth, or a number of usual size."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < LARGEST_INTEGER)
