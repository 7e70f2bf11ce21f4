"""A published document, changes of it, and moments at which they are made."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from challenges.rules.impact.changes import Change, impact
from challenges.rules.impact.moments import Moment, RoundFacts, moment_at
from tests.challenges.rules.documents import Data, changed, whole

ENTERED = {key: RoundFacts(drafts=2, deposits=3) for key in ("concept", "trial", "poll", "final")}
# The window of the first round stands from 1 March to 1 April 2027; no other round has one.
BEFORE = datetime(2027, 2, 1, tzinfo=UTC)
OPEN = datetime(2027, 3, 10, tzinfo=UTC)
AFTER = datetime(2027, 5, 1, tzinfo=UTC)
CONCEPT = "rules.rounds[0]"
FORM = f"{CONCEPT}.intake"
CRITERION = f"{CONCEPT}.judging.parts[0].criteria[0]"


def read(data: Data) -> Document:
    return Document.model_validate(data, context=WITH_HOLES)


def unreserved() -> Data:
    """Return the whole document as data, without any change that it reserves."""
    return changed(whole(), "rules.reserved_changes", [])


def published(*changes: tuple[str, Any]) -> Document:
    """Return the document after some changes."""
    data = unreserved()
    for path, value in changes:
        changed(data, path, value)
    return read(data)


def moment(at: datetime = OPEN, **facts: RoundFacts) -> Moment:
    """Return the facts of an instant; something was entered everywhere."""
    return moment_at(published(), at, ENTERED | facts)


def impact_of(
    *changes: tuple[str, Any], at: datetime = OPEN, old: Document | None = None, **facts: RoundFacts
) -> tuple[Change, ...]:
    """Return the impact of some changes by address, `old` being in force."""
    return impact(old or published(), published(*changes), moment=moment(at, **facts))


def impact_by(edit: Callable[[Data], object], at: datetime = OPEN) -> tuple[Change, ...]:
    """Return the impact of what `edit` does to the document."""
    data = unreserved()
    edit(data)
    return impact(published(), read(data), moment=moment(at))


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """Return address, class and reason of each change."""
    return [(change.path, change.gravity.value, change.reason) for change in changes]
