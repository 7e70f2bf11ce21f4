"""Rankings as they were published, of either method, read alike and computed again from what they state."""

from collections.abc import Callable, Mapping
from typing import Any

from evaluation import ranking
from evaluation.methods import record

# What each method asks of a published ranking, beside the method's name.
NEEDED = ("rules", "scorecards", "entries")
_METHODS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    ranking.METHOD: ranking.recompute,
    record.METHOD: record.recompute,
}


class UnknownMethodError(LookupError):
    """A ranking by a method that this code does not know, most likely of a newer portal. It is refused, never guessed at."""


def recompute(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ranking that follows from what `content` states of rules, scorecards and entries, to compare with it.

    Raises:
        UnknownMethodError: it names a method that is not known here.
        ValueError, LookupError, TypeError, ArithmeticError: it is no ranking.
    """
    method = content.get("method", ranking.METHOD)
    if method not in _METHODS:
        raise UnknownMethodError(method)
    return _METHODS[method](content)


def follows(content: Mapping[str, Any]) -> bool:
    """Return whether a published ranking states exactly what follows from its rules, marks and acts."""
    try:
        computed = recompute(content)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return False
    return all(content.get(name) == part for name, part in computed.items())
