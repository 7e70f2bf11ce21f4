"""What people decided about a round, as the pipeline takes it."""

from collections.abc import Iterable

from challenges.models import Round
from evaluation.methods.answering import with_answer
from evaluation.methods.asking import PART_NUMBER
from evaluation.methods.entries import NO_ACTS, Acts
from evaluation.methods.scopes import key_of
from evaluation.models import Act


def acts_of(stage: Round) -> Acts:
    """Return what people decided about `stage`: of each question the newest answer."""
    return folded(newest_acts(stage))


def newest_acts(stage: Round) -> list[Act]:
    """Return the newest act of each address, in their order."""
    newest = {act.step: act for act in stage.acts.order_by("number")}
    return sorted(newest.values(), key=lambda act: act.number)


def folded(acts: Iterable[Act]) -> Acts:
    """Return acts as the pipeline takes them. What parts come to is no part of it: `numbers_entered`."""
    found = NO_ACTS
    for act in acts:
        found = with_answer(found, act.step, act.wants, act.answer)
    return found


def numbers_entered(acts: Iterable[Act]) -> dict[str, dict[str, str]]:
    """Return what parts come to where people entered it: by work code, then by the key of the part."""
    found: dict[str, dict[str, str]] = {}
    for act in acts:
        if act.step.startswith(PART_NUMBER):
            for code, number in act.answer.items():
                found.setdefault(code, {})[key_of(act.step)] = number
    return found
