"""Rewards have somebody to go to, pools suffice, and the money fits the budget and what the notice claims."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.points import HUNDRED
from challenges.rules.checks.register import check, each, found, is_said, kind_of, number, numbers, sum_of, text
from challenges.rules.document import CallRules, Document, Rules
from challenges.rules.findings import ADVISING, BLOCKING, Code, Finding, declare
from challenges.rules.participation import Limit
from challenges.rules.promised import leaves, most_promised
from challenges.rules.rewards import FixedSum, Pool, RangeSum, RewardItem, Rewards, ToRank
from challenges.rules.values import Money
from challenges.rules.walking import Place

declare(
    {
        "reward.unjudged": Code(
            BLOCKING, _("There is no ranking: the round “%(round)s” is not judged."), _("Name a round that is judged.")
        ),
        "reward.no_advancing": Code(
            BLOCKING, _("Nobody goes on from the round “%(round)s”."), _("Name another round, or say there who goes on.")
        ),
        "reward.count": Code(
            BLOCKING,
            _("How many get it is said where they are chosen or drawn, and only there."),
            _("Say how many are chosen or drawn; elsewhere it follows from who gets it."),
        ),
        "reward.when_shared": Code(
            BLOCKING,
            _("What those who share a rank get is said where ranks decide, and only there."),
            _("Say it for rewards by rank; elsewhere, say that it does not arise."),
        ),
        "reward.no_pool": Code(BLOCKING, _("The sum comes out of a pool, but none is named."), _("Name the pool.")),
        "reward.no_lots": Code(
            BLOCKING, _("It is given in each lot, but there are no lots."), _("Give it once, or add the lots.")
        ),
        "reward.instalments": Code(
            BLOCKING, _("The parts come to %(sum)s percent, not to 100."), _("Change them so that they come to exactly 100.")
        ),
        "pool.place": Code(
            BLOCKING,
            _("A pool for the whole call stands with the call, and any other with the challenge."),
            _("Move the pool, or say what it is for."),
        ),
        "money.currencies": Code(
            BLOCKING, _("The sum is in %(currency)s, the pool in %(other)s."), _("Use one currency; `paid_in` names another.")
        ),
        "money.over_pool": Code(
            BLOCKING,
            _("One of these is more than the whole pool: it exceeds it by %(excess)s."),
            _("Lower the sum, or fill the pool."),
        ),
        "money.short_pool": Code(
            ADVISING,
            _("What is promised for certain out of this pool comes to %(excess)s more than is in it."),
            _("Fill the pool, lower the prizes, or say what happens when the money ends."),
        ),
        "money.over_budget": Code(
            ADVISING, _("The prizes exceed the budget by %(excess)s."), _("Lower the prizes, or raise the budget.")
        ),
        "money.contract_over_budget": Code(
            ADVISING,
            _("The prizes and the contract after them may exceed the budget by %(excess)s."),
            _("Lower the limit of the contract, or raise the budget."),
        ),
        "money.stated_total": Code(
            ADVISING,
            _("The notice claims %(stated)s, but the rewards come to %(computed)s."),
            _("Mend the rewards, or the claim. The rewards are what is paid."),
        ),
    }
)


@check(RewardItem)
def goes_to_somebody(part: RewardItem, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The round of a reward has the outcome it looks at, and how many get it is said where it must be."""
    if not is_said(part.to):
        return
    of = inventory.round(part.to.round)
    if of and part.to.kind == "rank" and of.judging is None:
        yield found("reward.unjudged", here, "to", "round", round=of.key)
    if of and part.to.kind == "advanced" and of.advancing is None:
        yield found("reward.no_advancing", here, "to", "round", round=of.key)
    if not silent(part.count) and (part.count is not None) != (part.to.kind in ("chosen", "lot")):
        yield found("reward.count", here, "count")
    if not silent(part.when_shared) and (part.when_shared is not None) != (part.to.kind == "rank"):
        yield found("reward.when_shared", here, "when_shared")


