"""What people call the items of a draft, by the paths under which they are edited (`challenges.rules.editing`)."""

from collections.abc import Iterator, Mapping

from challenges.rules.base import Keyed, Part
from challenges.rules.building import Plain
from challenges.rules.facts import NOT_SAID, Fact, fact
from challenges.rules.names import Names
from challenges.rules.reading import shaped
from core.wording import localised


def titles_of(draft: Plain) -> Mapping[str, str]:
    """Return the words of every item with a key, by its path; those without words of their own are told by their sentence.

    An item of which nothing is said yet is left out, and so is everything of a draft that has no shape at all.
    """
    document = shaped(draft)
    return dict(_titles(document, "", Names(document))) if document else {}


def _titles(part: Part, path: str, names: Names) -> Iterator[tuple[str, str]]:
    for name, value in part.each_member():
        below = f"{path}/{name}" if path else name
        if isinstance(value, Part):
            yield from _titles(value, below, names)
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Keyed) and item.key:
                place = f"{below}/{item.key}"
                if words := _words(item, names):
                    yield place, words
                yield from _titles(item, place, names)


def _words(item: Keyed, names: Names) -> str:
    own = getattr(item, "words", None) or {}
    return names.title(item) or localised(own) or _said(fact(item, names))


def _said(told: Fact) -> str:
    """Return a fact in one line: a kind with the first thing that is plainly said of it, such as the date of a decision."""
    if not told.value or told.value == str(NOT_SAID):
        return ""
    below = [] if told.label else [child.value for child in told.children if not child.children]
    return ": ".join((told.value, *[words for words in below if words != str(NOT_SAID)][:1]))
