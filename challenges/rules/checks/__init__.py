"""Whether a document makes sense: small pure checks over its parts, each blind to what is not said.

A check stands in the module of its theme, with the codes it finds. To add one, write it there.
"""

from collections.abc import Iterator

from challenges.rules.checks import (
    advancing,
    bounds,
    combining,
    law,
    panels,
    references,
    rewarding,
    rolling,
    rounds,
    sequence,
    texts,
    times,
    weighing,
)
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.neighbours import neighbour
from challenges.rules.checks.register import run
from challenges.rules.document import Document
from challenges.rules.findings import Finding

__all__ = ["findings", "neighbour"]
# Each declares its checks when it is imported.
THEMES = (advancing, bounds, combining, law, panels, references, rewarding, rolling, rounds, sequence, texts, times, weighing)


def findings(document: Document) -> Iterator[Finding]:
    """Yield what there is to say of a document, in its order."""
    yield from run(document, Inventory(document))
