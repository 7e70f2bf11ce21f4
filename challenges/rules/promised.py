"""The most money that rules promise, reward by reward and pool by pool, as far as they say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from challenges.rules.advancing import Advancing, AllTake, LotTake, NamedTake, PicksTake, RangeTake, Take, TopTake
from challenges.rules.base import Hole, silent
from challenges.rules.document import Document, Round, Rules
from challenges.rules.intake import Intake
from challenges.rules.judging import Judging
from challenges.rules.participation import Lot
from challenges.rules.rewards import FixedSum, Pool, RangeSum, RewardItem, Rewards, ToAll, ToRank
from challenges.rules.values import AnnouncedLater, Money


@dataclass(frozen=True)
class Promised:
    """A sum in one currency. `is_whole`: nothing is promised beyond it that has no bound or is not said."""

    amount: Fraction = Fraction()
    is_whole: bool = True

    def __add__(self, other: "Promised") -> "Promised":
        """Return both together."""
        return Promised(self.amount + other.amount, self.is_whole and other.is_whole)

    def times(self, number: int | None) -> "Promised":
        """Return it so many times; None: nobody knows how often."""
        if self == NOTHING:
            return self
        return Promised(self.amount * (number or 0), self.is_whole and number is not None)

    def at_most(self, cap: Fraction | None) -> "Promised":
        """Return it under a cap, beyond which nothing is promised."""
        return self if cap is None or (self.is_whole and self.amount <= cap) else Promised(cap)


NOTHING = Promised()
UNKNOWN = Promised(is_whole=False)


def most_promised(document: Document, currency: str) -> Promised:
    """Return the most money in one currency that the rewards can come to, if no rank is shared. Goods are no money."""
    rewards = document.rules and document.rules.rewards
    if not isinstance(rewards, Rewards) or silent(rewards.items):
        return UNKNOWN
    pools = {pool.key: pool for pool in _pools(document, rewards)}
    free = [_of_item(item, document.rules, currency) for item in rewards.items if item.pool is None]
    unsaid = [UNKNOWN for item in rewards.items if silent(item.pool) or (item.pool and item.pool not in pools)]
    drawn = [_of_pool(pool, rewards, document.rules, currency) for pool in pools.values()]
    return sum([*free, *unsaid, *drawn], NOTHING)


def _pools(document: Document, rewards: Rewards) -> Iterator[Pool]:
    yield from rewards.pools or ()
    if document.call:
        yield from document.call.pools or ()


def _of_pool(pool: Pool, rewards: Rewards, rules: Rules, currency: str) -> Promised:
    """Return what the rewards out of one pool come to: never more than is in it."""
    items = [item for item in rewards.items if item.pool == pool.key and not silent(item.pool)]
    if not items:
        return NOTHING
    promised = sum((_of_item(item, rules, currency) for item in items), NOTHING)
    if not isinstance(pool.total, Money) or not pool.total.amount:
        return promised
    if pool.total.currency != currency:
        return promised if promised == NOTHING else UNKNOWN
    lots = len(leaves(rules)) if pool.per == "lot" else 1
    return promised.at_most(Fraction(pool.total.amount) * lots)


def _of_item(item: RewardItem, rules: Rules, currency: str) -> Promised:
    if silent(item.per) and rules.lots:
        return UNKNOWN
    return _of_one(item, currency).times(_winners(item, rules)).times(_windows_apart(item, rules))


def _of_one(item: RewardItem, currency: str) -> Promised:
    """Return the most that one winner gets."""
    if silent(item.each):
        return UNKNOWN
    if not isinstance(item.each, FixedSum | RangeSum):
        return NOTHING
    most = item.each.sum if isinstance(item.each, FixedSum) else item.each.at_most
    if not isinstance(most, Money) or not most.amount or not most.currency:
        return UNKNOWN
    return Promised(Fraction(most.amount)) if most.currency == currency else NOTHING


def _winners(item: RewardItem, rules: Rules) -> int | None:
    """Return the most winners of a reward in one window; None where their number has no bound or is not said."""
    lots = len(item.lots or leaves(rules)) if item.per == "lot" else 1
    if isinstance(item.to, ToAll):
        of = _round(item.to.round, rules)
        if item.to.kind == "entered":
            return most_coming(of, rules)
        return most_taken(of, rules, lots=lots if item.per == "lot" else None)
    if isinstance(item.to, ToRank):
        return (item.to.last - item.to.first + 1) * lots if not silent(item.to.first, item.to.last) else None
    most = item.count.at_most if item.count and not silent(item.count.at_most) else None
    return None if most is None else most * lots


def most_taken(part: Round | None, rules: Rules, *, lots: int | None = None, behind: frozenset[str] = frozenset()) -> int | None:
    """Return the most entries that go on from a round in one window; None where their number has no bound or is not said.

    Who takes all that are left takes no more than come in. `lots`: in so many lots, where places are counted in each; None for
    all of them. `behind` are the rounds through which it was asked.
    """
    advancing = part.advancing if part else None
    if not isinstance(advancing, Advancing) or not advancing.takes or silent(advancing.per):
        return None
    numbers = [_taken(take) for take in advancing.takes]
    bounded = [number for number in numbers if number is not None]
    if len(bounded) == len(numbers):
        return sum(bounded) * ((len(leaves(rules)) if lots is None else lots) if advancing.per == "lot" else 1)
    open_ended = [take for take, number in zip(advancing.takes, numbers, strict=True) if number is None]
    takes_all = all(isinstance(take, AllTake) or (isinstance(take, PicksTake) and take.at_most is None) for take in open_ended)
    return most_coming(part, rules, behind=behind, in_lots=advancing.per == "lot") if takes_all else None


def most_coming(part: Round | None, rules: Rules, *, behind: frozenset[str] = frozenset(), in_lots: bool = False) -> int | None:
    """Return the most entries that come into a round out of those before it; None where anybody may enter, or nobody knows.

    `in_lots`: an entry counts in each lot that it is in, which those before must have done, too.
    """
    if part is None or not part.follows or silent(part.key, part.joins) or part.key in behind:
        return None
    rounds = {each.key: each for each in rules.rounds or ()}
    before = [rounds.get(key) for key in part.follows]
    if in_lots and not all(lead and isinstance(lead.advancing, Advancing) and lead.advancing.per == "lot" for lead in before):
        return None
    leads = [most_taken(lead, rules, behind=behind | {part.key}) for lead in before]
    known = [most for most in leads if most is not None]
    if part.joins == "all":
        return min(known, default=None)
    return sum(known) if len(known) == len(leads) else None


def _round(key: str, rules: Rules) -> Round | None:
    return next((part for part in rules.rounds or () if part.key == key), None)


def _windows_apart(item: RewardItem, rules: Rules) -> int | None:
    """Return in how many windows a reward is given: those that its round judges apart; None where more may come."""
    stage = None if silent(item.to) else _round(item.to.round, rules)
    if stage is None or not isinstance(stage.judging, Judging) or stage.judging.windows != "each":
        return 1
    return _most_windows(stage, rules, frozenset())


def _most_windows(stage: Round, rules: Rules, seen: frozenset[str]) -> int | None:
    """Return the most windows that entries of a round can have come in by: its own, or those of the rounds before."""
    if isinstance(stage.intake, Intake):
        windows = (*(stage.intake.windows or ()), *(stage.intake.call_windows or ()))
        return None if stage.intake.more_later is True else max(1, len(windows))
    before = [_round(key, rules) for key in stage.follows or () if key not in seen]
    found = [_most_windows(each, rules, seen | {stage.key}) for each in before if each]
    return None if None in found else max([1, *(number for number in found if number)])


def _taken(take: Take) -> int | None:
    most: int | AnnouncedLater | Hole | None = None
    if isinstance(take, TopTake):
        most = take.places
    elif isinstance(take, RangeTake | PicksTake):
        most = take.at_most
    elif isinstance(take, NamedTake | LotTake):
        most = take.count
    return most if isinstance(most, int) else None


def leaves(rules: Rules) -> tuple[Lot, ...]:
    """Return the lots that have no parts: those in which entries stand."""
    lots = rules.lots or ()
    outer = {lot.within for lot in lots}
    return tuple(lot for lot in lots if lot.key not in outer)
