"""What must hold of every rehearsal, whatever the rules, the scenario and the seed."""

from collections import Counter
from fractions import Fraction

from awards.rehearsal import Rehearsal
from challenges.rules.rewards import FixedSum, RangeSum, SplitPlaces, ToRank


def faults(found: Rehearsal) -> list[str]:
    """Everything that may never be: two standings of an entry, more money than is promised."""
    return [*_standings(found), *_money(found)]


def _standings(found: Rehearsal) -> list[str]:
    said = []
    for stage in found.stages:
        for each in stage.played.played if stage.played else ():
            there = sorted(entry.work_code for entry in each.entries if each.scope.has(entry))
            stands = sorted(standing.work_code for standing in each.ranking.standings)
            if stands != there:
                said.append(f"{stage.key}: not one standing for each entry in {each.scope}")
            advanced = each.advanced
            if advanced and sorted([*advanced.work_codes, *(missed.work_code for missed in advanced.not_taken)]) != there:
                said.append(f"{stage.key}: not everybody is either taken or not")
    return said


def _money(found: Rehearsal) -> list[str]:
    if found.outcome is None:
        return []
    items = {item.key: item for item in found.document.rules.rewards.items}
    said = [f"{step}: {-left} more than the pool holds" for step, left in found.outcome.paid.left.items() if left < 0]
    for payment in found.outcome.paid.payments:
        item = items[payment.award.item]
        most = _most(found, item.key)
        if payment.amount is not None and most is not None and payment.amount > most:
            said.append(f"{item.key}: {payment.amount} instead of at most {most}")
    given = Counter((payment.award.item, payment.award.lot, payment.award.window) for payment in found.outcome.paid.payments)
    for (key, lot, window), count in given.items():
        item = items[key]
        if isinstance(item.to, ToRank):
            sharing = _sharing(found, item.to, lot, window)
            if count > max(item.to.last - item.to.first + 1, sharing):
                said.append(f"{key}: given {count} times")
        elif item.count is not None and item.count.at_most is not None and count > item.count.at_most:
            said.append(f"{key}: given {count} times")
    return said


def _most(found: Rehearsal, key: str) -> Fraction | None:
    item = next(item for item in found.document.rules.rewards.items if item.key == key)
    if isinstance(item.each, FixedSum):
        if isinstance(item.when_shared, SplitPlaces):
            return None
        return Fraction(item.each.sum.amount)
    if isinstance(item.each, RangeSum) and item.each.at_most is not None:
        return Fraction(item.each.at_most.amount)
    return None


def _sharing(found: Rehearsal, to: ToRank, lot: str | None, window: str | None) -> int:
    """How many have one of the ranks, where they are shared."""
    played = next(stage.played for stage in found.stages if stage.key == to.round)
    if played is None:
        return 0
    return sum(
        standing.rank is not None and to.first <= standing.rank <= to.last
        for standing in played.of(lot, window).ranking.standings
    )
