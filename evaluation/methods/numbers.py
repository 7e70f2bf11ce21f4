"""Numbers: exact inside, as whole numbers where many are added; as text outside; rounded only to be read."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from challenges.rules.aggregation import Shown
from core.wording import grouped

# A decimal of the rules has at most twelve places (`challenges.rules.base.Dec`), so a mark is a whole number of these units.
UNIT = 10**12
# What does not end is read with so many places, as rankings of format 1 are.
PLACES = 4
MOST_PLACES = 12


@lru_cache(maxsize=10_000)
def in_units(decimal: str) -> int:
    """Return a canonical decimal text as a whole number of 1/UNIT."""
    return int(Fraction(decimal) * UNIT)


def exact(number: Fraction | None) -> str | None:
    """Return the number as exact text, `27` or `250/3`; None stays None."""
    return None if number is None else str(number)


def _places_needed(number: Fraction) -> int:
    """Return with how many places a number ends, PLACES where it does not end soon."""
    return next((places for places in range(MOST_PLACES + 1) if (number * 10**places).denominator == 1), PLACES)


def rounded(number: Fraction, places: int, rounding: str) -> Decimal:
    """Return the number with `places` places; halves go to even, up (away from zero), or all is cut (down)."""
    whole, rest = divmod(abs(number) * 10**places, 1)
    if rounding == "half_up":
        whole += rest >= Fraction(1, 2)
    elif rounding == "half_even":
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    return Decimal(-whole if number < 0 else whole).scaleb(-places)


def as_shown(number: Fraction, shown: Shown | None = None) -> Decimal:
    """Return the number as the rules print it; where they fix nothing, with as many places as it needs."""
    if shown is None or shown.shown_decimals is None or shown.rounding is None:
        return rounded(number, _places_needed(number), "half_even")
    return rounded(number, shown.shown_decimals, shown.rounding)


def shown_text(number: Fraction | None, shown: Shown | None = None) -> str | None:
    """Return the number as the rules print it, as text for machines; None stays None."""
    return None if number is None else format(as_shown(number, shown), "f")


def in_words(number: Fraction, shown: Shown | None = None) -> str:
    """Return the number as the rules print it, with the separators of the active language."""
    return in_places(as_shown(number, shown))


def in_places(number: Decimal) -> str:
    """Return a decimal with the separators of the active language and its own places."""
    return grouped(number, max(0, -int(number.as_tuple().exponent)))


def in_words_beside(number: Fraction, bar: Fraction, shown: Shown | None = None) -> str:
    """Return a number that misses `bar` so that it is seen to miss it: 20/3 against 7 is 6.7, though it is shown as 7."""
    printed = as_shown(number, shown)
    places = max(0, -int(printed.as_tuple().exponent))
    while Fraction(printed) == bar != number and places < MOST_PLACES:
        places += 1
        printed = rounded(number, places, "half_even")
    return in_places(printed)
