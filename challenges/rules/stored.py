"""Reading a stored version: its content is upgraded and parsed once per process, since it never changes."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from challenges.rules.document import Document
from challenges.rules.upgrades import upgraded

# A document of two rounds takes about 0.3 MB when parsed.
MOST_KEPT = 200
_kept: OrderedDict[str, Document] = OrderedDict()


def document_of(sha256: str, load: Callable[[], Mapping[str, Any]]) -> Document:
    """Return the document of the version with this hash; `load` gives its content, and is called only where needed.

    Not its primary key names it: SQLite gives the key of a version that was rolled back to the next one.

    Raises:
        UnknownFormatError: the content is of a newer format.
        ValidationError: of pydantic; the content is no document, which a stored version always is.
    """
    found = _kept.get(sha256)
    if found is None:
        found = Document.model_validate(upgraded(load()))
        _kept[sha256] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(sha256)
    return found


def is_read(sha256: str) -> bool:
    """Return whether this process has the document of the version with this hash."""
    return sha256 in _kept


def forget() -> None:
    """Forget what was read: for tests, which count what is asked of the database."""
    _kept.clear()
