"""How a part is told as one text: each class that reads badly as a list of members registers its own way."""

from functools import singledispatch

from django.utils.translation import gettext

from challenges.rules.base import HOLE, Part, Scoped, says
from challenges.rules.names import Names
from challenges.rules.walking import places


def _by_members(part: Part, names: Names) -> str:
    return ""


_sentence = singledispatch(_by_members)
# Registers the way in which a class is told: a function of the part and the names, in the active language.
tells = _sentence.register


def sentence(part: Part, names: Names) -> str:
    """Return the part as one text of the active language; "" where its members are told one by one, as where one is missing.

    `names` are those of the document to which the part belongs.
    """
    tell = _sentence.dispatch(type(part))
    if tell is _by_members or _is_open(part):
        return ""
    told = tell(part, names)
    if isinstance(part, Scoped) and part.lots:
        return joined(told, gettext("Only in: %(lots)s.") % {"lots": ", ".join(names.titles(part, "lots"))})
    return told


def _is_open(part: Part) -> bool:
    return any(value is HOLE for place in places(part) for _name, value in place.part.each_member())


def word(part: Part, member: str) -> str:
    """Return the words of the value that a member has: one of a list of values, a kind, or null."""
    value = getattr(part, member)
    if member == "kind":
        return str(part.kinds[value])
    said = says(type(part).model_fields[member])
    return str(said.none if value is None else said.values[value])


def labelled(part: Part, member: str) -> str:
    """Return a member as "Label: words."; "" where it is null, which then goes without saying."""
    if getattr(part, member) is None:
        return ""
    label = says(type(part).model_fields[member]).label
    return gettext("%(label)s: %(words)s.") % {"label": label, "words": word(part, member)}


def names_of(part: Part, member: str, names: Names) -> str:
    """Return the titles of what a member names, one after the other."""
    return ", ".join(names.titles(part, member))


def joined(*sentences: str) -> str:
    """Return the sentences that say something, one after the other."""
    return " ".join(told for told in sentences if told)
