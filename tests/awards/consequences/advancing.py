"""Advancing, as the tests ask for it."""

from collections.abc import Sequence
from typing import Any

from awards.consequences.advancing import Advanced, advance
from challenges.rules.participation import Limit
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.ranking import rank
from evaluation.methods.scopes import EVERYTHING, Scope
from tests.factories.rules import (
    Piece,
    advancing,
    criterion,
    hurdle,
    judging,
    numbers,
    part,
)

POINTS = judging(part(criteria=[criterion("a", numbers("100"))]))


SEVENTY = hurdle("minimum_score", score="70")


def advanced(
    entries: Sequence[Entry],
    *takes: Piece,
    hurdles: Sequence[Piece] = (),
    acts: Acts = NO_ACTS,
    rules: Any = POINTS,
    limits: Sequence[Piece] = (),
    scope: Scope = EVERYTHING,
    **further: Any,
) -> Advanced:
    ranking = rank(rules, entries, acts=acts, scope=scope)
    rule = advancing(*takes, hurdles=hurdles, **further)
    counting = [Limit.model_validate(each) for each in limits]
    return advance(rule, ranking, entries, limits=counting, acts=acts, scope=scope, jury="jury")


def why(result: Advanced) -> dict[str, tuple[Any, ...]]:
    return {each.work_code: (each.why, *each.about) for each in result.not_taken}


SEVEN = {"a": 90, "b": 80, "c": 75, "d": 72, "e": 70, "f": 70, "g": 69}
