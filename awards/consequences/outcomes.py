"""From the pipeline to what is decided of each entry, what is given by now, and what people must still answer. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.consequences.advancing import Advanced, NotTaken, Taken
from awards.consequences.rewarding import Played
from awards.lifecycle import OutcomeRule
from challenges.rules.advancing import AttendedHurdle, Hurdle
from challenges.rules.document import Round, Rules
from challenges.rules.rewards import RewardItem, ToRank
from core.wording import localised
from evaluation.methods.asking import Ask
from evaluation.methods.entries import Acts
from submissions.lifecycle import EntryState

# The take under which those stand whom people chose otherwise than the rules propose.
BY_DECISION = ""
_WHY_NOT: Mapping[str, OutcomeRule] = {
    "out": OutcomeRule.OUT,
    "hurdle": OutcomeRule.BELOW_HURDLE,
    "limit": OutcomeRule.OVER_LIMIT,
    "not_taken": OutcomeRule.NOT_TAKEN,
    "waiting": OutcomeRule.TIE,
}


@dataclass(frozen=True)
class Told:
    """What the rules say of one entry: its outcome, None where people must answer first, and by which rule."""

    outcome: str | None
    rule: OutcomeRule


def seen_from(work_code: str, played: Sequence[Played], *, per_lot: bool) -> Played:
    """Return the scope in which an entry is told of: where it is counted who goes on, else its lot, else the challenge."""
    here = [each for each in played if any(standing.work_code == work_code for standing in each.ranking.standings)]
    counted = [each for each in here if (each.scope.lot is not None) == per_lot]
    return (counted or here)[0]


def outcome_of(work_code: str, here: Played, rewarded: Collection[str], *, is_last: bool) -> Told:
    """Return what is decided of an entry.

    Who is taken goes on, or wins in the last round; there also wins who is rewarded, where the rules take nobody.

    Args:
        work_code: of the entry.
        here: the scope in which it is told of.
        rewarded: the work codes of those to whom more than a refund is given for this round.
        is_last: whether no round follows.
    """
    best = EntryState.WINNER if is_last else EntryState.ADVANCED
    advanced = here.advanced
    if advanced is not None and work_code in advanced.work_codes:
        return Told(best, OutcomeRule.TAKEN)
    missed = _missed(work_code, here)
    if missed is not None and missed.why == "waiting":
        return Told(None, OutcomeRule.TIE)
    if is_last and work_code in rewarded:
        return Told(EntryState.WINNER, OutcomeRule.REWARDED)
    rule = _WHY_NOT[missed.why] if missed is not None else _without_takes(work_code, here)
    if advanced is not None and work_code in advanced.reserves:
        return Told(EntryState.RESERVE, rule)
    return Told(EntryState.NOT_ADVANCED, rule)


def _missed(work_code: str, here: Played) -> NotTaken | None:
    not_taken = here.advanced.not_taken if here.advanced is not None else ()
    return next((each for each in not_taken if each.work_code == work_code), None)


def _without_takes(work_code: str, here: Played) -> OutcomeRule:
    return OutcomeRule.NOT_TAKEN if here.ranking.of(work_code).is_in else OutcomeRule.OUT


def passes(work_code: str, here: Played) -> bool:
    """Return whether an entry has a total, and misses no minimum and no hurdle."""
    standing, missed = here.ranking.of(work_code), _missed(work_code, here)
    has_total = standing.total is not None or not here.ranking.is_judged
    return standing.is_in and has_total and (missed is None or missed.why != "hurdle")


def as_decided(played: Played, outcomes: Mapping[str, str]) -> Played:
    """Return a round as people decided it: who goes on is whom they chose."""
    if played.advanced is None:
        return played
    takes = {each.work_code: each for each in played.advanced.taken}
    missed = {each.work_code: each for each in played.advanced.not_taken}
    codes = [standing.work_code for standing in played.ranking.standings]
    best = {code for code in codes if outcomes.get(code) in (EntryState.ADVANCED, EntryState.WINNER)}
    taken = [each for code, each in takes.items() if code in best]
    taken += [Taken(code, BY_DECISION) for code in codes if code in best and code not in takes]
    not_taken = [missed.get(code, NotTaken(code, "not_taken")) for code in codes if code not in best]
    reserves = tuple(code for code in played.advanced.reserves if outcomes.get(code) == EntryState.RESERVE)
    advanced = Advanced(played.scope.lot, played.scope.window, tuple(taken), tuple(not_taken), reserves)
    return replace(played, advanced=advanced)


def is_by_decision(work_code: str, advanced: Advanced) -> bool:
    """Return whether people chose otherwise than the rules propose of an entry, so that no rule tells why."""
    return any(each.work_code == work_code and each.take == BY_DECISION for each in advanced.taken)


# --- What is given by now -----------------------------------------------------------------------------------------------


def items_given(rules: Rules, stages: Sequence[str], decided: Sequence[str]) -> list[RewardItem]:
    """Return the rewards that can be given once these rounds are decided.

    A reward waits for those that stand before it and could keep somebody from it, and for all that are paid out of its pool.

    Args:
        rules: of the challenge.
        stages: the key of the round of each of its windows, so that a key comes once for each.
        decided: those that are decided.
    """
    items = rules.rewards.items
    has_limits = any(limit.counts == "wins" for limit in rules.participation.limits)

    def is_over(item: RewardItem) -> bool:
        return decided.count(item.to.round) >= stages.count(item.to.round)

    def waits_for(item: RewardItem) -> Iterator[RewardItem]:
        for place, other in enumerate(items):
            is_before = place < items.index(item)
            if (item.pool and item.pool == other.pool) or (is_before and (has_limits or _exclude(item, other))):
                yield other

    return [item for item in items if item.to.round in decided and all(is_over(other) for other in waits_for(item))]


def _exclude(item: RewardItem, other: RewardItem) -> bool:
    return other.key in item.not_with or item.key in other.not_with


# --- What people must answer --------------------------------------------------------------------------------------------


def questions_left(rules: Rules, items: Sequence[RewardItem], key: str, played: Sequence[Played], acts: Acts) -> list[Ask]:
    """Return what is asked about one round before it is decided; sums and choices of rewards are asked where they are given."""
    own = [item for item in items if item.to.round == key]
    found = [*_facts_asked(rules.round(key), own, played, acts)]
    for each in played:
        found += [ask for ask in each.ranking.asks if _matters(ask, each, own)]
        found += each.advanced.asks if each.advanced is not None else ()
    return found


def _matters(ask: Ask, played: Played, items: Sequence[RewardItem]) -> bool:
    """Return whether what the ranking left to people decides who goes on or is rewarded."""
    if any(missed.why == "waiting" for code in ask.about if (missed := _missed(code, played)) is not None):
        return True
    ranks = [rank for code in ask.about if (rank := played.ranking.of(code).rank) is not None]
    if len(ranks) < len(ask.about):
        return True
    ladders = [item.to for item in items if isinstance(item.to, ToRank)]
    return any(to.first <= max(ranks) + len(ranks) - 1 and min(ranks) <= to.last for to in ladders)


def _facts_asked(stage: Round, items: Sequence[RewardItem], played: Sequence[Played], acts: Acts) -> Iterator[Ask]:
    """Yield what an official must tell of the entries: which conditions of rewards they meet, which meetings they attended."""
    about = tuple(sorted({standing.work_code for each in played for standing in each.ranking.standings}))
    if not about:
        return
    hurdles = [*(stage.advancing.hurdles if stage.advancing else ()), *(bar for item in items for bar in item.bars)]
    steps: dict[str, str | Promise] = {f"attended/{each.round}": _("Who of them attended?") for each in _attending(hurdles)}
    for condition in (condition for item in items for condition in item.who):
        words = _("Who of them meets this condition? %(words)s")
        steps[f"conditions/{condition.key}"] = str(words) % {"words": localised(condition.words)}
    yield from (Ask(step, "official", about, why) for step, why in steps.items() if step not in acts.chosen)


def _attending(hurdles: Iterable[Hurdle]) -> Iterator[AttendedHurdle]:
    return (hurdle for hurdle in hurdles if isinstance(hurdle, AttendedHurdle))
