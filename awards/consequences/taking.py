"""Who is taken, in order, each time from what is left."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.consequences.hurdles import Arena
from challenges.rules.advancing import AllTake, LotTake, NamedTake, PicksTake, RangeTake, ShareTake, Take, TopTake
from evaluation.methods.asking import Who
from evaluation.methods.draws import drawn
from evaluation.methods.kinds import Kinds
from evaluation.methods.limits import Count, itself
from evaluation.methods.refusals import ActRefused, UndefinedError, known
from evaluation.methods.results import Standing

AnyLine = TopTake | RangeTake | ShareTake
Those = Sequence[Standing]


@dataclass
class Taking:
    """The takes of one ranking at work: who is left, and how much of each limit is used up."""

    arena: Arena
    left: list[Standing]
    counts: list[Count] = field(default_factory=list)
    # Who shares a rank across a line that the rule of ties has not yet drawn.
    waiting: set[str] = field(default_factory=set)

    def step(self, take: Take) -> str:
        """Return the address of a question that a take leaves to people."""
        return self.arena.scope.address("takes", take.key)

    def holding(self, take: Take) -> list[Standing]:
        """Return those left for whom the take holds and in whose group there is room."""
        scope, entries = self.arena.scope, self.arena.entries
        return [each for each in self.left if scope.holds(take, entries[each.work_code]) and self.has_room(each)]

    def has_room(self, standing: Standing) -> bool:
        """Return whether no limit keeps the entry from being taken."""
        entry = self.arena.entries[standing.work_code]
        return all(count.has_room(entry, itself(entry)) for count in self.counts)

    def crowded(self, those: Those) -> set[str]:
        """Return the work codes of those that limits keep from being taken together."""
        entries = [self.arena.entries[each.work_code] for each in those]
        return set().union(*(count.crowded(entries, itself) for count in self.counts))

    def take(self, those: Iterable[Standing]) -> list[Standing]:
        """Take them in this order while there is room, and return who was taken."""
        found = []
        for each in those:
            if self.has_room(each):
                entry = self.arena.entries[each.work_code]
                for count in self.counts:
                    count.add(entry, itself(entry))
                found.append(each)
        codes = {each.work_code for each in found}
        self.left = [each for each in self.left if each.work_code not in codes]
        return found


# (take, taking) -> who is taken, best first.
TAKES: Kinds[Callable[[Any, Taking], list[Standing]]] = Kinds()
# (address, taking, those at the line, places left) -> who of them is taken.
AT_LINE: Kinds[Callable[[str, Taking, Those, int], list[Standing]]] = Kinds()


@TAKES.carries_out("all")
def take_all(take: AllTake, taking: Taking) -> list[Standing]:
    return _without_crowding(taking.step(take), taking, taking.holding(take))


@TAKES.carries_out("top")
def take_top(take: TopTake, taking: Taking) -> list[Standing]:
    return cut(take, taking, known(take.places, _("number of places")))


@TAKES.carries_out("share")
def take_share(take: ShareTake, taking: Taking) -> list[Standing]:
    """So many percent of the entries that are ranked and for whom the take holds, whether or not they pass the hurdles."""
    arena = taking.arena
    if arena.ranking.is_rolling:
        raise UndefinedError(_("Of entries that are judged one by one no share can be taken."))
    ranked = [each for each in arena.ranking.standings if each.rank and arena.scope.holds(take, arena.entries[each.work_code])]
    share = len(ranked) * Fraction(known(take.percent, _("percentage"))) / 100
    return cut(take, taking, math.ceil(share) if take.rounding == "up" else math.floor(share))


@TAKES.carries_out("up_to")
def take_up_to(take: RangeTake, taking: Taking) -> list[Standing]:
    """As many as people say between two numbers, along the ranking.

    Raises:
        ActRefused: the number is outside the range.
    """
    least, most = known(take.at_least, _("fewest that are taken")), known(take.at_most, _("most that are taken"))
    those, told = taking.holding(take), taking.arena.acts.numbers.get(taking.step(take))
    if least == most:
        return cut(take, taking, most)
    if told is None:
        if those:
            why = gettext_lazy("It is to be said how many are taken along the ranking.")
            codes = [each.work_code for each in those]
            taking.arena.ask(taking.step(take), "jury", codes, why, wants="number", at_least=least, at_most=most)
        return []
    if not least <= int(told) <= most:
        raise ActRefused(_("%(number)s is not between %(least)s and %(most)s.") % {"number": told, "least": least, "most": most})
    return cut(take, taking, int(told))


@TAKES.carries_out("picks")
def take_picks(take: PicksTake, taking: Taking) -> list[Standing]:
    """Those whom a jury picks, whatever their rank."""
    most = None if take.at_most is None else known(take.at_most, _("most that are taken"))
    return _named(take, taking, gettext_lazy("The jury may pick some of them."), jury=take.by, least=0, most=most)


@TAKES.carries_out("named")
def take_named(take: NamedTake, taking: Taking) -> list[Standing]:
    """Those whom the authority named beforehand, as far as they passed the hurdles."""
    count = known(take.count, _("how many are taken"))
    why = gettext_lazy("The authority names who was chosen beforehand.")
    return _named(take, taking, why, jury=None, least=count, most=count)


@TAKES.carries_out("lot")
def take_drawn(take: LotTake, taking: Taking) -> list[Standing]:
    """Those who come first in a draw."""
    count, those = known(take.count, _("how many are taken")), taking.holding(take)
    if len(those) <= count and not taking.crowded(those):
        return taking.take(those)
    return _drawn(taking.step(take), taking, those, count)


def _named(
    take: PicksTake | NamedTake, taking: Taking, why: Promise, *, jury: str | None, least: int, most: int | None
) -> list[Standing]:
    """Return whom people chose out of those left.

    Raises:
        ActRefused: they are more than may be chosen.
    """
    those, step = taking.holding(take), taking.step(take)
    chosen = taking.arena.acts.chosen.get(step)
    if chosen is None:
        if those:
            codes = [each.work_code for each in those]
            who: Who = "jury" if jury else "authority"
            taking.arena.ask(step, who, codes, why, jury=jury, at_least=min(least, len(those)), at_most=most)
        return []
    if most is not None and len(chosen) > most:
        raise ActRefused(_("%(number)s were chosen, at most %(most)s may be.") % {"number": len(chosen), "most": most})
    by_code = {each.work_code: each for each in those}
    return taking.take(by_code[code] for code in chosen if code in by_code)


def _drawn(step: str, taking: Taking, those: Those, count: int) -> list[Standing]:
    seed = taking.arena.acts.seeds.get(step)
    if seed is None:
        taking.arena.ask(step, "draw", [each.work_code for each in those], gettext_lazy("They are drawn by lot."), wants="seed")
        return []
    by_code = {each.work_code: each for each in those}
    found: list[Standing] = []
    for code in drawn(seed, by_code):
        found += taking.take([by_code[code]]) if len(found) < count else []
    return found


# --- Along the ranking, up to a line ----------------------------------------------------------------------------------


def place(taking: Taking, standing: Standing) -> int | None:
    """Return by what entries stand in line: their rank; where they are judged one by one, their arrival."""
    return standing.arrival if taking.arena.ranking.is_rolling else standing.rank


def cut(take: AnyLine, taking: Taking, count: int) -> list[Standing]:
    """Return the best `count` of those left; who share a place across the line go as the take says.

    Raises:
        UndefinedError: the round is not judged, so nobody is better.
    """
    if not taking.arena.ranking.is_judged:
        raise UndefinedError(_("A round that is not judged has no best entries."))
    placed = [(number, each) for each in taking.holding(take) if (number := place(taking, each)) is not None]
    found: list[Standing] = []
    for _number, equal in groupby(sorted(placed, key=lambda pair: (pair[0], pair[1].work_code)), key=lambda pair: pair[0]):
        group, seats = [each for _place, each in equal if taking.has_room(each)], count - len(found)
        if seats <= 0:
            break
        if len(group) > seats:
            return found + AT_LINE[take.at_line or "decided"](taking.step(take), taking, group, seats)
        found += _without_crowding(taking.step(take), taking, group)
    return found


def _without_crowding(step: str, taking: Taking, group: Those) -> list[Standing]:
    """Take all of a group; where limits let in only some of them, people say which come first."""
    crowded, chosen = taking.crowded(group), taking.arena.acts.chosen.get(step)
    if crowded and chosen is None:
        taking.arena.ask(step, "official", crowded, gettext_lazy("Limits let in only some of them, and nothing tells which."))
        group = [each for each in group if each.work_code not in crowded]
    order = list(chosen or ())
    return taking.take(sorted(group, key=lambda each: order.index(each.work_code) if each.work_code in order else len(order)))


@AT_LINE.carries_out("all")
def all_in(step: str, taking: Taking, tied: Those, _seats: int) -> list[Standing]:
    return _without_crowding(step, taking, tied)


@AT_LINE.carries_out("none")
def none_in(_step: str, _taking: Taking, _tied: Those, _seats: int) -> list[Standing]:
    return []


@AT_LINE.carries_out("jury_decides")
def jury_decides(step: str, taking: Taking, tied: Those, seats: int) -> list[Standing]:
    chosen = taking.arena.acts.chosen.get(step)
    if chosen is None:
        why = gettext_lazy("They share a rank across the line: the jury decides who is in.")
        codes = [each.work_code for each in tied]
        taking.arena.ask(step, "jury", codes, why, at_least=seats, at_most=seats)
        return []
    by_code = {each.work_code: each for each in tied}
    return taking.take([by_code[code] for code in chosen if code in by_code][:seats])


@AT_LINE.carries_out("lot")
def drawn_in(step: str, taking: Taking, tied: Those, seats: int) -> list[Standing]:
    return _drawn(step, taking, tied, seats)


@AT_LINE.carries_out("decided")
def decided_by_ties(step: str, taking: Taking, tied: Those, _seats: int) -> list[Standing]:
    """Nobody while the rule of ties waits for its answer, which is asked already; otherwise the rules have a gap."""
    codes = {each.work_code for each in tied}
    taking.waiting |= codes
    if not any(codes & set(ask.about) for ask in taking.arena.ranking.asks):
        why = gettext_lazy("They share a rank across the line, and the rules name nobody who decides.")
        taking.arena.ask(step, "nobody", codes, why)
    return []
