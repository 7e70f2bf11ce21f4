"""Keys of parts: stable names that answers, marks and rankings are kept under."""

from collections.abc import Collection, Mapping

from django.utils.text import slugify

from core.folding import folded

LONGEST_KEY = 40


def key_from(texts: Mapping[str, str], taken: Collection[str], *, otherwise: str) -> str:
    """Return a key made of the first of `texts`, or of `otherwise`, that is not `taken` yet."""
    words = next((text for text in texts.values() if text), "")
    stem = slugify(folded(words))[: LONGEST_KEY - 3].strip("-_") or otherwise
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in candidates if key not in taken)
