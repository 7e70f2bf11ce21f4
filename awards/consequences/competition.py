"""A competition played through: each round from its entries to who goes on, then rewards and money."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from awards.consequences.advancing import Advanced, advance
from awards.consequences.paying import Paid, pay
from awards.consequences.rewarding import Played, Rewarded, reward
from challenges.rules.document import CallRules, Round, Rules
from challenges.rules.participation import Limit
from challenges.rules.rewards import RewardItem
from evaluation.methods.admitting import Admission, admit
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.limits import Count, applying, itself
from evaluation.methods.ranking import rank
from evaluation.methods.results import Ranking
from evaluation.methods.scopes import Scope, lots_that_count

Where = tuple[str | None, str | None]


@dataclass(frozen=True)
class RoundPlayed:
    """One round: who was admitted, and for each lot and window that counts its ranking and who advanced."""

    key: str
    entries: tuple[Entry, ...]
    admissions: tuple[Admission, ...]
    played: tuple[Played, ...]

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Return all that people are asked about this round, each once, in the order of the pipeline."""
        asks = [ask for admission in self.admissions for ask in admission.asks]
        asks += [ask for each in self.played for ask in each.ranking.asks]
        asks += [ask for each in self.played if each.advanced for ask in each.advanced.asks]
        return tuple(dict.fromkeys(asks))

    @property
    def is_cancelled(self) -> bool:
        """Return whether the rules cancel the competition for want of entries."""
        return any(admission.is_cancelled for admission in self.admissions)

    def of(self, lot: str | None = None, window: str | None = None) -> Played:
        """Return the round within one lot and window."""
        return next(each for each in self.played if (each.scope.lot, each.scope.window) == (lot, window))


