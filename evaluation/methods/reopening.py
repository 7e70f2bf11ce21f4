"""Questions as they stood before their answer, so that an answer can be seen beside them, given anew, or found to be outdated."""

from collections.abc import Mapping
from typing import Any

from evaluation.methods.answering import questions
from evaluation.methods.asking import PART_NUMBER, Ask
from evaluation.methods.record import Record
from evaluation.methods.scopes import key_of

# Addresses of what a ranking leaves to people; other acts about a round are about what follows from it.
JUDGING = ("ties/", "order/", PART_NUMBER, "marks/", "valid/", "blank/", "ballots/")


def without(content: Mapping[str, Any], step: str) -> dict[str, Any]:
    """Return what a ranking states, as it was before the question at this address was answered."""
    acts = {
        kind: {address: each for address, each in those.items() if address != step} if isinstance(those, dict) else those
        for kind, those in content["acts"].items()
    }
    if not acts.get("marks"):
        acts.pop("marks", None)
    entries = content["entries"]
    if step.startswith(PART_NUMBER):
        entries = [
            {**entry, "by_act": {part: number for part, number in entry["by_act"].items() if part != key_of(step)}}
            for entry in entries
        ]
    return {**content, "acts": acts, "entries": entries}


def asked_at(content: Mapping[str, Any], step: str) -> list[Ask]:
    """Return the questions that stand at an address, whether they are answered or not."""
    return [ask for ask in questions(Record.from_json(without(content, step)).asks) if ask.step == step]


def is_outdated(content: Mapping[str, Any], step: str, about: frozenset[str]) -> bool:
    """Return whether an answer about these entries is none to the question as it stands: it is about further entries.

    A choice among some tells nothing of others, and a seed that is known decides no draw. An order of other entries tells nothing
    either, but stays true of its own.
    """
    return any(ask.wants in {"choice", "seed"} and not about.issuperset(ask.about) for ask in asked_at(content, step))
