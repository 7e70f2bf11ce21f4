"""What each award comes to in money."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.consequences.dividing import CENTS, DIVISIONS, Claim, Purse, even_shares
from awards.consequences.rewarding import Award, Played, ladder
from challenges.rules.rewards import FixedSum, Goods, Pool, RangeSum, RewardItem, Rewards, SplitPlaces, ToRank
from challenges.rules.values import Money
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts
from evaluation.methods.kinds import Kinds
from evaluation.methods.numbers import in_words, shown_text
from evaluation.methods.refusals import ActRefused
from evaluation.methods.scopes import Scope


@dataclass(frozen=True)
class Payment:
    """What one award comes to.

    `amount` is None while people are asked, and for what is no money: an honour, or goods with their `worth`. `tax` says what the
    payer pays on top. `instalments` are parts in time by key. `because` says in words how the sum came about.
    """

    award: Award
    amount: Fraction | None = None
    currency: str | None = None
    tax: str | None = None
    pool: str | None = None
    instalments: tuple[tuple[str, Fraction], ...] = ()
    worth: Fraction | None = None
    because: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the payment as plain data, sums as decimal text."""
        return {
            **vars(self.award),
            "amount": as_amount(self.amount),
            "currency": self.currency,
            "tax": self.tax,
            "pool": self.pool,
            "instalments": [{"key": key, "amount": as_amount(amount)} for key, amount in self.instalments],
            "worth": as_amount(self.worth),
            "because": self.because,
        }


@dataclass(frozen=True)
class Paid:
    """All payments in the order of the awards, what is left in each pool, and what must be asked."""

    payments: tuple[Payment, ...]
    left: Mapping[str, Fraction]
    asks: tuple[Ask, ...] = ()

    def total(self, currency: str) -> Fraction:
        """Return the sum of all payments in one currency."""
        return sum((each.amount or Fraction() for each in self.payments if each.currency == currency), Fraction())

    def as_json(self) -> dict[str, Any]:
        """Return the payments as plain data."""
        return {
            "payments": [payment.as_json() for payment in self.payments],
            "left": {step: as_amount(amount) for step, amount in self.left.items()},
            "asks": [ask.as_json() for ask in self.asks],
        }


def as_amount(amount: Fraction | None) -> str | None:
    """Return a sum as canonical decimal text; None stays None."""
    return shown_text(amount)


# (each, item, claim, paying) -> the claim gets what is known of its sum before pools.
EACH: Kinds[Callable[[Any, RewardItem, Claim, "Paying"], None]] = Kinds()


def pay(
    rewards: Rewards, awards: Sequence[Award], played: Sequence[Played], *, call_pools: Sequence[Pool] = (), acts: Acts = NO_ACTS
) -> Paid:
    """Return what each award comes to. No more is paid out of a pool than it holds.

    Args:
        rewards: of the rules.
        awards: in the order in which they were given.
        played: the rounds, as they were given to `reward`.
        call_pools: pools that a joint call shares.
        acts: sums by `rewards/ITEM`; numbers under `pools/POOL/spent`, what other challenges spent of a shared pool, and under
            `pools/POOL/others`, how many of their winners share it evenly.

    Raises:
        ActRefused: a sum is outside its bounds, or all together are more than the pool holds.
    """
    paying = Paying(rewards, played, acts, call_pools)
    claims = [paying.claim(award) for award in awards]
    purses = _purses(claims, paying)
    for purse in purses:
        DIVISIONS[purse.pool.division.kind](purse.pool.division, purse)
    in_pools = {id(claim) for purse in purses for claim in purse.claims}
    paying.pay_without_pool([claim for claim in claims if id(claim) not in in_pools])
    asks = [*paying.asks, *(ask for purse in purses for ask in purse.asks)]
    left = {purse.step: purse.total - purse.paid for purse in purses}
    return Paid(tuple(paying.payment(claim) for claim in claims), left, tuple(asks))


class Paying:
    """The awards being paid; questions are collected in `asks`."""

    def __init__(self, rewards: Rewards, played: Sequence[Played], acts: Acts, call_pools: Sequence[Pool]) -> None:
        self.acts = acts
        self.pools = {pool.key: pool for pool in (*rewards.pools, *call_pools)}
        self.items = {item.key: item for item in rewards.items}
        self.played = {(each.round, each.scope.lot, each.scope.window): each for each in played}
        self.asks: list[Ask] = []

    def claim(self, award: Award) -> Claim:
        """Return what is known of an award's sum before pools."""
        item = self.items[award.item]
        claim = Claim(award, Scope(award.lot, award.window).address("rewards", award.item))
        if item.each is not None:
            EACH[item.each.kind](item.each, item, claim, self)
        return claim

    def is_money(self, claim: Claim) -> bool:
        """Return whether an award is a sum of money."""
        return isinstance(self.items[claim.award.item].each, FixedSum | RangeSum)

    def pay_without_pool(self, claims: Sequence[Claim]) -> None:
        """Pay sums as they are; those that nobody told are asked, item by item."""
        unknown: dict[str, list[str]] = {}
        for claim in claims:
            if self.is_money(claim):
                claim.amount = claim.wanted
                if claim.amount is None:
                    unknown.setdefault(claim.step, []).append(claim.award.work_code)
        why = gettext_lazy("The sums have to be told.")
        self.asks += [Ask(step, "authority", tuple(sorted(codes)), why, "sums") for step, codes in unknown.items()]

    def ranks(self, award: Award) -> dict[str, int]:
        """Return the ranks in the ranking by which an award was given, by work code."""
        played = self.played[self.items[award.item].to.round, award.lot, award.window]
        return {each.work_code: each.rank for each in played.ranking.standings if each.rank is not None}

    def payment(self, claim: Claim) -> Payment:
        """Return a claim as it is paid."""
        item = self.items[claim.award.item]
        if not self.is_money(claim):
            worth = item.each.worth if isinstance(item.each, Goods) else None
            if worth is None:
                return Payment(claim.award)
            return Payment(claim.award, currency=worth.currency, tax=worth.tax, worth=Fraction(worth.amount))
        money = self._unit(item)
        currency, tax = (None, None) if money is None else (money.currency, money.tax)
        parts = _instalments(item, claim.amount)
        return Payment(claim.award, claim.amount, currency, tax, item.pool, parts, because=claim.because)

    def _unit(self, item: RewardItem) -> Money | None:
        """Return a sum that tells in which currency, and with which tax on top, an item is paid."""
        pool = self.pools.get(item.pool or "")
        bound = (item.each.at_most or item.each.at_least) if isinstance(item.each, RangeSum) else None
        of_pool = None if pool is None else pool.total
        return item.each.sum if isinstance(item.each, FixedSum) else bound or of_pool