@dataclass(frozen=True)
class Outcome:
    """Who gets what, and what it comes to."""

    rewarded: Rewarded
    paid: Paid

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Return all that people are asked about rewards and money."""
        return (*self.rewarded.asks, *self.paid.asks)


def play_round(
    rules: Rules, stage: Round, entries: Sequence[Entry], *, call: CallRules | None = None, acts: Acts = NO_ACTS
) -> RoundPlayed:
    """Return one round played: admitted, judged, ranked, advanced.

    Lots and windows are taken in their listed order, and what an earlier one used up of a limit over all of them counts.

    Args:
        rules: of the challenge.
        stage: the round.
        entries: its entries.
        call: what a joint call adds, whose limits hold too.
        acts: what people have decided about this round so far.

    Raises:
        StillOpenError, UndefinedError, MarkRefused, ActRefused: as `rank` and `advance`.
    """
    limits = _limits(rules, call)
    scopes = [Scope.of(rules.lots, lot, window) for window in _windows(stage, entries) for lot in lots_that_count(rules, stage)]
    admissions = {
        lot: admit(entries, limits, scope=Scope.of(rules.lots, lot), round_key=stage.key, acts=acts)
        for lot in dict.fromkeys((None, *(scope.lot for scope in scopes)))
    }
    outs = {lot: {**admission.outs, **admissions[None].outs} for lot, admission in admissions.items()}
    ranked = [
        (scope, rank(stage.judging, entries, juries=rules.juries, scope=scope, acts=acts, outs=outs[scope.lot]))
        for scope in scopes
    ]
    return RoundPlayed(
        stage.key, tuple(entries), tuple(admissions.values()), play_on(rules, stage, entries, ranked, call=call, acts=acts)
    )


def play_on(
    rules: Rules,
    stage: Round,
    entries: Sequence[Entry],
    ranked: Sequence[tuple[Scope, Ranking]],
    *,
    call: CallRules | None = None,
    acts: Acts = NO_ACTS,
) -> tuple[Played, ...]:
    """Return what follows from the rankings of a round within each scope that counts: who advanced.

    Raises:
        StillOpenError, UndefinedError, ActRefused: as `advance`.
    """
    limits = applying(_limits(rules, call), ["advances"], stage.key)
    advanced = dict(_advanced(stage, entries, ranked, limits, acts))
    return tuple(
        Played(stage.key, entries, scope, ranking, _advanced_in(stage, scope, entries, advanced), _jury(stage))
        for scope, ranking in ranked
    )


def settle(
    rules: Rules,
    rounds: Sequence[RoundPlayed],
    *,
    call: CallRules | None = None,
    acts: Acts = NO_ACTS,
) -> Outcome:
    """Return the rewards of all rounds and what they come to, as `settle_items`."""
    played = [each for stage in rounds for each in stage.played]
    return settle_items(rules, rules.rewards.items, played, call=call, acts=acts)


def settle_items(
    rules: Rules,
    items: Sequence[RewardItem],
    played: Sequence[Played],
    *,
    call: CallRules | None = None,
    acts: Acts = NO_ACTS,
) -> Outcome:
    """Return who gets these rewards, and what that comes to.

    Args:
        rules: of the challenge.
        items: those of its rewards that are given now.
        played: the rounds within each scope that counts.
        call: what a joint call adds, whose limits and pools hold too.
        acts: what people have decided about rewards so far.

    Raises:
        StillOpenError, UndefinedError, ActRefused: as `reward` and `pay`.
    """
    wins = [limit for limit in _limits(rules, call) if limit.counts == "wins"]
    rewarded = reward(items, played, limits=wins, acts=acts)
    paid = pay(rules.rewards, rewarded.awards, played, call_pools=call.pools if call else (), acts=acts)
    return Outcome(rewarded, paid)


def coming_to(rules: Rules, stage: Round, played: Mapping[str, RoundPlayed]) -> dict[str, tuple[str, ...]]:
    """Return which proposals come to a round that follows others, each with its lots: those in which it advanced.

    With several rounds to follow it comes from any or from all of them, as the round says.
    """
    came: list[dict[str, tuple[str, ...]]] = []
    for key in stage.follows:
        entries = {entry.work_code: entry for entry in played[key].entries}
        found: dict[str, tuple[str, ...]] = {}
        for each in played[key].played:
            for code in each.advanced.work_codes if each.advanced else ():
                entry = entries[code]
                lots = tuple(lot for lot in entry.lots if each.scope.lot in {None, lot, each.scope.parents.get(lot)})
                found[entry.holder] = tuple(dict.fromkeys((*found.get(entry.holder, ()), *lots)))
        came.append(found)
    holders = dict.fromkeys(holder for found in came for holder in found)
    if stage.joins == "all":
        holders = dict.fromkeys(holder for holder in holders if all(holder in found for found in came))
    return {holder: tuple(dict.fromkeys(lot for found in came for lot in found.get(holder, ()))) for holder in holders}


def _limits(rules: Rules, call: CallRules | None) -> list[Limit]:
    return [*rules.participation.limits, *(call.limits if call else ())]


def _where(scope: Scope) -> Where:
    return (scope.lot, scope.window)


def _windows(stage: Round, entries: Sequence[Entry]) -> list[str | None]:
    """Return the windows whose entries are judged apart; None is all together."""
    if stage.judging is None or stage.judging.windows != "each":
        return [None]
    order = [window.key for window in stage.intake.windows] if stage.intake else []
    there = {entry.window for entry in entries}
    return sorted(there, key=lambda window: (order.index(window) if window in order else len(order), window or "")) or [None]


def _jury(stage: Round) -> str | None:
    return stage.judging.parts[0].jury if stage.judging and stage.judging.parts else None


def _advanced(
    stage: Round,
    entries: Sequence[Entry],
    ranked: Sequence[tuple[Scope, Ranking]],
    limits: Sequence[Limit],
    acts: Acts,
) -> Iterator[tuple[Where, Advanced]]:
    """Yield who advances where it is counted, one scope after the other."""
    rule = stage.advancing
    if rule is None:
        return
    by_code = {entry.work_code: entry for entry in entries}
    has_lots = any(scope.lot is not None for scope, _ranking in ranked)
    for scope, ranking in ranked:
        if (scope.lot is not None) != (rule.per == "lot" and has_lots):
            continue
        found = advance(rule, ranking, entries, scope=scope, limits=limits, acts=acts, jury=_jury(stage))
        yield _where(scope), found
        acts = replace(acts, used=_used_after(limits, [by_code[code] for code in found.work_codes], acts))


def _used_after(limits: Sequence[Limit], taken: Sequence[Entry], acts: Acts) -> dict[str, dict[str, int]]:
    """Return what is used up of each limit once these are taken; a limit within a lot begins anew in each."""
    used = {key: dict(groups) for key, groups in acts.used.items()}
    for limit in limits:
        if limit.per == "lot":
            continue
        groups = used.setdefault(limit.key, {})
        counter = Count(limit, acts)
        for entry in taken:
            for group in counter.groups(entry):
                groups[group] = groups.get(group, 0) + len(itself(entry))
    return used


def _advanced_in(stage: Round, scope: Scope, entries: Sequence[Entry], advanced: Mapping[Where, Advanced]) -> Advanced | None:
    """Return who advanced, seen from one scope: of all lots together, or of the challenge those who are in the lot."""
    if stage.advancing is None or _where(scope) in advanced:
        return advanced.get(_where(scope))
    here = {entry.work_code for entry in entries if scope.has(entry)}
    those = [found for (_lot, window), found in advanced.items() if window == scope.window]
    taken = {each.work_code: each for found in those for each in found.taken if each.work_code in here}
    others = {each.work_code: each for found in those for each in found.not_taken if each.work_code in here}
    not_taken = tuple(each for code, each in others.items() if code not in taken)
    reserves = tuple(dict.fromkeys(code for found in those for code in found.reserves if code in here and code not in taken))
    return Advanced(scope.lot, scope.window, tuple(taken.values()), not_taken, reserves)