@check(RewardItem)
def is_paid_from_somewhere(part: RewardItem, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Sums come out of pools that hold them, in parts that make a whole."""
    if kind_of(part.each) == "from_pool" and part.pool is None:
        yield found("reward.no_pool", here, "pool")
    if part.per == "lot" and not inventory.lots.parts and not inventory.lots.is_open:
        yield found("reward.no_lots", here, "per")
    shares = numbers(instalment.share for instalment in each(part.instalments))
    if shares and sum(shares) != HUNDRED:
        yield found("reward.instalments", here, "instalments", sum=text(sum(shares, Fraction())))


@check(RewardItem)
def fits_its_pool(part: RewardItem, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """One reward is in the currency of its pool, and not more than all that is in it."""
    pool = inventory.pools.parts.get(part.pool or "")
    least = _least_sum(part)
    if not isinstance(pool, Pool) or not isinstance(pool.total, Money) or least is None:
        return
    if silent(least.currency, pool.total.currency, least.amount, pool.total.amount):
        return
    excess = Fraction(least.amount) - Fraction(pool.total.amount)
    if least.currency != pool.total.currency:
        yield found("money.currencies", here, "each", currency=least.currency, other=pool.total.currency)
    elif excess > 0:
        yield found("money.over_pool", here, "each", excess=sum_of(excess, least))


@check(Rewards, CallRules)
def fills_its_pools(part: Rewards | CallRules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A pool holds what is promised out of it for certain; down a ranking, the rules say what happens when it ends."""
    items = each(inventory.rewards.items) if inventory.rewards else ()
    for index, pool in enumerate(each(part.pools)):
        if not isinstance(pool.total, Money) or not pool.total.amount or kind_of(pool.division) in ("", "down_ranking"):
            continue
        total = Fraction(pool.total.amount)
        from_here = [item for item in items if is_said(item.pool) and item.pool == pool.key]
        excess = sum((_least(item, pool, inventory) for item in from_here), Fraction()) - total
        # Of one that is more than the whole pool it is told there.
        if excess > 0 and all(_each(item, pool) <= total for item in from_here):
            yield found("money.short_pool", here, "pools", index, "total", excess=sum_of(excess, pool.total))


def _least(item: RewardItem, pool: Pool, inventory: Inventory) -> Fraction:
    """Return what a reward takes out of a pool at least, in the currency of the pool, if there are enough to be rewarded."""
    counts = numbers((item.to.first, item.to.last)) if isinstance(item.to, ToRank) else None
    times = counts[1] - counts[0] + 1 if counts else number(item.count and item.count.at_least) or Fraction()
    if item.per == "lot" and pool.per in ("challenge", "call"):
        times *= len(item.lots or (leaves(inventory.rules) if not inventory.lots.is_open else ()))
    return times * _each(item, pool) if item.per in ("challenge", "lot") else Fraction()


def _each(item: RewardItem, pool: Pool) -> Fraction:
    """Return the least that one reward comes to, in the currency of a pool; nothing where it has no least."""
    least = _least_sum(item)
    return number(least.amount) or Fraction() if least and least.currency == pool.total.currency else Fraction()


def _least_sum(item: RewardItem) -> Money | None:
    """Return the least money that one reward comes to; None where it has no least, or it is not said."""
    least = item.each.sum if isinstance(item.each, FixedSum) else None
    if isinstance(item.each, RangeSum):
        least = item.each.at_least
    return least if isinstance(least, Money) else None


@check(Rewards, CallRules)
def keeps_pools_where_they_belong(part: Rewards | CallRules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What is shared by a call stands with the call alone."""
    for index, pool in enumerate(each(part.pools)):
        if is_said(pool.per) and (pool.per == "call") != isinstance(part, CallRules):
            yield found("pool.place", here, "pools", index, "per")


@check(Document)
def keeps_to_the_budget(part: Document, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Prizes, and a contract after them, cost no more than the budget."""
    budget = part.notice and part.notice.budget
    if not isinstance(budget, Money) or not budget.currency or not budget.amount:
        return
    excess = most_promised(part, budget.currency).amount - Fraction(budget.amount)
    if excess > 0:
        yield found("money.over_budget", here, "rules", "rewards", excess=sum_of(excess, budget))
        return
    follow_up = inventory.rewards and inventory.rewards.follow_up
    cap = follow_up and not follow_up.pool and follow_up.cap
    if isinstance(cap, Money) and cap.currency == budget.currency and cap.amount and excess + Fraction(cap.amount) > 0:
        excess += Fraction(cap.amount)
        yield found("money.contract_over_budget", here, "rules", "rewards", "follow_up", "cap", excess=sum_of(excess, budget))


@check(Document)
def comes_to_the_sum_it_claims(part: Document, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What the notice claims of the money is what the rewards come to."""
    claimed = inventory.rewards and inventory.rewards.stated_total
    if isinstance(claimed, Money) and claimed.amount and claimed.currency:
        promised = most_promised(part, claimed.currency)
        stated = Fraction(claimed.amount)
        if promised.amount > stated or (promised.is_whole and promised.amount != stated):
            yield _claim(here, claimed, promised.amount, "rules", "rewards", "stated_total")
    call = part.call
    if isinstance(call, CallRules) and isinstance(call.stated_total, Money) and call.stated_total.amount:
        computed = _of_call(call, part.rules, call.stated_total)
        if computed is not None and computed != Fraction(call.stated_total.amount):
            yield _claim(here, call.stated_total, computed, "call", "stated_total")


def _of_call(call: CallRules, rules: Rules | None, claimed: Money) -> Fraction | None:
    """Return what a call comes to if it limits its wins, and each win is of one sum; None where that is not said."""
    wins = [_wins(limit) for limit in each(call.limits) if limit.counts == "wins" and kind_of(limit.of) == "everyone"]
    items = each(rules.rewards.items) if rules and rules.rewards else ()
    sums = [item.each.sum for item in items if isinstance(item.each, FixedSum)]
    others = [item for item in items if isinstance(item.each, RangeSum) or silent(item.each)]
    if len(wins) != 1 or wins[0] is None or len(sums) != 1 or others or sums[0].currency != claimed.currency:
        return None
    amount = number(sums[0].amount)
    return amount * wins[0] if amount is not None else None


def _wins(limit: Limit) -> Fraction | None:
    return number(limit.at_most) if limit.per == "call" else None


def _claim(here: Place, claimed: Money, computed: Fraction, *steps: str) -> Finding:
    stated = Fraction(claimed.amount)
    return found("money.stated_total", here, *steps, stated=sum_of(stated, claimed), computed=sum_of(computed, claimed))
