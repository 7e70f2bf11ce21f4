"""Rewarding, as the tests ask for it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from awards.consequences.advancing import advance
from awards.consequences.rewarding import Played, Rewarded, reward
from challenges.rules.judging import Judging
from challenges.rules.participation import Limit, Lot
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.ranking import rank
from evaluation.methods.scopes import EVERYTHING, Scope
from tests.evaluation.methods.entering import scored
from tests.factories.rules import (
    Piece,
    advancing,
    criterion,
    item,
    judging,
    numbers,
    part,
    rewards,
    text,
    to_rank,
)

POINTS = judging(part(criteria=[criterion("a", numbers("100"))]))


def played(
    entries: Sequence[Entry],
    rules: Judging = POINTS,
    of: str = "final",
    scope: Scope = EVERYTHING,
    takes: Iterable[Piece] = (),
) -> Played:
    ranking = rank(rules, entries, scope=scope)
    advanced = advance(advancing(*takes), ranking, entries, scope=scope) if takes else None
    return Played(of, entries, scope, ranking, advanced)


def given(items: Sequence[Piece], *rounds: Played, limits: Sequence[Piece] = (), acts: Acts = NO_ACTS) -> Rewarded:
    counting = [Limit.model_validate(each) for each in limits]
    return reward(rewards(*items).items, rounds, limits=counting, acts=acts)


def pairs(found: Rewarded) -> list[tuple[str, str]]:
    return [(award.item, award.work_code) for award in found.awards]


def ladder(*sums: int, **further: Any) -> list[Piece]:
    names = ("first", "second", "third", "fourth")
    return [
        item(
            name, to_rank(place), {"kind": "fixed", "sum": {"amount": str(amount), "currency": "EUR", "tax": "gross"}}, **further
        )
        for place, (name, amount) in enumerate(zip(names, sums, strict=False), start=1)
    ]


def of_pairs(**totals: int) -> list[Entry]:
    return [replace(each, supplier=each.work_code[0]) for each in scored(**totals)]


LOTS = [Lot.model_validate({"key": key, "title": text(key), "within": None}) for key in ("one", "two")]


def in_lots() -> list[Played]:
    field = [replace(each, lots=("one",) if each.work_code in "ab" else ("two",)) for each in scored(a=90, b=80, c=70)]
    return [played(field, scope=Scope.of(LOTS, lot)) for lot in (None, "one", "two")]
