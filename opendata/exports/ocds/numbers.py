"""Numbers of the rules as numbers of JSON: exactly those of the text, or none at all."""

from decimal import Decimal
from fractions import Fraction


def exact(number: str | Fraction | int) -> int | float | None:
    """Return a number of JSON that every reader takes for the same one; None where there is none, such as for a third."""
    value = Fraction(number)
    if value.denominator == 1:
        return int(value)
    sent = float(value)
    return sent if Fraction(Decimal(repr(sent))) == value else None
