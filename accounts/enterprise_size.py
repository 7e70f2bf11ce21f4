"""Size classes of enterprises by Commission Recommendation 2003/361/EC, annex."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SizeClass(models.TextChoices):
    """Size classes of article 2 of the annex; UNKNOWN while the figures do not tell."""

    MICRO = "micro", _("Micro enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium-sized enterprise")
    LARGE = "large", _("Large enterprise")
    UNKNOWN = "", _("Not known")


# Class, staff below, and the ceilings of yearly turnover and of balance sheet total in euro: keeping to one of them suffices.
_CEILINGS = (
    (SizeClass.MICRO, 10, 2_000_000, 2_000_000),
    (SizeClass.SMALL, 50, 10_000_000, 10_000_000),
    (SizeClass.MEDIUM, 250, 50_000_000, 43_000_000),
)


def size_class(*, headcount: int | None, turnover: int | None, balance_sheet: int | None) -> SizeClass:
    """Return the size class of an enterprise by Recommendation 2003/361/EC, annex, article 2.

    Args:
        headcount: annual work units (article 5).
        turnover: whole euro of the last closed year (article 4).
        balance_sheet: whole euro, likewise.

    The figures are those of the enterprise together with its partners and linked enterprises (articles 3 and 6), as declared.
    Where a figure is missing the answer is UNKNOWN, unless the others decide without it.
    """
    for size, staff_below, turnover_ceiling, balance_ceiling in _CEILINGS:
        if headcount is not None and headcount >= staff_below:
            continue
        within = [
            None if amount is None else amount <= ceiling
            for amount, ceiling in ((turnover, turnover_ceiling), (balance_sheet, balance_ceiling))
        ]
        if within == [False, False]:
            continue
        return size if headcount is not None and True in within else SizeClass.UNKNOWN
    return SizeClass.LARGE
