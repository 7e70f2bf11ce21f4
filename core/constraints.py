"""Constraints that many models share."""

from django.db.models import CheckConstraint, Q


def paired(model: str, *stems: str) -> list[CheckConstraint]:
    """Return a constraint per stem: `<stem>_at` and `<stem>_by` are both set or both empty.

    `model` prefixes the names.
    """
    constraints = []
    for stem in stems:
        both = Q(**{f"{stem}_at__isnull": False, f"{stem}_by__isnull": False})
        neither = Q(**{f"{stem}_at__isnull": True, f"{stem}_by__isnull": True})
        constraints.append(CheckConstraint(condition=both | neither, name=f"{model}_{stem}_at_and_by"))
    return constraints
