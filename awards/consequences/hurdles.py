"""What must hold before anybody is taken; the bars of a reward are the same kinds."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.rules.advancing import AttendedHurdle, BallotsHurdle, Hurdle, JudgementHurdle, PassedHurdle, ScoreHurdle
from evaluation.methods.asking import Ask, Wants, Who
from evaluation.methods.entries import Acts, Entry
from evaluation.methods.kinds import Kinds
from evaluation.methods.refusals import UndefinedError, known
from evaluation.methods.results import Ranking
from evaluation.methods.scopes import Scope


@dataclass
class Arena:
    """One ranking with all that surrounds it while somebody is taken from it; questions are collected in `asks`.

    `jury` is the key of the jury that is asked where a rule names none.
    """

    ranking: Ranking
    entries: Mapping[str, Entry]
    scope: Scope
    acts: Acts
    jury: str | None = None
    asks: list[Ask] = field(default_factory=list)

    def ask(
        self,
        step: str,
        who: Who,
        about: Iterable[str],
        why: str | Promise,
        *,
        wants: Wants = "choice",
        jury: str | None = None,
        at_least: int = 0,
        at_most: int | None = None,
    ) -> None:
        """Leave a question to people."""
        asked = (jury or self.jury) if who == "jury" else None
        self.asks.append(Ask(step, who, tuple(sorted(about)), why, wants, asked, at_least, at_most))


Passing = Collection[str]
# (hurdle, its address, arena) -> the work codes that pass, among the standings of the arena.
HURDLES: Kinds[Callable[[Any, str, Arena], Passing]] = Kinds()


def failed(hurdles: Iterable[Hurdle], arena: Arena, step: str) -> dict[str, tuple[str, ...]]:
    """Return for each standing the keys of the hurdles that it fails; empty for who passes all that hold for it."""
    found: dict[str, tuple[str, ...]] = {standing.work_code: () for standing in arena.ranking.standings}
    for hurdle in hurdles:
        passing = HURDLES[hurdle.kind](hurdle, arena.scope.address(step, hurdle.key), arena)
        for code in found:
            if code not in passing and arena.scope.holds(hurdle, arena.entries[code]):
                found[code] += (hurdle.key,)
    return found


@HURDLES.carries_out("minimum_score")
def minimum_score(hurdle: ScoreHurdle, _step: str, arena: Arena) -> Passing:
    """Compare the exact total with the score.

    Raises:
        StillOpenError: the score has not been announced.
        UndefinedError: totals are places, of which fewer are better.
    """
    if arena.ranking.fewer_is_better:
        raise UndefinedError(_("A total of places has no minimum score."))
    least = Fraction(known(hurdle.score, _("minimum score")))
    return {each.work_code for each in arena.ranking.standings if each.total is not None and each.total >= least}


@HURDLES.carries_out("attended")
def attended(hurdle: AttendedHurdle, _step: str, arena: Arena) -> Passing:
    return {code for code, entry in arena.entries.items() if hurdle.round in entry.attended}


@HURDLES.carries_out("passed_all")
def passed_all(_hurdle: PassedHurdle, _step: str, arena: Arena) -> Passing:
    return {each.work_code for each in arena.ranking.standings if each.is_in}


@HURDLES.carries_out("most_ballots")
def most_ballots(hurdle: BallotsHurdle, step: str, arena: Arena) -> Passing:
    """Those with most ballots in all parts of the round; who share the last place are asked about."""
    places = known(hurdle.places, _("number of places"))
    cast = {
        each.work_code: sum(sum(counts.values()) for counts in arena.entries[each.work_code].ballots.values())
        for each in arena.ranking.standings
        if each.is_in
    }
    ordered = sorted(cast.values(), reverse=True)
    if len(ordered) <= places:
        return cast.keys()
    edge = ordered[places - 1] if places else ordered[0] + 1
    above = {code for code, count in cast.items() if count > edge}
    equal = {code for code, count in cast.items() if count == edge}
    seats = places - len(above)
    if len(equal) <= seats:
        return above | equal
    chosen = arena.acts.chosen.get(step)
    if chosen is None:
        why = gettext_lazy("They have the same number of ballots, and not all of them find room.")
        arena.ask(step, "official", equal, why, at_least=seats, at_most=seats)
        return above
    return above | set([code for code in chosen if code in equal][:seats])


@HURDLES.carries_out("jury_judgement")
def jury_judgement(_hurdle: JudgementHurdle, step: str, arena: Arena) -> Passing:
    """Those of which the jury said that they convince it; until it did, nobody."""
    convincing = arena.acts.chosen.get(step)
    if convincing is None:
        those = [each.work_code for each in arena.ranking.standings if each.is_in]
        if those:
            arena.ask(step, "jury", those, gettext_lazy("The jury says which of them convince it."))
        return ()
    return set(convincing)
