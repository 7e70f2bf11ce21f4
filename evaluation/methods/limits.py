"""How many of something there may be: of entries, of advances, of wins; of whom, within what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from challenges.rules.participation import JuryNamedGroup, Limit, PlainGroup, SameAnswerGroup
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.kinds import Kinds

# (of whom, entry, groups named by an act) -> the groups that the entry counts in.
GROUPS: Kinds[Callable[[Any, Entry, Mapping[str, str]], tuple[str, ...]]] = Kinds()


@GROUPS.carries_out("everyone")
def all_together(_of: PlainGroup, _entry: Entry, _named: Mapping[str, str]) -> tuple[str, ...]:
    return ("",)


@GROUPS.carries_out("applicant")
def each_supplier(_of: PlainGroup, entry: Entry, _named: Mapping[str, str]) -> tuple[str, ...]:
    return (entry.supplier,)


@GROUPS.carries_out("person")
def each_member(_of: PlainGroup, entry: Entry, _named: Mapping[str, str]) -> tuple[str, ...]:
    """Return the persons of the entry; where none are known the supplier is the one person."""
    return tuple(dict.fromkeys(entry.members)) or (entry.supplier,)


@GROUPS.carries_out("entry")
def each_entry(_of: PlainGroup, entry: Entry, _named: Mapping[str, str]) -> tuple[str, ...]:
    return (entry.work_code,)


@GROUPS.carries_out("same_answer")
def each_answer(of: SameAnswerGroup, entry: Entry, _named: Mapping[str, str]) -> tuple[str, ...]:
    """Return the answer as one group, however many options it has; who did not answer is in no group."""
    answer = entry.answers.get(of.question)
    return (",".join(sorted(answer)),) if answer else ()


@GROUPS.carries_out("named_by_jury")
def each_named(_of: JuryNamedGroup, entry: Entry, named: Mapping[str, str]) -> tuple[str, ...]:
    return (named[entry.work_code],) if entry.work_code in named else ()


@dataclass
class Count:
    """Counts what entries use up of one limit: entries, lots, members, advances, wins, each told by `units`."""

    limit: Limit
    acts: Acts
    _used: dict[str, set[str]] = field(default_factory=dict)

    def groups(self, entry: Entry) -> tuple[str, ...]:
        """Return the groups that the entry counts in."""
        return GROUPS[self.limit.of.kind](self.limit.of, entry, self.acts.groups.get(address(self.limit), {}))

    def has_room(self, entry: Entry, units: Iterable[str]) -> bool:
        """Return whether the units may be added for each group of the entry."""
        most = self.limit.at_most
        if most is None:
            return True
        before, added = self.acts.used.get(self.limit.key, {}), set(units)
        return all(before.get(group, 0) + len(self._used.get(group, set()) | added) <= most for group in self.groups(entry))

    def crowded(self, entries: Sequence[Entry], units: "Units") -> set[str]:
        """Return the work codes of those that find room alone, but not together with the others of their group."""
        if self.limit.at_most is None:
            return set()
        members: dict[str, list[Entry]] = {}
        for entry in entries:
            for group in self.groups(entry):
                members.setdefault(group, []).append(entry)
        before, crowded = self.acts.used.get(self.limit.key, {}), set()
        for group, those in members.items():
            used = self._used.get(group, set()).union(*map(units, those))
            if before.get(group, 0) + len(used) > self.limit.at_most:
                crowded |= {entry.work_code for entry in those}
        return crowded

    def add(self, entry: Entry, units: Iterable[str]) -> None:
        """Count the units for each group of the entry."""
        added = set(units)
        for group in self.groups(entry):
            self._used.setdefault(group, set()).update(added)


def address(limit: Limit) -> str:
    """Return the address of questions about a limit."""
    return f"limits/{limit.key}"


def applying(limits: Sequence[Limit], counts: Iterable[str], round_key: str | None) -> list[Limit]:
    """Return the limits that count one of these things in this round; a limit without a round counts in all."""
    wanted = set(counts)
    return [limit for limit in limits if limit.counts in wanted and limit.round in {None, round_key}]


def named_groups_missing(limits: Iterable[Limit], entries: Iterable[Entry], acts: Acts = NO_ACTS) -> list[Ask]:
    """Return a question to each jury that has not yet named the groups of a limit; until then the limit binds nobody."""
    codes = tuple(sorted(entry.work_code for entry in entries))
    return [
        Ask(address(limit), "jury", codes, _("The jury names the groups that a limit counts."), "groups", limit.of.jury)
        for limit in limits
        if isinstance(limit.of, JuryNamedGroup) and address(limit) not in acts.groups and codes
    ]


Units = Callable[[Entry], Iterable[str]]


def surplus(limit: Limit, entries: Sequence[Entry], units: Units, acts: Acts) -> tuple[set[str], list[Ask]]:
    """Return the work codes that are too many, group by group, and what must be asked before they can be told.

    keep_last keeps who came last, disqualify_all nobody, applicant_chooses whom the entrant named; everything else keeps who came
    first. Who waits for an answer is surplus until it is given.
    """
    found: set[str] = set()
    asks: list[Ask] = []
    counter = Count(limit, acts)
    members: dict[str, list[Entry]] = {}
    for entry in entries:
        for group in counter.groups(entry):
            members.setdefault(group, []).append(entry)
    for group, those in members.items():
        used = acts.used.get(limit.key, {}).get(group, 0)
        if limit.at_most is not None and used + len(set(chain.from_iterable(map(units, those)))) > limit.at_most:
            too_many, asked = EXCESS.get(limit.excess or "", _first_come)(limit, group, those, units, acts)
            found |= too_many
            asks += asked
    return found, asks


def _first_come(limit: Limit, group: str, those: list[Entry], units: Units, acts: Acts) -> tuple[set[str], list[Ask]]:
    """Keep by arrival while there is room. Those who arrived at one moment with the first that finds none are asked about."""
    way = -1 if limit.excess == "keep_last" else 1
    step, counter = f"{address(limit)}={group}", Count(limit, acts)
    chosen = acts.chosen.get(step, ())
    ordered = sorted(those, key=lambda entry: (way * entry.arrival, entry.work_code not in chosen, entry.work_code))
    for place, entry in enumerate(ordered):
        if counter.has_room(entry, units(entry)):
            counter.add(entry, units(entry))
            continue
        kept = {each.work_code for each in ordered[:place] if each.arrival == entry.arrival}
        equal = {each.work_code for each in ordered if each.arrival == entry.arrival}
        rest = {each.work_code for each in ordered[place:]}
        if kept and not kept <= set(chosen):
            why = _("They arrived at the same moment, and not all of them find room.")
            return rest | equal, [Ask(step, "official", tuple(sorted(equal)), why, at_most=len(kept))]
        return rest, []
    return set(), []


def _all_out(_limit: Limit, _group: str, those: list[Entry], _units: Units, _acts: Acts) -> tuple[set[str], list[Ask]]:
    return {entry.work_code for entry in those}, []


def _entrant_chooses(limit: Limit, group: str, those: list[Entry], units: Units, acts: Acts) -> tuple[set[str], list[Ask]]:
    step, counter = f"{address(limit)}={group}", Count(limit, acts)
    codes = {entry.work_code for entry in those}
    if step not in acts.chosen:
        why = _("There are more than the rules allow: the entrant chooses which of them count.")
        return codes, [Ask(step, "entrant", tuple(sorted(codes)), why, at_most=limit.at_most)]
    for entry in those:
        if entry.work_code in acts.chosen[step] and counter.has_room(entry, units(entry)):
            counter.add(entry, units(entry))
            codes.discard(entry.work_code)
    return codes, []


# What becomes of those who are too many before anything is compared, or once it is known who would be taken.
EXCESS = {
    "keep_first": _first_come,
    "keep_last": _first_come,
    "disqualify_all": _all_out,
    "applicant_chooses": _entrant_chooses,
}

Result = TypeVar("Result")


def settled(
    run: Callable[[frozenset[str], Sequence[Limit]], Result],
    taken: Callable[[Result], Iterable[str]],
    limits: Sequence[Limit],
    entries: Sequence[Entry],
    acts: Acts,
) -> tuple[Result, list[Ask]]:
    """Return what `run` gives once nobody is taken whom a limit puts out, and what must be asked.

    `run` takes the work codes that are put out and the limits that it must count while it takes, in its own order of precedence.
    Limits that look at arrival, put all out or let the entrant choose can only be applied when it is known who would be taken:
    so `run` is asked again until nobody further is too many.
    """
    late = [limit for limit in limits if limit.excess in EXCESS]
    listed = [limit for limit in limits if limit.excess not in EXCESS]
    barred: frozenset[str] = frozenset()
    asks: list[Ask] = []
    while late:
        codes = set(taken(run(barred, listed)))
        found = [surplus(limit, [each for each in entries if each.work_code in codes], itself, acts) for limit in late]
        asks += [ask for _found, asked in found for ask in asked if ask not in asks]
        more = frozenset().union(*(codes for codes, _asked in found)) - barred
        if not more:
            break
        barred |= more
    return run(barred, limits), asks


def itself(entry: Entry) -> tuple[str]:
    """Count the entry itself, once."""
    return (entry.work_code,)
