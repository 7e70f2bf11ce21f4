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


def merkle_root(hashes: Iterable[str]) -> str:
    """Return the Merkle tree hash of RFC 6962, section 2.1, over `hashes` (hexadecimal) as leaves, in order.

    Works leaf by leaf and keeps only the roots of complete subtrees: memory is logarithmic in the number of leaves.
    """
    subtrees: list[tuple[int, bytes]] = []
    for leaf in hashes:
        subtrees.append((1, hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest()))
        while len(subtrees) > 1 and subtrees[-1][0] == subtrees[-2][0]:
            size, right = subtrees.pop()
            _size, left = subtrees.pop()
            subtrees.append((2 * size, _node(left, right)))
    if not subtrees:
        return hashlib.sha256(b"").hexdigest()
    root = subtrees.pop()[1]
    while subtrees:
        root = _node(subtrees.pop()[1], root)
    return root.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
