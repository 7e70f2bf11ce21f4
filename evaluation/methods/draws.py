"""Draws that anybody can repeat: work codes in the order of SHA-256(seed, work code)."""

import hashlib
from collections.abc import Iterable


def drawn(seed: str, work_codes: Iterable[str]) -> list[str]:
    """Return the work codes in the order in which they are drawn.

    A code's place is that of the SHA-256 of the seed followed at once by the code, both UTF-8, in hexadecimal:
    `printf %s "$seed$code" | sha256sum`. Who knows the seed beforehand knows the draw, so a seed must come about in public
    after the codes are fixed.
    """
    return sorted(work_codes, key=lambda code: hashlib.sha256(f"{seed}{code}".encode()).hexdigest())
