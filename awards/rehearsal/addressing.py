"""Where in the document a question stands that was left to people."""

import re
from collections.abc import Iterable

from challenges.rules.base import Keyed
from challenges.rules.document import Document

# What may follow a key in an address: a lot, a window, a group.
_SUFFIX = re.compile("[@#=].*")


def keys_of(step: str) -> list[str]:
    """Return the keys in the address of a question: of `bars/first/least@lot` first and least."""
    return [_SUFFIX.sub("", key) for key in step.split("/")[1:]] or [""]


def path_of(document: Document, step: str, round_key: str | None) -> str:
    """Return the address of the rule that leaves a question to people.

    Args:
        document: the rules.
        step: of the question, such as `takes/best@lot`.
        round_key: of the round that it is about; None of rewards.
    """
    kind, keys = step.partition("/")[0], keys_of(step)
    rules, call = document.rules, document.call
    if kind == "rewards":
        return _item("rules.rewards.items", rules.rewards.items, keys[0])
    if kind == "bars":
        item = next(each for each in rules.rewards.items if each.key == keys[0])
        return _item(_item("rules.rewards.items", rules.rewards.items, keys[0]) + ".bars", item.bars, keys[1])
    if kind in {"limits", "shortfalls"}:
        own = _item("rules.participation.limits", rules.participation.limits, keys[0])
        return own if "[" in own or call is None else _item("call.limits", call.limits, keys[0])
    if kind == "pools":
        own = _item("rules.rewards.pools", rules.rewards.pools, keys[0])
        return own if "[" in own or call is None else _item("call.pools", call.pools, keys[0])
    return _in_round(document, kind, keys[0], round_key)


def round_path(document: Document, round_key: str) -> str:
    """Return the address of a round."""
    return _item("rules.rounds", document.rules.rounds, round_key)


def _in_round(document: Document, kind: str, key: str, round_key: str | None) -> str:
    path = round_path(document, round_key or "")
    stage = next((each for each in document.rules.rounds if each.key == round_key), None)
    if stage is None:
        return path
    if kind in {"takes", "hurdles"} and stage.advancing is not None:
        return _item(f"{path}.advancing.{kind}", getattr(stage.advancing, kind), key)
    if stage.judging is None:
        return path
    if kind == "ties":
        return _item(f"{path}.judging.ties", stage.judging.ties, key)
    return _item(f"{path}.judging.parts", stage.judging.parts, key) + ".aggregation"


def _item(path: str, items: Iterable[Keyed], key: str) -> str:
    """Return the address of the part with this key, or of its list."""
    return next((f"{path}[{index}]" for index, item in enumerate(items) if item.key == key), path)