def _purses(claims: Sequence[Claim], paying: Paying) -> list[Purse]:
    """Return the pools with the claims on each, one for each lot where the rules say so."""
    found: dict[str, Purse] = {}
    for claim in claims:
        pool = paying.pools.get(paying.items[claim.award.item].pool or "")
        if pool is None or not paying.is_money(claim):
            continue
        step = Scope(claim.award.lot if pool.per == "lot" else None).address("pools", pool.key)
        if step not in found:
            told = paying.acts.numbers
            others = None if pool.per == "call" else "0"
            count = told.get(f"{step}/others", others)
            spent = Fraction(told.get(f"{step}/spent", "0"))
            order = paying.acts.chosen.get(step, ())
            found[step] = Purse(pool, step, [], spent, None if count is None else int(count), order)
        found[step].claims.append(claim)
    return list(found.values())


@EACH.carries_out("fixed")
def fixed_sum(each: FixedSum, item: RewardItem, claim: Claim, paying: Paying) -> None:
    """The sum; who share a rank in full or by the sums of the places they fill, as the item says."""
    claim.fixed, claim.because = Fraction(each.sum.amount), _("a fixed sum")
    claim.asked = _told(claim, paying)
    award = claim.award
    if not isinstance(item.when_shared, SplitPlaces) or award.how != "rank" or award.rank is None:
        return
    sharing = sorted(code for code, rank in paying.ranks(award).items() if rank == award.rank)
    if len(sharing) == 1:
        return
    places = range(award.rank, award.rank + len(sharing))
    total = sum((_sum_of_place(item, place, each.sum.currency, paying) for place in places), Fraction())
    share, rest = even_shares(total, len(sharing))
    gets_rest = item.when_shared.remainder == "first_ranked" and award.work_code == sharing[0]
    claim.fixed = share + rest if gets_rest else share
    told = {"total": in_words(total), "count": len(sharing), "first": places[0], "last": places[-1]}
    claim.because = _("the sums of places %(first)s to %(last)s, %(total)s in all, shared by %(count)s") % told


@EACH.carries_out("asked", "from_pool")
def sum_in_bounds(each: RangeSum, _item: RewardItem, claim: Claim, paying: Paying) -> None:
    """The sum that an act told, within the bounds of the item.

    Raises:
        ActRefused: it is outside them.
    """
    claim.at_least = None if each.at_least is None else Fraction(each.at_least.amount)
    claim.at_most = None if each.at_most is None else Fraction(each.at_most.amount)
    claim.asked, claim.because = _told(claim, paying), _("the sum that was told")
    if claim.asked is None:
        return
    if (claim.at_least is not None and claim.asked < claim.at_least) or (
        claim.at_most is not None and claim.asked > claim.at_most
    ):
        raise ActRefused(_("%(sum)s is outside the bounds of this reward.") % {"sum": in_words(claim.asked)})


@EACH.carries_out("goods")
def goods(_each: Goods, _item: RewardItem, _claim: Claim, _paying: Paying) -> None:
    """No money."""


def _told(claim: Claim, paying: Paying) -> Fraction | None:
    told = paying.acts.sums.get(claim.step, {}).get(claim.award.work_code)
    return None if told is None else Fraction(told)


def _sum_of_place(item: RewardItem, place: int, currency: str, paying: Paying) -> Fraction:
    """Return what one place is worth in the ladder that the item is a rung of."""
    rungs = (each for each in paying.items.values() if isinstance(each.to, ToRank) and ladder(each) == ladder(item))
    return sum(
        (
            Fraction(rung.each.sum.amount)
            for rung in rungs
            if isinstance(rung.to, ToRank) and rung.to.first <= place <= rung.to.last
            if isinstance(rung.each, FixedSum) and rung.each.sum.currency == currency
        ),
        Fraction(),
    )


def _instalments(item: RewardItem, amount: Fraction | None) -> tuple[tuple[str, Fraction], ...]:
    """Return the parts in time, each in whole cents; what rounding leaves comes with the last."""
    if amount is None or not item.instalments:
        return ()
    *earlier, last = item.instalments
    parts = [(each.key, Fraction(int(amount * Fraction(each.share)), CENTS)) for each in earlier]
    return (*parts, (last.key, amount - sum((part for _key, part in parts), Fraction())))
