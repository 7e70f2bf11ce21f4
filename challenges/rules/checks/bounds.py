"""Numbers, sums of money and limits are such as can be."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from babel.core import Locale, get_global
from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import Shown
from challenges.rules.base import Part, silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, is_said, number, text
from challenges.rules.findings import ADVISING, BLOCKING, Code, Finding, declare
from challenges.rules.participation import Limit, PlaceCondition
from challenges.rules.questions import AnyOfLimit, Question
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
        "range.decimals": Code(
            BLOCKING,
            _("Nobody prints %(decimals)s decimals."),
            _("Show at most twelve, which is as many as a mark may have."),
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
        "limit.excess": Code(
            BLOCKING,
            _("It is said what happens to those that are too many, but there may be any number."),
            _("Say the greatest number, or say that there cannot be too many."),
        ),
        "limit.file_type": Code(
            ADVISING,
            _("“%(type)s” is no ending of a file name."),
            _("Write the ending alone, in small letters and without a dot, such as “pdf”."),
        ),
        "limit.target": Code(
            ADVISING,
            _("“%(target)s” is nothing that a link is known to lead to."),
            _("Name a page, video, product or repository: “page”, “video”, “product”, “repository”."),
        ),
        "place.unknown": Code(
            ADVISING,
            _("There is no country with the code “%(place)s”."),
            _("Use a code of ISO 3166, such as “PL”, or “US-NY” for a part of a country; write the names of other places out."),
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
_COUNTRY = re.compile(r"(?P<country>[A-Za-z]{2})(-[A-Za-z0-9]{1,3})?")
_ENDING = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)?")
# As many as Dec takes (challenges.rules.base).
MOST_DECIMALS = 12
TARGETS = {"page", "video", "product", "repository"}


@cache
def currencies() -> frozenset[str]:
    """Return the codes of the currencies in which people pay somewhere today (CLDR)."""
    periods = chain.from_iterable(get_global("territory_currencies").values())
    return frozenset(code for code, _begin, end, is_tender in periods if is_tender and end is None)


@cache
def countries() -> frozenset[str]:
    """Return the codes of countries and of their unions (ISO 3166-1, CLDR)."""
    codes = {str(code) for code in Locale("en").territories}
    return frozenset(code for code in codes if code.isalpha()) - {"ZZ", "XA", "XB", "QO"}


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


@check(Shown)
def is_short_enough_to_print(part: Shown, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Numbers are not printed longer than marks may be."""
    decimals = number(part.shown_decimals)
    if decimals is not None and decimals > MOST_DECIMALS:
        yield found("range.decimals", here, "shown_decimals", decimals=text(decimals))


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
    if part.at_most is None and is_said(part.excess):
        yield found("limit.excess", here, "excess")


@check(PlaceCondition)
def names_countries_that_exist(part: PlaceCondition, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What looks like the code of a country, or of a part of one, is one; names of smaller places are as printed."""
    for index, place in enumerate(each(part.any_of)):
        code = _COUNTRY.fullmatch(place)
        if code and code["country"] not in countries():
            yield found("place.unknown", here, "any_of", index, place=place)


@check(AnyOfLimit)
def names_what_a_machine_knows(part: AnyOfLimit, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Types of files are endings, and what a link leads to is one of the words for it."""
    for index, value in enumerate(each(part.any_of)):
        if part.kind == "types" and not _ENDING.fullmatch(value):
            yield found("limit.file_type", here, "any_of", index, type=value)
        if part.kind == "target" and value not in TARGETS:
            yield found("limit.target", here, "any_of", index, target=value)


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
