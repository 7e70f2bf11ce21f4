"""Reasons that the people concerned can follow: words enough, and not the same ones again."""

import re

from core.folding import folded

FEWEST_CHARACTERS = 20
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_substantial(reason: str) -> bool:
    """Return whether `reason` says something: at least twenty characters, and three different words."""
    return len(" ".join(reason.split())) >= FEWEST_CHARACTERS and len(set(_WORD.findall(folded(reason)))) >= _FEWEST_WORDS
