"""Whether a document makes sense: small pure checks over its parts, each blind to what is not said.

A check stands in the module of its theme, with the codes it finds. To add one, write it there.
"""

from collections.abc import Collection, Iterator

from challenges.rules.checks import (
    advancing,
    bounds,
    combining,
    law,
    panels,
    rewarding,
    rolling,
    rounds,
    sequence,
    texts,
    times,
    weighing,
)
from challenges.rules.checks.names import Names
from challenges.rules.checks.neighbours import neighbour
from challenges.rules.checks.references import addresses, retired_keys
from challenges.rules.checks.register import run
from challenges.rules.document import Document
from challenges.rules.findings import Finding

__all__ = ["addresses", "findings", "neighbour"]
# Each declares its checks when it is imported.
THEMES = (advancing, bounds, combining, law, panels, rewarding, rolling, rounds, sequence, texts, times, weighing)


def findings(document: Document, *, retired: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what there is to say of a document, in its order; `retired` are addresses that must not return."""
    yield from run(document, Names(document))
    yield from retired_keys(document, retired)
