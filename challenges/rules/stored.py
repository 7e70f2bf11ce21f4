"""Reading a stored version: its content is upgraded and parsed once per process, since it never changes."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from challenges.rules.document import Document
from challenges.rules.upgrades import upgraded

# A document of two rounds takes about 0.3 MB when parsed.
MOST_KEPT = 200
_kept: OrderedDict[int, Document] = OrderedDict()


def document_of(version: int, load: Callable[[], Mapping[str, Any]]) -> Document:
    """Return the document of the version with this primary key; `load` gives its content, and is called only where needed.

    Raises:
        UnknownFormatError: the content is of a newer format.
        ValidationError: of pydantic; the content is no document, which a stored version always is.
    """
    found = _kept.get(version)
    if found is None:
        found = Document.model_validate(upgraded(load()))
        _kept[version] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(version)
    return found


def unread(versions: Iterable[int]) -> set[int]:
    """Return those of `versions`, primary keys, that this process would have to load."""
    return {version for version in versions if version not in _kept}


def forget() -> None:
    """Forget what was read: for tests, whose databases begin anew with the same keys."""
    _kept.clear()
