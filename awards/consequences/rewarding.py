"""Rewards in their listed order, with limits, exclusions and freed places inside the loop."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.consequences.advancing import Advanced
from awards.consequences.hurdles import Arena, failed
from awards.consequences.recipients import RECIPIENTS, How, Meant
from challenges.rules.participation import Limit
from challenges.rules.rewards import RewardItem, ToRank
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.limits import Count, named_groups_missing, settled
from evaluation.methods.refusals import ActRefused
from evaluation.methods.results import Ranking
from evaluation.methods.scopes import Scope, scopes_of

Why = Literal["bar", "condition", "not_with", "limit", "moved_up"]


@dataclass(frozen=True)
class Played:
    """What rewards need to know of one round within one scope: its entries, its ranking, and who advanced from it."""

    round: str
    entries: Sequence[Entry]
    scope: Scope
    ranking: Ranking
    advanced: Advanced | None = None
    jury: str | None = None


@dataclass(frozen=True)
class Award:
    """One entry gets one reward, within a lot and a window where the ranking has them; `how` it came to it."""

    item: str
    work_code: str
    holder: str
    lot: str | None
    window: str | None
    how: How
    rank: int | None


@dataclass(frozen=True)
class Missed:
    """One entry for which a reward was meant and which cannot take it: `about` are the keys of what stands in the way."""

    item: str
    work_code: str
    lot: str | None
    window: str | None
    why: Why
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rewarded:
    """All awards in the order of the items; what could not be taken; who waits as a reserve of a draw; what must be asked."""

    awards: tuple[Award, ...]
    missed: tuple[Missed, ...] = ()
    reserves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain data."""
        return {
            "awards": [vars(award) for award in self.awards],
            "missed": [{**vars(each), "about": list(each.about)} for each in self.missed],
            "reserves": {step: list(codes) for step, codes in self.reserves.items()},
            "asks": [ask.as_json() for ask in self.asks],
        }


def reward(
    items: Sequence[RewardItem], played: Sequence[Played], *, limits: Sequence[Limit] = (), acts: Acts = NO_ACTS
) -> Rewarded:
    """Return who gets what.

    Args:
        items: in order of precedence.
        played: every round within every scope that an item may be given in.
        limits: those that count wins; each award but a refund is one.
        acts: what people have decided about rewards so far.

    Raises:
        StillOpenError: a bar has not been announced.
        UndefinedError: a bar names no result.
        ActRefused: people decided what the rules do not leave to them.
    """
    entries = list({entry.work_code: entry for each in played for entry in each.entries}.values())

    def run(barred: frozenset[str], counted: Sequence[Limit]) -> "_Loop":
        loop = _Loop(played, counted, acts, barred)
        for item in items:
            loop.give(item)
        return loop

    loop, asks = settled(
        run, lambda found: [each.work_code for each in found.awards if found.counts(each.item)], limits, entries, acts
    )
    asks = [*loop.asks, *asks, *named_groups_missing(limits, entries, acts)]
    return Rewarded(tuple(loop.awards), tuple(loop.missed), loop.reserves, tuple(asks))


class _Loop:
    """The items being given, one after the other."""

    def __init__(self, played: Sequence[Played], limits: Sequence[Limit], acts: Acts, barred: frozenset[str]) -> None:
        self.played, self.limits, self.acts, self.barred = played, limits, acts, barred
        self.awards: list[Award] = []
        self.missed: list[Missed] = []
        self.reserves: dict[str, tuple[str, ...]] = {}
        self.asks: list[Ask] = []
        self._items: dict[str, RewardItem] = {}
        self._counts: dict[tuple[str, str | None], Count] = {}

    def counts(self, item: str) -> bool:
        """Return whether an award of this item is a win: a refund of costs is none."""
        return self.item(item).kind != "refund"

    def item(self, key: str) -> RewardItem:
        """Return an item that was given, or is being given."""
        return self._items[key]

    def give(self, item: RewardItem) -> None:
        """Give one item wherever it is given."""
        self._items[item.key] = item
        for played in self.played:
            scopes = scopes_of(item, played.scope.parents)
            if played.round == item.to.round and played.scope.lot in scopes:
                self._give_in(item, played)

    def _give_in(self, item: RewardItem, played: Played) -> None:
        step = played.scope.address("rewards", item.key)
        if step in self.acts.withheld:
            if not item.may_be_withheld:
                raise ActRefused(_("The rules do not allow to withhold this reward."))
            return
        entries = {entry.work_code: entry for entry in played.entries if played.scope.has(entry)}
        arena = Arena(played.ranking, entries, played.scope, self.acts, played.jury, self.asks)
        giving = _Giving(self, item, played, entries, failed(item.bars, arena, f"bars/{item.key}"))
        meant = RECIPIENTS[item.to.kind](item.to, item, step, arena, played.advanced, giving.can_take)
        if meant is None:
            return
        if meant.drawn_on:
            self.reserves[step] = tuple(meant.drawn_on)
        taken = sum(self._give_equals(giving, group, meant.how, f"{step}/limit", arena) for group in meant.groups)
        many = sum(map(len, meant.groups))
        places = many if meant.places is None else min(many, meant.places)
        if item.freed == "next" and taken < places:
            self._move_up(giving, meant, f"{step}/freed", places - taken, arena)

    def _give_equals(self, giving: "_Giving", group: Sequence[str], how: How, step: str, arena: Arena) -> int:
        """Give the item to equals, and return to how many; where limits let in only some of them, the authority is asked."""
        obstacles = [giving.obstacle(code) for code in group]
        self.missed += [obstacle for obstacle in obstacles if obstacle is not None]
        able = [code for code, obstacle in zip(group, obstacles, strict=True) if obstacle is None]
        crowded, chosen = giving.crowded(able), self.acts.chosen.get(step)
        if crowded and chosen is None:
            arena.ask(step, "authority", crowded, gettext_lazy("A limit allows only some of them, and they share a rank."))
        order = [*(code for code in chosen or () if code in crowded), *(code for code in able if code not in crowded)]
        given = 0
        for code in order:
            obstacle = giving.obstacle(code)
            if obstacle is None:
                giving.award(code, how)
                given += 1
            else:
                self.missed.append(obstacle)
        return given

    def _move_up(self, giving: "_Giving", meant: Meant, step: str, free: int, arena: Arena) -> None:
        """Give freed places to the next who can take them; where equals are more than the places, the authority is asked."""
        how: How = "moved_up" if meant.how == "rank" else meant.how
        for group in meant.following:
            able = [code for code in group if giving.can_take(code)]
            if len(able) > free:
                chosen = self.acts.chosen.get(step)
                if chosen is None:
                    why = gettext_lazy("A freed place goes to the next, and they share a rank.")
                    arena.ask(step, "authority", able, why, at_least=free, at_most=free)
                    return
                able = [code for code in chosen if code in able][:free]
            free -= self._give_equals(giving, able, how, f"{step}/limit", arena)
            if free <= 0:
                return

    def count(self, limit: Limit, lot: str | None) -> Count:
        """Return what counts a limit, within one lot where it holds there."""
        within = lot if limit.per == "lot" else None
        return self._counts.setdefault((limit.key, within), Count(limit, self.acts))


