"""Reading older formats: pure functions from the content of one format to that of the next. Nothing stored is ever rewritten."""

from collections.abc import Callable, Mapping
from typing import Any

from challenges.rules.document import FORMAT
from challenges.rules.upgrades.format_1 import upgrade_1_to_2

__all__ = ["UnknownFormatError", "upgraded"]

Content = Mapping[str, Any]
_UPGRADES: dict[int, Callable[[Content], Content]] = {1: upgrade_1_to_2}


class UnknownFormatError(Exception):
    """A document of a format that this code does not know, most likely of a newer portal. It is refused, never guessed at."""


def upgraded(content: Content) -> Content:
    """Return `content` in the newest format; the same object where it is of that format already.

    Raises:
        UnknownFormatError: its format is newer than this code, or is no format at all.
    """
    number = content.get("format", 1)
    while type(number) is int and number in _UPGRADES:
        content = _UPGRADES[number](content)
        number = content["format"]
    if type(number) is not int or number != FORMAT:
        raise UnknownFormatError(repr(number))
    return content
