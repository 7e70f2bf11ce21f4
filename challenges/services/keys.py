"""Keys of criteria and questions: stable names that answers, marks and rankings are kept under."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.folding import folded

LONGEST_KEY = 40


def key_from(texts: Mapping[str, str], taken: Collection[str], *, otherwise: str) -> str:
    """Return a key made of the first of `texts`, or of `otherwise`, that is not `taken` yet."""
    words = next((text for text in texts.values() if text), "")
    stem = slugify(folded(words))[: LONGEST_KEY - 3].strip("-") or otherwise
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in candidates if key not in taken)


def keyed(rows: Collection[Mapping[str, Any]], *, words: str, otherwise: str) -> list[dict[str, Any]]:
    """Return `rows` as dictionaries that all have a `key`: their own, or one made of their text `words`.

    Raises ValidationError when two rows bring the same key.
    """
    given = [row["key"] for row in rows if row.get("key")]
    twice = sorted({key for key in given if given.count(key) > 1})
    if twice:
        raise ValidationError(_("The key “%(key)s” is used twice.") % {"key": twice[0]}, code="duplicate")
    taken, found = set(given), []
    for row in rows:
        key = row.get("key") or key_from(row.get(words) or {}, taken, otherwise=otherwise)
        taken.add(key)
        found.append({**row, "key": key})
    return found
