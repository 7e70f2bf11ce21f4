"""Whether a document makes sense: small pure checks over its parts, each blind to what is not said."""

from collections.abc import Collection, Iterator

from challenges.rules.document import Document
from challenges.rules.findings import Finding


def findings(document: Document, *, retired: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what there is to say of a document, in its order."""
    yield from ()


def neighbour(document: Document) -> Finding | None:
    """Return what to say of a procedure that is no contest."""
    return None
