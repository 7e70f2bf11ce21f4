"""Numbers, sums of money and limits are such as can be."""

from collections.abc import Iterator
from functools import cache
from itertools import chain

from babel.core import get_global
from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Part, silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, is_said, number, text
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.participation import Limit
from challenges.rules.questions import Question
from challenges.rules.rewards import RewardItem
from challenges.rules.values import Money
from challenges.rules.walking import Place

declare(
    {
        "range.order": Code(
            BLOCKING, _("The range is turned: from %(from)s to %(to)s."), _("Let the first number be the smaller one.")
        ),
        "range.place": Code(BLOCKING, _("There is no rank 0."), _("Count ranks from 1.")),
        "range.value": Code(
            BLOCKING, _("%(value)s cannot be meant here."), _("Write a number above zero; percentages end at 100.")
        ),
        "money.currency": Code(
            BLOCKING, _("There is no currency “%(currency)s”."), _("Use the code of ISO 4217, such as “EUR” or “PLN”.")
        ),
        "limit.round": Code(
            BLOCKING,
            _("A round is named where the limit counts within one round, and only there."),
            _("Name the round, or count within something else."),
        ),
        "limit.shortfall": Code(
            BLOCKING,
            _("It is said what happens below the least, but there is no least."),
            _("Say the least number, or say that nothing happens."),
        ),
        "question.options": Code(
            BLOCKING,
            _("Options belong to questions with answers to choose from and to tables, and to these alone."),
            _("Add the options, or take them out."),
        ),
        "question.limit": Code(
            BLOCKING,
            _("A limit of this kind does not fit a question of this kind."),
            _("Take it out, or choose one that fits: %(known)s."),
        ),
        "question.no_limit": Code(BLOCKING, _("A question of this kind has no limits."), _("Take the limit out.")),
    }
)
RANGES = (("at_least", "at_most"), ("first", "last"), ("lowest", "highest"), ("members_at_least", "members_at_most"))
POSITIVE = ("places", "count", "among_at_most", "invited")
PERCENTAGES = ("percent", "share")
_TEXTS = {"words", "characters", "layout", "no_author_data", "pattern"}
# Which limits fit which question. Where a kind is missing, none does.
LIMITS = {
    "line": _TEXTS,
    "text": _TEXTS,
    "number": {"value"},
    "money": {"sum"},
    "many_of": {"choices"},
    "file": {"words", "characters", "pages", "megabytes", "minutes", "files", "types", "layout", "no_author_data"},
    "link": {"minutes", "target", "layout", "no_author_data", "pattern", "types", "words", "pages"},
    "table": {"words", "characters"},
}
_CHOSEN = {"one_of", "many_of", "table"}


@cache
def currencies() -> frozenset[str]:
    """Return the codes of the currencies in which people pay somewhere today (CLDR)."""
    periods = chain.from_iterable(get_global("territory_currencies").values())
    return frozenset(code for code, _begin, end, is_tender in periods if is_tender and end is None)


@check(Part)
def goes_upwards(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Ranges begin with the smaller number; scales have a length."""
    members = vars(part)
    for low, high in RANGES:
        one, other = members.get(low), members.get(high)
        if isinstance(one, Money) and isinstance(other, Money):
            one, other = (one.amount, other.amount) if one.currency == other.currency else (None, None)
        first, last = number(one), number(other)
        if first is not None and last is not None and (first > last or (first == last and low == "lowest")):
            yield found("range.order", here, high, **{"from": text(first), "to": text(last)})
    if members.get("first") == 0:
        yield found("range.place", here, "first")


@check(Part)
def counts_something(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Numbers of places are above zero, percentages at most 100."""
    for member in (*POSITIVE, *PERCENTAGES):
        value = number(vars(part).get(member))
        if value is not None and (value <= 0 or (member in PERCENTAGES and value > 100)):  # noqa: PLR2004 - percent
            yield found("range.value", here, member, value=text(value))


@check(Money)
def is_money(part: Money, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A sum is not negative, and in a currency that exists."""
    amount = number(part.amount)
    if amount is not None and amount < 0:
        yield found("range.value", here, "amount", value=text(amount))
    if is_said(part.currency) and part.currency not in currencies():
        yield found("money.currency", here, "currency", currency=part.currency)


@check(RewardItem)
def is_paid_in_a_currency(part: RewardItem, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The currency of payment exists."""
    if is_said(part.paid_in) and part.paid_in not in currencies():
        yield found("money.currency", here, "paid_in", currency=part.paid_in)


@check(Limit)
def counts_within_something(part: Limit, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A limit names its round where it needs one, and what happens below the least where there is one."""
    if not silent(part.per, part.round) and (part.per == "round") != (part.round is not None):
        yield found("limit.round", here, "round")
    if part.at_least is None and is_said(part.shortfall):
        yield found("limit.shortfall", here, "shortfall")


@check(Question)
def can_be_answered(part: Question, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Options and limits fit the kind of the question."""
    if not silent(part.options) and (part.kind in _CHOSEN) != bool(part.options):
        yield found("question.options", here, "options")
    for index, limit in enumerate(each(part.limits)):
        fitting = LIMITS.get(part.kind, ())
        if not fitting:
            yield found("question.no_limit", here, "limits", index, "kind")
        elif limit.kind not in fitting:
            yield found("question.limit", here, "limits", index, "kind", known=sorted(fitting))
