"""How a document is read: bytes or data in, everything there is to say of it out, all at once.

    text --parsing--> plain data --models, with holes--> Document --checks--> findings

What has no proper shape is read as a hole, so that the rest is still checked; one mistake is one finding.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter, ValidationError

from challenges.rules import checks, parsing, shapes
from challenges.rules.base import HOLE, WITH_HOLES, Part
from challenges.rules.document import FORMAT, Document, Rules
from challenges.rules.findings import ADVISING, BLOCKING, OPEN, Code, Finding, Severity, declare
from challenges.rules.parsing import Refused
from challenges.rules.paths import Step, is_under, of_steps, steps_of
from challenges.rules.shaping import shape_finding
from challenges.rules.walking import places

# A document of which there is more to say is not read to the end.
MOST_FINDINGS = 2_000

declare(
    {
        "findings.more": Code(
            BLOCKING,
            _("There is more to say of this document than %(number)s findings."),
            _("Mend what is named first, then read it again."),
        ),
    }
)


@dataclass(frozen=True)
class Reading:
    """What a document says, and what is to be said of it.

    `document` has holes where something is missing or has no proper shape; it is None where nothing could be read. `data` is the
    document as plain data, `text` the text it was read from ("" if it was data already).
    """

    findings: tuple[Finding, ...]
    document: Document | None = None
    data: Any = None
    text: str = ""

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def under(self, path: str) -> tuple[Finding, ...]:
        """Return the findings of a section."""
        return tuple(finding for finding in self.findings if is_under(finding.path, path))

    @property
    def is_usable(self) -> bool:
        """Whether nothing blocks: a draft can be kept, an archive imported."""
        return not self.of(BLOCKING)

    @cached_property
    def rules(self) -> Rules | None:
        """The rules, which have no hole; None where something blocks or is open."""
        is_whole = self.document is not None and self.is_usable and not self.of(OPEN)
        return self.document.rules if self.document is not None and is_whole else None


def read_file(file: BinaryIO) -> Reading:
    """Read a document from an open file, of which no more is taken in than a document may have."""
    return read(parsing.bounded(file))


def read(source: bytes | str | Mapping[str, Any], *, retired: Collection[str] = ()) -> Reading:
    """Read a document from a file's text or from the data of a draft; never raises for what is in it.

    `retired` are the addresses of parts that older versions had and later ones took out (`checks.addresses`): they never return.
    """
    text = ""
    try:
        if isinstance(source, Mapping):
            data: Any = source
        else:
            text = parsing.text_of(source)
            data = parsing.data_of(text)
        data, refused = parsing.cleaned(data)
    except parsing.RefusedError as refusal:
        return Reading((refusal.finding,), text=text)
    return _read_data(data, refused, retired, text)


def _read_data(data: Any, refused: list[Refused], retired: Collection[str], text: str) -> Reading:
    if not isinstance(data, dict):
        return Reading((Finding("json.top"),), text=text)
    if "format" in data and (type(data["format"]) is not int or data["format"] != FORMAT):
        return Reading(
            (Finding("format.unknown", "format", {"format": str(data["format"]), "known": FORMAT}),), data=data, text=text
        )
    # The one member of which a file may be silent without leaving anything open: most competitions stand alone.
    data.setdefault("call", None)
    document, shape = _shaped(Document, data, refused)
    return Reading(_gathered(_said(document, shape, retired), data), document, data, text)


def _said(document: Document | None, shape: Iterable[Finding], retired: Collection[str]) -> Iterable[Finding]:
    if document is None:
        return shape
    neighbour = checks.neighbour(document)
    return [neighbour] if neighbour else chain(shape, checks.findings(document, retired=retired))


def _gathered(said: Iterable[Finding], data: Any) -> tuple[Finding, ...]:
    """Return the findings, the weightiest first and otherwise in the order of the document."""
    findings = [replace(finding, within=data) for finding in islice(said, MOST_FINDINGS)]
    if len(findings) == MOST_FINDINGS:
        findings.append(Finding("findings.more", params={"number": MOST_FINDINGS}))
    return tuple(sorted(findings, key=_weight))


def _weight(finding: Finding) -> int:
    return [BLOCKING, OPEN, ADVISING].index(finding.severity)


def read_section(draft: Mapping[str, Any], path: str) -> tuple[Any, tuple[Finding, ...]]:
    """Read one section of a draft by itself, such as `rules.rounds[0].judging`: return its part, with holes, and its findings.

    The part is None where nothing of the section could be read. Whether the section fits the others is said by `read` alone.

    Raises:
        KeyError: the draft has no such section.
    """
    expected: shapes.Expected = Document
    value: Any = draft
    steps = steps_of(path)
    for step in steps:
        expected, value = shapes.below(expected, value, step), shapes.child(value, step)
    if value is shapes.NOTHING or expected is None:
        raise KeyError(path)
    try:
        value, refused = parsing.cleaned(value)
    except parsing.RefusedError as refusal:
        return None, (replace(refusal.finding, path=path, within=draft),)
    part, findings = _shaped(expected, value, refused)
    return part, tuple(replace(finding, path=of_steps(steps_of(finding.path), path), within=draft) for finding in findings)


def _shaped(expected: shapes.Expected, data: Any, refused: list[Refused]) -> tuple[Any, Iterable[Finding]]:
    """Return `data` as a part whose holes are what is missing, was refused or has no proper shape, and the findings of these."""
    broken = {refusal.steps: refusal.finding for refusal in refused}
    adapter: TypeAdapter[Any] = TypeAdapter(expected)
    for _attempt in range(2):
        removed = {_innermost_member(expected, data, steps) for steps in broken}
        if () in removed:
            break
        sound = _without(data, removed)
        try:
            part = adapter.validate_python(sound, context=WITH_HOLES)
        except ValidationError as wrong:
            errors = wrong.errors(include_url=False, include_context=False, include_input=False)
            for error in errors[:MOST_FINDINGS]:
                steps, finding = shape_finding(expected, sound, error["loc"], error["type"])
                broken.setdefault(steps, finding)
        else:
            return part, chain(broken.values(), _holes(part, {of_steps(steps) for steps in removed}))
    return None, broken.values()


def _innermost_member(expected: shapes.Expected, data: Any, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps to the innermost member that holds a place, for no item can be missing of a list; () if none does."""
    innermost = 0
    for number, step in enumerate(steps, start=1):
        if shapes.model_of(expected, data) is not None:
            innermost = number
        expected, data = shapes.below(expected, data, step), shapes.child(data, step)
    return steps[:innermost]


def _without(data: Any, removed: Collection[tuple[Step, ...]], steps: tuple[Step, ...] = ()) -> Any:
    """Return a copy of `data` without the members at these places."""
    if isinstance(data, dict):
        inner = {name: (*steps, name) for name in data}
        return {name: _without(value, removed, inner[name]) for name, value in data.items() if inner[name] not in removed}
    if isinstance(data, list):
        return [_without(value, removed, (*steps, index)) for index, value in enumerate(data)]
    return data


def _holes(part: Any, known: Collection[str]) -> Iterator[Finding]:
    if not isinstance(part, Part):
        return
    for place in places(part):
        for name, value in place.part.each_member():
            path = of_steps((name,), place.path)
            if value is HOLE and path not in known:
                yield Finding("shape.missing", path)
