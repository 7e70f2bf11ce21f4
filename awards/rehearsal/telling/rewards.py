"""Who gets what, and what it comes to, in words."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.consequences.explaining import explain_award, explain_missed
from awards.consequences.paying import as_amount
from awards.rehearsal.result import Rehearsal
from awards.rehearsal.telling.lines import Line, line_of
from challenges.rules.names import Names
from challenges.rules.promised import most_promised
from challenges.rules.rewards import RewardItem
from challenges.rules.values import Money
from core.wording import localised, money

# So many winners of one reward are told one by one, and so many who could not take it.
TOLD = 10


def reward_lines(found: Rehearsal, names: Names) -> Iterator[Line]:
    """Yield each reward with those who get it, and with those who would have got it."""
    if found.outcome is None:
        return
    rules = found.document.rules.rewards
    for item in rules.items:
        payments = [each for each in found.outcome.paid.payments if each.award.item == item.key]
        below = []
        for payment in payments[:TOLD]:
            said = line_of(explain_award(rules, payment))
            below.append(Line(f"{payment.award.work_code}: {said.words}", said.below))
        missed = [each for each in found.outcome.rewarded.missed if each.item == item.key]
        below += [Line(f"{each.work_code}: {explain_missed(rules, each, names).words}") for each in missed[:TOLD]]
        yield Line(_heading(item, len(payments)), tuple(below))


def _heading(item: RewardItem, count: int) -> str:
    told = {"reward": localised(item.title), "count": count}
    return ngettext("%(reward)s: %(count)s entry gets it", "%(reward)s: %(count)s entries get it", count) % told


def money_lines(found: Rehearsal) -> Iterator[Line]:
    """Yield what is paid, against what is promised, stated and budgeted; and what is left in each pool."""
    stated, budget = found.document.rules.rewards.stated_total, found.document.notice.budget
    currencies = dict.fromkeys([*found.paid, *(sum_.currency for sum_ in (stated, budget) if sum_ is not None)])
    for currency in currencies:
        promised = most_promised(found.document, currency)
        below = [Line(_("Most that is promised: %(sum)s") % {"sum": _money(promised.amount, currency)})]
        if not promised.is_whole:
            below = [Line(_("The most that is promised has no bound, or is not said."))]
        below += _compared(_("Stated: %(sum)s"), stated, currency) + _compared(_("Budget: %(sum)s"), budget, currency)
        paid = found.paid.get(currency, Fraction())
        yield Line(_("Paid in this course: %(sum)s") % {"sum": _money(paid, currency)}, tuple(below))
    pools = {
        pool.key: pool
        for pool in (*found.document.rules.rewards.pools, *(found.document.call.pools if found.document.call else ()))
    }
    for step, left in found.outcome.paid.left.items() if found.outcome else ():
        pool = pools[step.removeprefix("pools/").partition("@")[0]]
        told = {"pool": localised(pool.title), "sum": _money(left, pool.total.currency)}
        yield Line(_("Left in the pool “%(pool)s”: %(sum)s") % told)


def _compared(words: str, sum_: Money | None, currency: str) -> list[Line]:
    if sum_ is None or sum_.currency != currency:
        return []
    return [Line(words % {"sum": money(sum_.amount, currency)})]


def _money(amount: Fraction, currency: str) -> str:
    return money(as_amount(amount), currency)
