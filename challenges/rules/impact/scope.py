"""Which rounds a change touches, and whose entries therefore."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from challenges.rules.document import Document, Round
from challenges.rules.impact.comparing import Difference, Item
from challenges.rules.impact.moments import upstream
from challenges.rules.walking import places


def touched(found: Difference, old: Document, new: Document) -> tuple[str, ...]:
    """Return the keys of the rounds in force that a difference touches, in the order of reading.

    A round that only comes with the new document touches those that it follows.
    """
    keys = {key for document in (old, new) for key in _touched(found, document)}
    before = {key for new_one in keys - set(everything(old)) for key in upstream(new, new_one)}
    return tuple(key for key in everything(old) if key in keys | before)


def _touched(found: Difference, document: Document) -> Iterator[str]:
    section, below = found.steps[0], found.steps[1:]
    if not document.rules:
        return
    if not below or section == "notice":
        yield from everything(document)
    elif section == "call":
        yield from _of_call(below, document)
    elif section == "words":
        yield from entered(document)
    elif below[0] == "rounds":
        yield from [step.key for step in below[1:2] if isinstance(step, Item)] or everything(document)
    elif below[0] in ("participation", "lots"):
        yield from entered(document)
    elif below[0] in ("juries", "rewards"):
        yield from _by_use(below, document)
    else:
        yield from everything(document)


def everything(document: Document) -> list[str]:
    """Return the keys of all rounds."""
    return [stage.key for stage in (document.rules.rounds if document.rules else ()) or ()]


def entered(document: Document) -> list[str]:
    """Return the keys of the rounds that are open to everyone who may enter."""
    return [stage.key for stage in document.rules.rounds or () if not stage.follows]


def _of_call(below: tuple[Any, ...], document: Document) -> list[str]:
    key = _key_after(below, "windows")
    sharing = [stage.key for stage in document.rules.rounds or () if stage.intake and key in (stage.intake.call_windows or ())]
    return sharing or everything(document)


def _key_after(steps: tuple[Any, ...], name: str) -> str:
    return next((item.key for step, item in pairwise(steps) if step == name and isinstance(item, Item)), "")


def _by_use(below: tuple[Any, ...], document: Document) -> list[str]:
    """Return the rounds that use a jury, a reward or a pool; all of them where it is none of these or nobody uses it."""
    rules = document.rules
    jury, item, pool = (_key_after(below, name) for name in ("juries", "items", "pools"))
    given = [
        each for each in (rules.rewards.items if rules.rewards else ()) or () if each.key == item or (pool and each.pool == pool)
    ]
    rewarded = {each.to.round for each in given if each.to}
    judged = {stage.key for stage in rules.rounds or () if jury and jury in _juries_of(stage)}
    return [key for key in everything(document) if key in rewarded | judged] or everything(document)


def _juries_of(stage: Round) -> set[Any]:
    named = (getattr(place.part, name, None) for place in places(stage) for name in ("jury", "by"))
    return {key for key in named if isinstance(key, str)}
