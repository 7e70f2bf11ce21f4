"""Reference numbers such as `GT-2026-014`, gapless within a series."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F

from core.models import ReferenceCounter

# Letters and digits that are not mistaken for one another on paper or by telephone.
UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

_chance: random.Random = secrets.SystemRandom()


@transaction.atomic
def next_reference(prefix: str, year: int) -> str:
    """Return the next reference of the series `<prefix>-<year>`; the row lock of the update keeps two callers apart."""
    series = f"{prefix}-{year}"
    ReferenceCounter.objects.get_or_create(series=series)
    ReferenceCounter.objects.filter(series=series).update(last_number=F("last_number") + 1)
    number = ReferenceCounter.objects.values_list("last_number", flat=True).get(series=series)
    return f"{series}-{number:03}"


def random_code(*lengths: int) -> str:
    """Return unguessable groups of unmistakable characters, e.g. `random_code(4, 2)` gives `7F3K-Q2`."""
    return "-".join("".join(_chance.choice(UNMISTAKABLE) for _ in range(length)) for length in lengths)


@contextmanager
def predictable_codes(seed: int) -> Iterator[None]:
    """Draw codes from `seed` and not from chance, so that a demo can be made twice alike; only where the clock can be moved."""
    if not settings.CLOCK_MOVABLE:
        msg = "Codes are predictable only where CLOCK_MOVABLE is set."
        raise ImproperlyConfigured(msg)
    global _chance  # noqa: PLW0603 - the one source of chance, shared like the clock's offset
    before, _chance = _chance, random.Random(seed)  # noqa: S311 - a demo's codes guard nothing
    try:
        yield
    finally:
        _chance = before
