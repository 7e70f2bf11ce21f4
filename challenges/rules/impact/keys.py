"""Keys that are gone: what a key meant once it means for ever, so it never returns and nothing else takes its name."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from challenges.rules.base import Keyed
from challenges.rules.document import Document
from challenges.rules.impact.comparing import differences
from challenges.rules.impact.rows import How


def retired_keys(versions: Iterable[Document]) -> frozenset[str]:
    """Return the addresses by keys of everything that one of the versions, in the order they were published, took away.

    An address names a keyed part in its list, such as `rules.rounds[concept].intake.questions[price]`.
    """
    return frozenset(address for old, new in pairwise(versions) for address in _gone(old, new))


def _gone(old: Document, new: Document) -> Iterator[str]:
    for each in differences(old, new):
        if each.how is How.REMOVED and isinstance(each.before, Keyed):
            yield each.path
