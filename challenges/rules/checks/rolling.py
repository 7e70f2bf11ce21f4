"""Entries that are judged one by one as they come are never compared: nothing may need those that come later."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from challenges.rules.advancing import Advancing
from challenges.rules.aggregation import SharesCombine
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.points import is_by_places, is_without_marks
from challenges.rules.checks.register import check, each, found, is_said, kind_of
from challenges.rules.document import Round
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.judging import Judging
from challenges.rules.rewards import RewardItem
from challenges.rules.walking import Place

declare(
    {
        "rolling.compares": Code(
            BLOCKING,
            _("Entries are judged one by one as they come, and this compares them with those that come later."),
            _("Judge all windows together, or choose points for each entry alone."),
        ),
        "rolling.share": Code(
            BLOCKING,
            _("Of entries that are judged one by one no share can be taken: nobody knows how many will come."),
            _("Take a fixed number, or all that pass the hurdles."),
        ),
        "rolling.rank": Code(
            BLOCKING,
            _("Entries of the round “%(round)s” are judged one by one and have no rank."),
            _("Reward who goes on or is chosen, or judge the entries together."),
        ),
    }
)
# These ways to make parts comparable look at all entries.
_COMPARES = frozenset({"percent_of_best", "by_rank"})


def is_rolling(stage: Round | None) -> bool:
    """Return whether the entries of a round are judged one by one."""
    return stage is not None and isinstance(stage.judging, Judging) and stage.judging.windows == "one_by_one"


@check(Judging)
def compares_nothing_that_comes_later(part: Judging, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Where entries are judged one by one, the total of each is made of its own marks."""
    if part.windows != "one_by_one":
        return
    for index, inner in enumerate(each(part.parts)):
        if is_by_places(inner) or is_without_marks(inner):
            yield found("rolling.compares", here, "parts", index, "aggregation")
    shares = each(part.combine.shares) if isinstance(part.combine, SharesCombine) else ()
    for index, share in enumerate(shares):
        if kind_of(share.normalise) in _COMPARES:
            yield found("rolling.compares", here, "combine", "shares", index, "normalise")


@check(Round)
def takes_no_share_of_what_comes_later(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A share needs the number of all entries."""
    takes = each(part.advancing.takes) if is_rolling(part) and isinstance(part.advancing, Advancing) else ()
    for index, take in enumerate(takes):
        if kind_of(take) == "share":
            yield found("rolling.share", here, "advancing", "takes", index)


@check(RewardItem)
def rewards_no_rank_that_nobody_has(part: RewardItem, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Ranks are rewarded where there are any."""
    of = inventory.round(part.to.round) if is_said(part.to) else None
    if of is not None and is_rolling(of) and kind_of(part.to) == "rank":
        yield found("rolling.rank", here, "to", "round", round=of.key)
