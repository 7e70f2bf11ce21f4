"""Who is compared at all: admissible, conform, within the limits of how many may enter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.participation import Limit
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.hearing import Out
from evaluation.methods.limits import Count, applying, named_groups_missing, surplus
from evaluation.methods.scopes import EVERYTHING, Scope

BARRED: Mapping[str, Literal["inadmissible", "not_conform"]] = {"inadmissible": "inadmissible", "not_conform": "not_conform"}
# What an entry uses up of a limit, by what the limit counts.
UNITS: Mapping[str, Callable[[Entry], Iterable[str]]] = {
    "entries": lambda entry: (entry.work_code,),
    "admissible_entries": lambda entry: (entry.work_code,),
    "teams": lambda entry: (entry.work_code,),
    "members": lambda entry: entry.members,
    "lots": lambda entry: entry.lots,
    # One challenge is all that is seen here; in how many others the group entered is told by `Acts.used`.
    "challenges": lambda _entry: ("this",),
}


@dataclass(frozen=True)
class Shortfall:
    """Fewer than a limit asks for, over all its groups or in one. `then` is what the rules say: it is cancelled, or goes on."""

    limit: str
    counted: int
    at_least: int
    then: Literal["cancelled", "goes_on", "official"]
    group: str = ""


@dataclass(frozen=True)
class Admission:
    """Who is out before anything is compared, where there are too few, and what must be asked first."""

    outs: Mapping[str, Out]
    shortfalls: tuple[Shortfall, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Return whether the rules cancel the competition for want of entries."""
        return any(shortfall.then == "cancelled" for shortfall in self.shortfalls)


def admit(
    entries: Sequence[Entry],
    limits: Sequence[Limit] = (),
    *,
    scope: Scope = EVERYTHING,
    round_key: str | None = None,
    acts: Acts = NO_ACTS,
) -> Admission:
    """Return who is compared within `scope`. Limits within one lot are applied in its scope alone."""
    here = [entry for entry in entries if scope.has(entry)]
    counted = [limit for limit in applying(limits, UNITS, round_key) if (limit.per == "lot") == (scope.lot is not None)]
    outs = {entry.work_code: Out(BARRED[entry.barred]) for entry in here if entry.barred is not None}
    asks = named_groups_missing(counted, here, acts)
    shortfalls: list[Shortfall] = []
    for limit in sorted(counted, key=lambda limit: limit.counts == "admissible_entries"):
        counts_all = limit.counts == "entries"
        those = [each for each in here if (counts_all or each.work_code not in outs) and scope.holds(limit, each)]
        too_many, asked = surplus(limit, those, UNITS[limit.counts], acts)
        asks += asked
        shortfalls += _short(limit, [each for each in those if each.work_code not in too_many], acts)
        for code in too_many:
            outs.setdefault(code, Out("over_limit", about=limit.key))
    for short in shortfalls:
        step = scope.address("shortfalls", short.limit)
        if short.then == "official" and step not in acts.chosen:
            why = _("There are fewer than the rules ask for: an official decides what follows.")
            asks.append(Ask(step, "official", (), why))
    return Admission(outs, tuple(shortfalls), tuple(asks))


def _short(limit: Limit, those: Sequence[Entry], acts: Acts) -> list[Shortfall]:
    """Return where there are fewer than the limit asks for: over everybody, or in each group that has any."""
    if limit.at_least is None or limit.shortfall is None:
        return []
    groups: dict[str, set[str]] = {"": set()} if limit.of.kind == "everyone" else {}
    counter = Count(limit, acts)
    for entry in those:
        for group in counter.groups(entry):
            groups.setdefault(group, set()).update(UNITS[limit.counts](entry))
    used = acts.used.get(limit.key, {})
    counted = {group: used.get(group, 0) + len(units) for group, units in groups.items()}
    return [
        Shortfall(limit.key, count, limit.at_least, limit.shortfall, group)
        for group, count in counted.items()
        if count < limit.at_least
    ]
