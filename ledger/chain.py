"""Hashes of the ledger: the chain from row to row and the Merkle root over all rows. Pure functions."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

GENESIS = "0" * 64
CHAINED_FIELDS = ("sequence", "at", "actor", "verb", "object_reference", "data", "previous_hash")


def canonical(value: Any) -> bytes:
    """Return `value` as canonical JSON (RFC 8785): the same bytes for the same content on every machine."""
    return rfc8785.dumps(value)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def event_hash(row: Mapping[str, Any]) -> str:
    """Return the hash of one event over its chained fields, the previous hash among them."""
    return sha256(canonical({field: row[field] for field in CHAINED_FIELDS}))


class MerkleTree:
    """The tree of RFC 6962, section 2.1, that grows leaf by leaf and can tell its root at any size.

    It keeps only the roots of complete subtrees: memory and each root are logarithmic in the number of leaves.
    """

    def __init__(self) -> None:
        self._subtrees: list[tuple[int, bytes]] = []

    def add(self, leaf: str) -> None:
        """Add a hash (hexadecimal) as the next leaf."""
        subtrees = self._subtrees
        subtrees.append((1, hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest()))
        while len(subtrees) > 1 and subtrees[-1][0] == subtrees[-2][0]:
            size, right = subtrees.pop()
            _size, left = subtrees.pop()
            subtrees.append((2 * size, _node(left, right)))

    @property
    def root(self) -> str:
        """The Merkle tree hash over all leaves so far, in hexadecimal."""
        if not self._subtrees:
            return hashlib.sha256(b"").hexdigest()
        *others, (_size, root) = self._subtrees
        for _size, left in reversed(others):
            root = _node(left, root)
        return root.hex()


def merkle_root(hashes: Iterable[str]) -> str:
    """Return the root of the tree over `hashes` (hexadecimal) as leaves, in order."""
    tree = MerkleTree()
    for leaf in hashes:
        tree.add(leaf)
    return tree.root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