@dataclass
class _Giving:
    """One item within one scope: who can take it."""

    loop: _Loop
    item: RewardItem
    played: Played
    entries: Mapping[str, Entry]
    below: Mapping[str, tuple[str, ...]]

    def can_take(self, code: str) -> bool:
        """Return whether nothing stands in the way."""
        return self.obstacle(code) is None

    def obstacle(self, code: str) -> Missed | None:
        """Return the first thing that stands in the way of an award."""
        for why, about in self._obstacles(code):
            scope = self.played.scope
            return Missed(self.item.key, code, scope.lot, scope.window, why, about)
        return None

    def _obstacles(self, code: str) -> Iterator[tuple[Why, tuple[str, ...]]]:
        entry, scope = self.entries[code], self.played.scope
        if self.below[code]:
            yield "bar", self.below[code]
        unmet = tuple(
            rule.key
            for rule in self.item.who
            if scope.holds(rule, entry) and (rule.key in entry.facts) != (rule.effect == "require")
        )
        if unmet or not scope.holds(self.item, entry):
            yield "condition", unmet
        held = [award for award in self.loop.awards if award.holder == entry.holder]
        excluded = tuple(dict.fromkeys(award.item for award in held if award.item in self.item.not_with or self._excludes(award)))
        if excluded:
            yield "not_with", excluded
        if any(self._is_other_rung(award) for award in held):
            yield "moved_up", ()
        over = tuple(limit.key for limit in self._limits() if not self._count(limit).has_room(entry, [self._unit(entry)]))
        if over or code in self.loop.barred:
            yield "limit", over

    def crowded(self, codes: Sequence[str]) -> set[str]:
        """Return those whom limits keep from taking the item together."""
        entries = [self.entries[code] for code in codes]
        return set().union(*(self._count(limit).crowded(entries, lambda e: [self._unit(e)]) for limit in self._limits()))

    def award(self, code: str, how: How) -> None:
        """Give the item to the entry and count it."""
        entry, scope = self.entries[code], self.played.scope
        self.loop.awards.append(
            Award(self.item.key, code, entry.holder, scope.lot, scope.window, how, self.played.ranking.of(code).rank)
        )
        for limit in self._limits():
            self._count(limit).add(entry, [self._unit(entry)])

    def _excludes(self, award: Award) -> bool:
        """Return whether an award given before names this item among those it cannot be held with."""
        return self.item.key in self.loop.item(award.item).not_with

    def _is_other_rung(self, award: Award) -> bool:
        """Return whether the award is another rung of the same ladder: ranks of one round given to the same circle, apart."""
        other, here = self.loop.item(award.item), self.item
        if not isinstance(other.to, ToRank) or not isinstance(here.to, ToRank) or other.key == here.key:
            return False
        is_same = ladder(other) == ladder(here) and (award.lot, award.window) == (self.played.scope.lot, self.played.scope.window)
        return is_same and (other.to.last < here.to.first or here.to.last < other.to.first)

    def _limits(self) -> Iterator[Limit]:
        for limit in self.loop.limits:
            if self.loop.counts(self.item.key) and limit.round in {None, self.item.to.round}:
                yield limit

    def _count(self, limit: Limit) -> Count:
        return self.loop.count(limit, self.played.scope.lot)

    def _unit(self, entry: Entry) -> str:
        return self.played.scope.address(self.item.key, entry.holder)


def ladder(item: RewardItem) -> tuple[Any, ...]:
    """Return what the rungs of one ladder of prizes have in common: round, lots, and the circle they are for."""
    return (item.to.round, item.per, item.lots, tuple(rule.key for rule in item.who))
