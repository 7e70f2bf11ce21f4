"""What tells entries with equal totals apart: the rules of the round, in their order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges.rules.judging import CriterionTie, FactTie, JuryTie, LotTie, PlainTie
from challenges.rules.judging import Tie as TieRule
from evaluation.methods.asking import Ask
from evaluation.methods.draws import drawn
from evaluation.methods.entries import Acts, Entry
from evaluation.methods.kinds import Kinds
from evaluation.methods.results import Split, Standing, Tie
from evaluation.methods.scopes import Scope

Group = list[Standing]
# Each entry's place by one rule, smaller is better; None where the rule says nothing of this group.
Places = Mapping[str, int | Fraction] | None

# The rules after which no further rule is asked.
ENDS = frozenset({"shared_rank", "jury_decides", "lot"})


@dataclass
class TieBreaker:
    """The rules of ties at work in one scope; questions are collected in `asks`."""

    rules: Sequence[TieRule]
    entries: Mapping[str, Entry]
    acts: Acts
    scope: Scope
    asks: list[Ask] = field(default_factory=list)

    def broken(self, equal: Group) -> tuple[list[Group], Tie]:
        """Return equal entries as groups that no rule tells apart, the best first, and how that came."""
        splits: list[Split] = []
        groups = self._told_apart(equal, self.rules, splits)
        return groups, Tie(codes_of(equal), tuple(splits), tuple(codes_of(group) for group in groups if len(group) > 1))

    def step(self, rule: str) -> str:
        """Return the address of a question that a rule leaves to people."""
        return self.scope.address("ties", rule)

    def _told_apart(self, group: Group, rules: Sequence[TieRule], splits: list[Split]) -> list[Group]:
        if len(group) == 1:
            return [group]
        if not rules:
            why = _("The rules name nobody who decides this tie.")
            self.asks.append(Ask(self.step("none"), "nobody", codes_of(group), why, "order"))
            return [group]
        rule, rest = rules[0], rules[1:]
        if not all(self.scope.holds(rule, self.entries[each.work_code]) for each in group):
            return self._told_apart(group, rest, splits)
        groups = self._split(rule, group)
        if len(groups) > 1:
            splits.append(Split(rule.key, rule.kind, tuple(codes_of(each) for each in groups)))
        if rule.kind in ENDS:
            return groups
        return [finer for each in groups for finer in self._told_apart(each, rest, splits)]

    def _split(self, rule: TieRule, group: Group) -> list[Group]:
        places = TIES[rule.kind](rule, group, self)
        if places is None:
            return [group]

        def place(standing: Standing) -> int | Fraction:
            return places[standing.work_code]

        return [list(equal) for _place, equal in groupby(sorted(group, key=place), key=place)]


def codes_of(group: Sequence[Standing]) -> tuple[str, ...]:
    """Return the work codes of a group, in their own order."""
    return tuple(sorted(standing.work_code for standing in group))


TIES: Kinds[Callable[[Any, Group, TieBreaker], Places]] = Kinds()


@TIES.carries_out("criterion")
def higher_mark(rule: CriterionTie, group: Group, _breaker: TieBreaker) -> Places:
    """By the jury's value; nothing is said where one of them was not marked in this criterion."""
    values = {each.work_code: each.value_of(rule.part, rule.criterion) for each in group}
    known = {code: -value for code, value in values.items() if value is not None}
    return known if len(known) == len(values) else None


@TIES.carries_out("total_of_points")
def higher_points(_rule: PlainTie, group: Group, _breaker: TieBreaker) -> Places:
    """By the points that stand behind the places."""
    return {each.work_code: -each.points for each in group}


@TIES.carries_out("earlier_submission")
def earlier(_rule: PlainTie, group: Group, _breaker: TieBreaker) -> Places:
    return {each.work_code: each.arrival for each in group}


@TIES.carries_out("applicant_fact")
def who_meets(rule: FactTie, group: Group, breaker: TieBreaker) -> Places:
    """Those of whom the words of the condition are true come first."""
    return {each.work_code: int(rule.condition.key not in breaker.entries[each.work_code].facts) for each in group}


@TIES.carries_out("shared_rank")
def shared(_rule: PlainTie, _group: Group, _breaker: TieBreaker) -> Places:
    return None


@TIES.carries_out("jury_decides")
def as_jury_decides(rule: JuryTie, group: Group, breaker: TieBreaker) -> Places:
    """By the order that the jury decided with reasons; until then it is asked."""
    decided = breaker.acts.chosen.get(breaker.step(rule.key), ())
    if not set(codes_of(group)) <= set(decided):
        why = _("Their totals are equal: the jury decides their order.")
        breaker.asks.append(Ask(breaker.step(rule.key), "jury", codes_of(group), why, "order", rule.jury))
        return None
    return {each.work_code: decided.index(each.work_code) for each in group}


@TIES.carries_out("lot")
def as_drawn(rule: LotTie, group: Group, breaker: TieBreaker) -> Places:
    """By a draw with the seed that came about as the rules say; until there is one it is asked for."""
    seed = breaker.acts.seeds.get(breaker.step(rule.key))
    if seed is None:
        why = _("Their totals are equal: their order is drawn.")
        breaker.asks.append(Ask(breaker.step(rule.key), "draw", codes_of(group), why, "seed"))
        return None
    return {code: place for place, code in enumerate(drawn(seed, codes_of(group)))}
