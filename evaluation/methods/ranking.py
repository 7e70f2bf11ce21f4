"""From cards and ballots to the standings of one round within one scope. Pure and exact: the same input gives the same result."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.rules.aggregation import SharesCombine, Shown
from challenges.rules.judging import Judging
from challenges.rules.juries import Jury
from evaluation.methods import ballots, orders, points  # noqa: F401 - they enter their kinds
from evaluation.methods.aggregating import AGGREGATIONS, Aggregated, Number, Setting
from evaluation.methods.combining import Added, Column, combined
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.hearing import Heard, Out
from evaluation.methods.kinds import named
from evaluation.methods.refusals import UndefinedError
from evaluation.methods.results import PartResult, Ranking, Standing, Tie
from evaluation.methods.scopes import EVERYTHING, Scope
from evaluation.methods.ties import TieBreaker

NO_OUTS: Mapping[str, Out] = MappingProxyType({})
# These ways to make parts comparable look at all entries together.
_LOOK_ACROSS = frozenset({"percent_of_best", "by_rank"})
_ENTERED = gettext_lazy("What this part comes to is entered by people.")


def rank(
    judging: Judging | None,
    entries: Iterable[Entry],
    *,
    juries: Iterable[Jury] = (),
    scope: Scope = EVERYTHING,
    acts: Acts = NO_ACTS,
    outs: Mapping[str, Out] = NO_OUTS,
    entered: Collection[str] = (),
) -> Ranking:
    """Return where each entry stands within `scope`.

    Args:
        judging: how the round is judged; None where it is not: then nobody has a total or a rank.
        entries: of the round, also those outside the scope.
        juries: of the rules.
        scope: within what entries are compared.
        acts: what people have decided so far.
        outs: who is out before anything is compared (`evaluation.methods.admitting`).
        entered: keys of the parts whose numbers people enter: an entry without one waits, and people are asked.

    Raises:
        StillOpenError: a value that is needed has not been announced.
        UndefinedError: the rules name no result.
        MarkRefused: a mark is not on its scale.
    """
    here = sorted((entry for entry in entries if scope.has(entry)), key=lambda entry: entry.work_code)
    if judging is None:
        standings = [Standing(each.work_code, each.arrival, scope.lot, None, (), outs.get(each.work_code)) for each in here]
        return Ranking(scope.lot, scope.window, tuple(standings), is_judged=False)
    return _Computation(judging, here, Setting({jury.key: jury for jury in juries}, acts, scope), outs, entered).ranking()


class _Computation:
    """One ranking being computed, step by step in the order of the pipeline."""

    def __init__(
        self,
        judging: Judging,
        entries: Sequence[Entry],
        setting: Setting,
        outs: Mapping[str, Out],
        entered: Collection[str],
    ) -> None:
        self.judging, self.entries, self.setting, self.entered = judging, entries, setting, entered
        self.parts = {part.key: AGGREGATIONS[part.aggregation.kind](part, part.aggregation, setting) for part in judging.parts}
        self.is_rolling = judging.windows == "one_by_one"
        if self.is_rolling and self._looks_across():
            raise UndefinedError(_("Entries that are judged one by one cannot be compared with those that come later."))
        self.compared = [entry for entry in entries if entry.work_code not in outs]
        self.outs = dict(outs)
        self.heard = {key: self._hear(part) for key, part in self.parts.items()}
        self.numbers = {key: self._numbers(part) for key, part in self.parts.items()}
        self.waiting = frozenset().union(*(part.waiting for part in self.parts.values()))
        self.columns = self._columns()

    def ranking(self) -> Ranking:
        """Return the ranking."""
        standings = {entry.work_code: self._standing(entry) for entry in self.entries}
        ties: list[Tie] = []
        if not self.is_rolling:
            ranked, ties = self._ranked([each for each in standings.values() if each.is_in and each.total is not None])
            standings |= {standing.work_code: standing for standing in ranked}
        aggregations = [part.aggregation for part in self.judging.parts]
        return Ranking(
            self.setting.scope.lot,
            self.setting.scope.window,
            tuple(sorted(standings.values(), key=self._place)),
            tuple(ties),
            tuple(self.setting.asks),
            tuple(dict.fromkeys(named(rule.kind) for rule in (*aggregations, self.judging.combine) if rule is not None)),
            next((rule for rule in aggregations if isinstance(rule, Shown)), None),
            is_rolling=self.is_rolling,
            fewer_is_better=self._fewer_is_better,
            most=self._most,
        )

    def _looks_across(self) -> bool:
        combine = self.judging.combine
        shares = combine.shares if isinstance(combine, SharesCombine) else ()
        parts = any(part.looks_across for part in self.parts.values())
        return parts or any(share.normalise.kind in _LOOK_ACROSS for share in shares)

    @property
    def _fewer_is_better(self) -> bool:
        return self.judging.combine is None and all(part.counts_places for part in self.parts.values())

    @property
    def _most(self) -> Fraction | None:
        if isinstance(self.judging.combine, SharesCombine):
            return Fraction(100)
        most = [part.most() for part in self.parts.values()] if self.entries else [None]
        if None in most or (self.judging.combine is None and len(most) > 1):
            return None
        return sum((each for each in most if each is not None), Fraction())

    def _hear(self, part: Aggregated[Any]) -> dict[str, Heard]:
        """Return what a part says of each entry it holds for, unless people enter its number; note who is out by it."""
        heard: dict[str, Heard] = {}
        if part.part.key in self.entered:
            codes = [each.work_code for each in self.compared if self._lacks(part, each)]
            if codes:
                part.ask("number", codes, _ENTERED, wants="number")
            return heard
        for entry in self.compared:
            if not self._lacks(part, entry):
                continue
            each = heard[entry.work_code] = part.hear(entry)
            if each.out is not None:
                self.outs.setdefault(entry.work_code, each.out)
            if each.unsettled is not None:
                part.ask("marks", [entry.work_code], each.unsettled, wants="marks")
        return heard

    def _lacks(self, part: Aggregated[Any], entry: Entry) -> bool:
        return part.part.key not in entry.by_act and self.setting.scope.holds(part.part, entry)

    def _numbers(self, part: Aggregated[Any]) -> dict[str, Number]:
        """Return a part's number by work code, and note who is out for having none."""
        key, heard = part.part.key, self.heard[part.part.key]
        is_in = {entry.work_code for entry in self.compared} - self.outs.keys()
        numbers = part.numbers(heard, is_in)
        for code in heard:
            if code not in numbers and code not in part.waiting:
                self.outs.setdefault(code, Out(part.without_number, key))
        for entry in self.compared:
            if key in entry.by_act and self.setting.scope.holds(part.part, entry):
                value = Fraction(entry.by_act[key])
                numbers[entry.work_code] = Number(value, value)
        return numbers

    def _columns(self) -> dict[str, Column]:
        """Return for each part the numbers of all entries that are compared by it."""
        left_out = self.outs.keys() | self.waiting
        return {
            key: Column(self.parts[key], [number.value for code, number in numbers.items() if code not in left_out])
            for key, numbers in self.numbers.items()
        }

    def _standing(self, entry: Entry) -> Standing:
        code = entry.work_code
        numbers = {key: numbers[code].value for key, numbers in self.numbers.items() if code in numbers}
        added = self._added(code, numbers)
        parts = []
        for key, part in self.parts.items():
            heard, number = self.heard[key].get(code), self.numbers[key].get(code)
            if heard is None and number is None:
                continue
            rule = part.aggregation if isinstance(part.aggregation, Shown) else None
            parts.append(PartResult(key, heard, number, added.get(key), rule))
        total = sum(added.values(), Fraction()) if added else None
        return Standing(code, entry.arrival, self.setting.scope.lot, total, tuple(parts), self.outs.get(code))

    def _added(self, code: str, numbers: Mapping[str, Fraction]) -> Added:
        """Return what each part adds to the total; nothing where one is missing, or where others decide and the entry is out."""
        needed = {key for key, heard in self.heard.items() if code in heard}
        is_out = code in self.outs and isinstance(self.judging.combine, SharesCombine)
        if not numbers or is_out or not needed <= numbers.keys() or code in self.waiting:
            return {}
        return combined(self.judging.combine, numbers, self.columns)

    def _ranked(self, standings: Sequence[Standing]) -> tuple[list[Standing], list[Tie]]:
        """Return the standings with ranks: who is equal by every rule shares one, and a gap follows (1, 1, 3)."""
        scope, acts = self.setting.scope, self.setting.acts
        breaker = TieBreaker(self.judging.ties, {each.work_code: each for each in self.entries}, acts, scope, self.setting.asks)
        ranked: list[Standing] = []
        ties: list[Tie] = []
        for _total, equal in groupby(sorted(standings, key=self._by_total), key=self._by_total):
            group = list(equal)
            groups = [group]
            if len(group) > 1:
                groups, tie = breaker.broken(group)
                ties.append(tie)
            for each in groups:
                number = len(ranked) + 1
                ranked += [replace(standing, rank=number, is_shared=len(each) > 1) for standing in each]
        return ranked, ties

    def _by_total(self, standing: Standing) -> Fraction:
        total = standing.total or Fraction()
        return total if self._fewer_is_better else -total

    def _place(self, standing: Standing) -> tuple[Any, ...]:
        """Order for reading: ranked, in and without a rank (by arrival), out with a total, out without."""
        if standing.rank is not None:
            return (0, standing.rank, standing.work_code)
        if standing.is_in:
            return (1, standing.arrival, standing.work_code)
        return (3 if standing.total is None else 2, self._by_total(standing), standing.work_code)
