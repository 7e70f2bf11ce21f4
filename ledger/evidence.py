"""What the database holds as evidence, kind by kind. Apps register theirs from their AppConfig; `verify_ledger` examines all.

A kind is examined row by row: every row is a piece with a hash recomputed from its content, and what does not hold is a defect.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One row: its primary key, and the SHA-256 of what it says, recomputed and not as stored."""

    key: int
    sha256: str


@dataclass(frozen=True)
class Defect:
    """Something that does not hold: the key of the row, or what tells of a row that is not there; and why, in words."""

    key: int | str
    why: str


@dataclass(frozen=True)
class Kind:
    """One kind of evidence. `examine` yields each row of `table` as a piece, in the order of their keys, and every defect."""

    name: str
    table: str
    examine: Callable[[], Iterator[Piece | Defect]]


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds of evidence to what is verified."""
    _kinds.update({kind.name: kind for kind in kinds})


def kinds(names: Iterable[str] = ()) -> list[Kind]:
    """Return the kinds with these names, or all; by name. KeyError for a name that no app registered."""
    return [_kinds[name] for name in sorted(set(names) or _kinds)]


class Verification:
    """The examination of one kind: read `defects` to the end, then `count` and `sha256` tell what was examined.

    `sha256` is that of the line `<key> <hash>` of every piece in order: whoever kept it can compare the rows of another day, or
    of a migrated database, with those of then. Rows are examined as they are read, so that memory does not grow with them.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.count = 0
        self._sha256 = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def defects(self) -> Iterator[str]:
        """Yield what does not hold: table, key and reason."""
        for found in self.kind.examine():
            if isinstance(found, Defect):
                yield f"{self.kind.table} {found.key}: {found.why}"
            else:
                self.count += 1
                self._sha256.update(f"{found.key} {found.sha256}\n".encode())
