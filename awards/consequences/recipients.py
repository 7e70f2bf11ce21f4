"""Whom a reward is meant for, before anything stands in the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.consequences.advancing import Advanced
from awards.consequences.hurdles import Arena
from challenges.rules.rewards import RewardItem, ToAll, ToChosen, ToDrawn, ToRank
from evaluation.methods.draws import drawn
from evaluation.methods.kinds import Kinds
from evaluation.methods.refusals import ActRefused, UndefinedError

How = Literal["rank", "moved_up", "advanced", "entered", "chosen", "drawn"]


@dataclass(frozen=True)
class Meant:
    """Whom an item is meant for within one scope, in groups of equals, the first in line first.

    `following` are those to whom a place may go that one of them cannot take. `places` is how many there are where ranks are
    shared: a place is free again only below that number; None is as many as are meant. `drawn_on` are reserves of a draw.
    """

    groups: Sequence[Sequence[str]]
    how: How
    following: Sequence[Sequence[str]] = ()
    places: int | None = None
    drawn_on: Sequence[str] = ()


# (to whom, item, its address, arena, who advanced, who can take it) -> whom it is meant for; None while people are asked.
RECIPIENTS: Kinds[Callable[[Any, RewardItem, str, Arena, Advanced | None, Callable[[str], bool]], Meant | None]] = Kinds()


@RECIPIENTS.carries_out("rank")
def by_rank(
    to: ToRank, item: RewardItem, step: str, arena: Arena, _advanced: Advanced | None, _can: Callable[[str], bool]
) -> Meant | None:
    """Those with these ranks. More of them than there are places share one: without a rule for that the authority is asked.

    Raises:
        UndefinedError: entries are judged one by one, so nobody has a rank.
    """
    if arena.ranking.is_rolling:
        raise UndefinedError(_("Entries that are judged one by one have no rank to reward."))
    ranks: dict[int, list[str]] = {}
    for standing in arena.ranking.standings:
        if standing.rank is not None:
            ranks.setdefault(standing.rank, []).append(standing.work_code)
    groups = [codes for rank, codes in sorted(ranks.items()) if to.first <= rank <= to.last]
    meant, places = list(chain.from_iterable(groups)), to.last - to.first + 1
    if len(meant) > places and item.when_shared is None:
        chosen = arena.acts.chosen.get(step)
        if chosen is None:
            why = gettext_lazy("They share a rank, and the rules do not say what they get.")
            arena.ask(step, "authority", meant, why, at_least=places, at_most=places)
            return None
        groups = [[code for code in chosen if code in meant][:places]]
    return Meant(groups, "rank", [codes for rank, codes in sorted(ranks.items()) if rank > to.last], places)


@RECIPIENTS.carries_out("advanced")
def who_advanced(
    _to: ToAll, _item: RewardItem, _step: str, arena: Arena, advanced: Advanced | None, _can: Callable[[str], bool]
) -> Meant:
    taken = advanced.work_codes if advanced else ()
    ranks = {each.work_code: each.rank or 0 for each in arena.ranking.standings}
    return Meant([list(equal) for _rank, equal in groupby(taken, key=lambda code: ranks[code])], "advanced")


@RECIPIENTS.carries_out("entered")
def who_entered(
    _to: ToAll, _item: RewardItem, _step: str, arena: Arena, _advanced: Advanced | None, _can: Callable[[str], bool]
) -> Meant:
    """All who were admitted, also those whom a mark put out later."""
    never = {"inadmissible", "not_conform", "over_limit"}
    standings = arena.ranking.standings
    return Meant([[each.work_code for each in standings if each.out is None or each.out.why not in never]], "entered")


@RECIPIENTS.carries_out("chosen")
def who_is_chosen(
    to: ToChosen, item: RewardItem, step: str, arena: Arena, _advanced: Advanced | None, can: Callable[[str], bool]
) -> Meant | None:
    """Those whom a jury chose.

    Raises:
        ActRefused: they are fewer or more than may be chosen.
    """
    eligible = [each.work_code for each in arena.ranking.standings if each.is_in and can(each.work_code)]
    least = 0 if item.may_be_withheld or item.count is None else min(item.count.at_least, len(eligible))
    most = None if item.count is None else item.count.at_most
    chosen = arena.acts.chosen.get(step)
    if chosen is None:
        if eligible:
            why = gettext_lazy("Who gets it is chosen.")
            arena.ask(step, "jury", eligible, why, jury=to.by, at_least=least, at_most=most)
        return None
    if len(chosen) < least or (most is not None and len(chosen) > most):
        raise ActRefused(_("%(number)s were chosen, which the rules do not allow.") % {"number": len(chosen)})
    return Meant([[code] for code in chosen if code in arena.entries], "chosen")


@RECIPIENTS.carries_out("lot")
def who_is_drawn(
    to: ToDrawn, item: RewardItem, step: str, arena: Arena, _advanced: Advanced | None, can: Callable[[str], bool]
) -> Meant | None:
    """Those who come first in a draw among all who can take it, and the reserves that are drawn after them."""
    eligible = [each.work_code for each in arena.ranking.standings if each.is_in and can(each.work_code)]
    count = len(eligible)
    if item.count is not None:
        count = item.count.at_least if item.count.at_most is None else item.count.at_most
    seed = arena.acts.seeds.get(step)
    if seed is None and len(eligible) > count:
        arena.ask(step, "draw", eligible, gettext_lazy("Who gets it is drawn by lot."), wants="seed")
        return None
    order = drawn(seed, eligible) if seed is not None else sorted(eligible)
    waiting = order[count : count + (to.reserves or 0)]
    return Meant([[code] for code in order[:count]], "drawn", [[code] for code in order[count:]], count, waiting)
