"""How a pool of money is divided among the awards that are paid out of it, in whole cents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.consequences.rewarding import Award
from challenges.rules.rewards import CapDivision, DecidedDivision, DownRankingDivision, EvenDivision, Pool
from evaluation.methods.asking import Ask, Wants, Who
from evaluation.methods.kinds import Kinds
from evaluation.methods.numbers import in_words
from evaluation.methods.refusals import ActRefused

CENTS = 100


@dataclass
class Claim:
    """One award and what it comes to; questions about its sum stand under `step`.

    `fixed` is a sum known beforehand, `asked` one that an act told; bounds are of the item. `amount` is the sum that is
    paid, None while people are asked; `because` says in words how it came about.
    """

    award: Award
    step: str
    fixed: Fraction | None = None
    asked: Fraction | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    amount: Fraction | None = None
    because: str = ""

    @property
    def wanted(self) -> Fraction | None:
        """Return the sum that is claimed, as far as it is known."""
        return self.asked if self.fixed is None else self.fixed


@dataclass
class Purse:
    """One pool within one lot, or one for all, with the claims on it; questions are collected in `asks`.

    `spent` is what is gone elsewhere, `others` how many winners elsewhere share evenly, None where nobody said. `order` are work
    codes in the order that people decided where equals cannot all be paid.
    """

    pool: Pool
    step: str
    claims: list[Claim]
    spent: Fraction = Fraction()
    others: int | None = 0
    order: Sequence[str] = ()
    asks: list[Ask] = field(default_factory=list)

    @property
    def total(self) -> Fraction:
        """Return what is in the pool and not gone elsewhere."""
        return Fraction(self.pool.total.amount) - self.spent

    @property
    def paid(self) -> Fraction:
        """Return what is paid so far."""
        return sum((claim.amount or Fraction() for claim in self.claims), Fraction())

    def ask(self, claims: Sequence[Claim], why: str | Promise, *, jury: str | None = None, wants: Wants = "sums") -> None:
        """Ask for the sums of these claims, item by item, or in which order they are paid."""
        who: Who = "jury" if jury else "authority"
        for step in dict.fromkeys(claim.step if wants == "sums" else self.step for claim in claims):
            codes = {claim.award.work_code for claim in claims if step in {claim.step, self.step}}
            self.asks.append(Ask(step, who, tuple(sorted(codes)), why, wants, jury))

    def pay_fixed(self) -> None:
        """Pay the sums known beforehand as long as they fit; what becomes of the others is asked."""
        above = []
        for claim in self.claims:
            if claim.fixed is not None and claim.fixed <= self.total - self.paid:
                _pay(claim, claim.fixed, claim.because)
            elif claim.fixed is not None:
                above.append(claim)
        if above:
            self.ask(above, gettext_lazy("The pool holds less than the sums that are promised out of it."))


DIVISIONS: Kinds[Callable[[Any, Purse], None]] = Kinds()


def even_shares(total: Fraction, count: int) -> tuple[Fraction, Fraction]:
    """Return the share of each in whole cents, and what is left."""
    share, rest = divmod(int(total * CENTS), count)
    return Fraction(share, CENTS), Fraction(rest, CENTS)


def _pay(claim: Claim, amount: Fraction, because: str) -> None:
    claim.amount, claim.because = amount, because


@DIVISIONS.carries_out("even")
def evenly(rule: EvenDivision, purse: Purse) -> None:
    """The same for each award without a sum of its own; sums known beforehand come first. What is above the most of one stays."""
    purse.pay_fixed()
    sharing = [claim for claim in purse.claims if claim.fixed is None]
    if not sharing:
        return
    if purse.others is None:
        codes = tuple(sorted(claim.award.work_code for claim in sharing))
        why = gettext_lazy("How many winners of the other challenges share this pool?")
        purse.asks.append(Ask(f"{purse.step}/others", "authority", codes, why, "number"))
        return
    count = len(sharing) + purse.others
    if count > rule.among_at_most:
        purse.ask(sharing, gettext_lazy("There are more winners than may share this pool."))
        return
    share, rest = even_shares(max(purse.total - purse.paid, Fraction()), count)
    told = {"total": in_words(purse.total - purse.paid), "count": count}
    if any(claim.at_least is not None and share < claim.at_least for claim in sharing):
        purse.ask(sharing, gettext_lazy("An even share would be less than the least that each must get."))
        return
    first = min(sharing, key=lambda claim: (claim.award.rank or 0, claim.award.work_code))
    for claim in sharing:
        most = claim.at_most
        amount = share if most is None or share <= most else most
        if claim is first and rule.remainder == "first_ranked" and amount == share and not purse.others:
            amount = amount + rest if most is None else min(amount + rest, most)
        _pay(claim, amount, _("an even share of %(total)s among %(count)s") % told)


@DIVISIONS.carries_out("down_ranking")
def down_the_ranking(rule: DownRankingDivision, purse: Purse) -> None:
    """From the best downwards, while the money lasts. Unknown sums are asked first: each of them moves those that follow."""
    unknown = [claim for claim in purse.claims if claim.wanted is None]
    if unknown:
        purse.ask(unknown, gettext_lazy("The sums are needed before the pool can be paid down the ranking."))
        return
    is_stopped = False
    ordered = sorted(purse.claims, key=lambda claim: (claim.award.rank or 0, _index(purse.order, claim)))
    for claim in ordered:
        wanted, left = claim.wanted or Fraction(), purse.total - purse.paid
        equal = [each for each in ordered if each.award.rank == claim.award.rank and each.amount is None]
        if (
            not is_stopped
            and sum(each.wanted or 0 for each in equal) > left
            and len(equal) > 1
            and not _are_in_order(purse, equal)
        ):
            purse.ask(equal, gettext_lazy("They share a rank, and the pool does not pay them all."), wants="order")
            return
        if is_stopped:
            _pay(claim, Fraction(), _("the pool is used up"))
        elif wanted <= left:
            _pay(claim, wanted, claim.because)
        elif rule.when_short == "part":
            _pay(claim, max(left, Fraction()), _("what is left in the pool"))
            is_stopped = True
        else:
            _pay(claim, Fraction(), _("the rest of the pool is too little"))
            is_stopped = rule.when_short == "stop"


def _index(order: Sequence[str], claim: Claim) -> int:
    return order.index(claim.award.work_code) if claim.award.work_code in order else len(order)


def _are_in_order(purse: Purse, equal: Sequence[Claim]) -> bool:
    return {claim.award.work_code for claim in equal} <= set(purse.order)


@DIVISIONS.carries_out("decided")
def as_decided(rule: DecidedDivision, purse: Purse) -> None:
    """As the jury divided it; sums known beforehand are paid as they are.

    Raises:
        ActRefused: the sums are more than the pool holds.
    """
    unknown = [claim for claim in purse.claims if claim.wanted is None]
    if unknown:
        purse.ask(unknown, gettext_lazy("The jury divides the pool."), jury=rule.by)
    purse.pay_fixed()
    for claim in purse.claims:
        if claim.fixed is None and claim.asked is not None:
            _pay(claim, claim.asked, _("as decided"))
    if purse.paid > purse.total:
        raise ActRefused(_("The sums are more than the pool holds."))


@DIVISIONS.carries_out("cap_only")
def up_to_the_cap(_rule: CapDivision, purse: Purse) -> None:
    """Each sum as it is, in listed order; where the ceiling is reached, the authority is asked what becomes of the rest."""
    unknown = [claim for claim in purse.claims if claim.wanted is None]
    if unknown:
        purse.ask(unknown, gettext_lazy("The sums have to be told."))
    above = []
    for claim in purse.claims:
        left = purse.total - purse.paid
        if claim.wanted is not None and claim.wanted <= left:
            _pay(claim, claim.wanted, claim.because)
        elif claim.wanted is not None and claim.asked is not None and claim.asked <= left:
            _pay(claim, claim.asked, _("as decided"))
        elif claim.wanted is not None:
            above.append(claim)
    if above:
        purse.ask(above, gettext_lazy("The ceiling of the pool is reached: the authority decides what they get."))
