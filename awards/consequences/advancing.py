"""Who goes on from a round, who waits, and why the others do not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from awards.consequences.hurdles import Arena, failed
from awards.consequences.taking import TAKES, Taking, place
from challenges.rules.advancing import Advancing
from challenges.rules.participation import Limit
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.limits import Count, named_groups_missing, settled
from evaluation.methods.results import Ranking, Standing
from evaluation.methods.scopes import EVERYTHING, Scope

Why = Literal["out", "hurdle", "limit", "not_taken", "waiting"]


@dataclass(frozen=True)
class Taken:
    """One entry that goes on, and the key of the take that took it."""

    work_code: str
    take: str


@dataclass(frozen=True)
class NotTaken:
    """One entry that does not go on: it is out, below the hurdles `about`, too many of the limit `about`, or behind the others.

    "waiting" is who may still be taken once a question is answered.
    """

    work_code: str
    why: Why
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advanced:
    """What follows from one ranking: each standing is taken, or is not; `reserves` are some of those who are not, in order."""

    lot: str | None
    window: str | None
    taken: tuple[Taken, ...]
    not_taken: tuple[NotTaken, ...]
    reserves: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def work_codes(self) -> tuple[str, ...]:
        """Return who goes on, in the order of the takes."""
        return tuple(each.work_code for each in self.taken)

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain data."""
        return {
            "lot": self.lot,
            "window": self.window,
            "taken": [vars(each) for each in self.taken],
            "not_taken": [{**vars(each), "about": list(each.about)} for each in self.not_taken],
            "reserves": list(self.reserves),
            "asks": [ask.as_json() for ask in self.asks],
        }


def advance(
    rule: Advancing,
    ranking: Ranking,
    entries: Iterable[Entry],
    *,
    scope: Scope = EVERYTHING,
    limits: Sequence[Limit] = (),
    acts: Acts = NO_ACTS,
    jury: str | None = None,
) -> Advanced:
    """Return who goes on.

    Hurdles come first, all of them; then each take from what the former left. Where entries are judged one by one, who came first
    is taken first.

    Args:
        rule: of the round.
        ranking: of the round.
        entries: of the round.
        scope: of the ranking.
        limits: those that count advances.
        acts: what people have decided so far.
        jury: the key of the jury that is asked where a rule names none.

    Raises:
        StillOpenError: a number has not been announced.
        UndefinedError: the rules name no result.
        ActRefused: people decided what the rules do not leave to them.
    """
    arena = Arena(ranking, {entry.work_code: entry for entry in entries if scope.has(entry)}, scope, acts, jury)
    missed = failed(rule.hurdles, arena, "hurdles")
    applied = [limit for limit in limits if limit.per != "lot" or scope.lot is not None]
    result, asks = _taken(rule, arena, [each for each in ranking.standings if not missed[each.work_code]], applied)
    not_taken = tuple(_not_taken(ranking, missed, result, asks))
    return Advanced(scope.lot, scope.window, tuple(result.taken), not_taken, tuple(_reserves(rule, result)), tuple(asks))


@dataclass(frozen=True)
class _Run:
    """One run through the takes."""

    taken: list[Taken]
    taking: Taking
    barred: frozenset[str]


def _is_waiting(ranking: Ranking, standing: Standing) -> bool:
    """Return whether people must answer before the entry has a total."""
    return ranking.is_judged and standing.is_in and standing.total is None


def _taken(rule: Advancing, arena: Arena, passing: Sequence[Standing], limits: Sequence[Limit]) -> tuple[_Run, list[Ask]]:
    """Return the run through the takes in which limits put nobody out any more, and all that was asked."""
    asked_before = list(arena.asks)
    ready = [each for each in passing if each.is_in and not _is_waiting(arena.ranking, each)]

    def run(barred: frozenset[str], counted: Sequence[Limit]) -> _Run:
        arena.asks[:] = asked_before
        left = [each for each in ready if each.work_code not in barred]
        taking = Taking(arena, left, [Count(limit, arena.acts) for limit in counted])
        taken = [Taken(each.work_code, take.key) for take in rule.takes for each in TAKES[take.kind](take, taking)]
        return _Run(taken, taking, barred)

    def codes(found: _Run) -> list[str]:
        return [each.work_code for each in found.taken]

    result, asks = settled(run, codes, limits, list(arena.entries.values()), arena.acts)
    return result, [*arena.asks, *asks, *named_groups_missing(limits, arena.entries.values(), arena.acts)]


def _not_taken(ranking: Ranking, missed: Mapping[str, tuple[str, ...]], result: _Run, asks: Sequence[Ask]) -> Iterable[NotTaken]:
    taken = {each.work_code for each in result.taken}
    waiting = result.taking.waiting.union(*(ask.about for ask in asks))
    for standing in ranking.standings:
        code = standing.work_code
        if code in taken:
            continue
        if standing.out is not None:
            yield NotTaken(code, "out")
        elif code in waiting or _is_waiting(ranking, standing):
            yield NotTaken(code, "waiting")
        elif missed[code]:
            yield NotTaken(code, "hurdle", missed[code])
        elif code in result.barred or not result.taking.has_room(standing):
            yield NotTaken(code, "limit")
        else:
            yield NotTaken(code, "not_taken")


def _reserves(rule: Advancing, result: _Run) -> Iterable[str]:
    """Yield the next best of those who passed every hurdle; all who share the last place of a reserve wait."""
    placed = [(number, each.work_code) for each in result.taking.left if (number := place(result.taking, each)) is not None]
    placed.sort()
    if rule.reserves and placed:
        last = placed[min(rule.reserves, len(placed)) - 1][0]
        yield from (code for number, code in placed if number <= last)
