"""How a document is read: bytes or data in, everything there is to say of it out, all at once.

    text --parsing--> plain data --models, with holes--> Document --checks--> findings

What has no proper shape is read as a hole, so that the rest is still checked; one mistake is one finding.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from challenges.rules import checks, parsing
from challenges.rules.base import HOLE, WITH_HOLES, Hole
from challenges.rules.document import FORMAT, Document, Rules
from challenges.rules.findings import ADVISING, BLOCKING, OPEN, Code, Finding, Severity, declare
from challenges.rules.parsing import Refused
from challenges.rules.paths import Step, of_steps
from challenges.rules.shapes import Json, Shape, child
from challenges.rules.shaping import misshapen
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
    data: Json = None
    text: str = ""

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def is_usable(self) -> bool:
        """Whether nothing blocks: a draft can be kept, an archive imported."""
        return not self.of(BLOCKING)

    @cached_property
    def rules(self) -> Rules | None:
        """The rules, which have no hole; None where something blocks or is open."""
        if self.document is None or not self.is_usable or self.of(OPEN):
            return None
        return self.document.rules


def read_file(file: BinaryIO) -> Reading:
    """Read a document from an open file, of which no more is taken in than a document may have."""
    return read(parsing.bounded(file))


def read(source: bytes | str | Mapping[str, Json]) -> Reading:
    """Read a document from a file's text or from the data of a draft; never raises for what is in it."""
    text = ""
    try:
        if isinstance(source, Mapping):
            found: Json = source
        else:
            text = parsing.text_of(source)
            found = parsing.data_of(text)
        data, refused = parsing.cleaned(found)
    except parsing.RefusedError as refusal:
        return Reading((refusal.finding,), text=text)
    if not isinstance(data, dict):
        return Reading((Finding("json.top"),), text=text)
    number = data.get("format", FORMAT)
    if type(number) is not int or number != FORMAT:
        return Reading((Finding("format.unknown", "format", {"format": str(number), "known": FORMAT}),), data=data, text=text)
    # The one member of which a file may be silent without leaving anything open: most competitions stand alone.
    data.setdefault("call", None)
    return _read_data(data, refused, text)


def _read_data(data: Json, refused: list[Refused], text: str) -> Reading:
    document, said = _shaped(data, refused)
    if document is None:
        return Reading(_gathered(said, data), data=data, text=text)
    neighbour = checks.neighbour(document)
    said = [neighbour] if neighbour else chain(said, checks.findings(document))
    return Reading(_gathered(said, data), document, data, text)


def _gathered(said: Iterable[Finding], data: Json) -> tuple[Finding, ...]:
    """Return the findings, the weightiest first and otherwise in the order of the document."""
    findings = [replace(finding, within=data) for finding in islice(said, MOST_FINDINGS)]
    if len(findings) == MOST_FINDINGS:
        findings.append(Finding("findings.more", params={"number": MOST_FINDINGS}))
    return tuple(sorted(findings, key=_weight))


def _weight(finding: Finding) -> int:
    return [BLOCKING, OPEN, ADVISING].index(finding.severity)


def shaped(draft: Mapping[str, Json]) -> Document | None:
    """Return a draft as a document, with holes where something is missing or misshapen; None where it is none.

    Whether its parts fit together is said by `read` alone.
    """
    try:
        data, refused = parsing.cleaned(draft)
    except parsing.RefusedError:
        return None
    document, _findings = _shaped(data, refused)
    return document


def _shaped(data: Json, refused: list[Refused]) -> tuple[Document | None, Iterable[Finding]]:
    """Return `data` as a document whose holes are what is missing, was refused or has no proper shape; and the findings of these.

    None stands for what is no document at all.
    """
    broken, shape = {refusal.steps: refusal.finding for refusal in refused}, Shape(Document)
    for _attempt in range(2):
        removed = {_innermost_member(shape, data, steps) for steps in broken}
        if () in removed:
            break
        sound = _without(data, removed)
        try:
            document = Document.model_validate(sound, context=WITH_HOLES)
        except ValidationError as wrong:
            errors = wrong.errors(include_url=False, include_context=False, include_input=False)
            for error in errors[:MOST_FINDINGS]:
                place = misshapen(shape, sound, error["loc"], error["type"])
                broken.setdefault(place.steps, place.finding)
        else:
            return document, chain(broken.values(), _holes(document, {of_steps(steps) for steps in removed}))
    return None, broken.values()


def _innermost_member(shape: Shape, data: Json | Hole, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps to the innermost member that can be a hole and holds a place; () if none does.

    No item can be missing of a list, nor its kind of an object: without it nobody knows what the object is.
    """
    innermost = 0
    for number, step in enumerate(steps[:-1] if steps[-1:] == ("kind",) else steps, start=1):
        if shape.model(data) is not None:
            innermost = number
        shape, data = shape.below(data, step), child(data, step)
    return steps[:innermost]


def _without(data: Json, removed: Collection[tuple[Step, ...]], steps: tuple[Step, ...] = ()) -> Json:
    """Return a copy of `data` without the members at these places."""
    if isinstance(data, dict):
        inner = {name: (*steps, name) for name in data}
        return {name: _without(value, removed, inner[name]) for name, value in data.items() if inner[name] not in removed}
    if isinstance(data, list):
        return [_without(value, removed, (*steps, index)) for index, value in enumerate(data)]
    return data


def _holes(document: Document, known: Collection[str]) -> Iterator[Finding]:
    for place in places(document):
        for name, value in place.part.each_member():
            path = of_steps((name,), place.path)
            if value is HOLE and path not in known:
                yield Finding("shape.missing", path)
