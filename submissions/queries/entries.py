"""The opened entries of a round as officials see them: by work code, never in the order in which they came."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import Visitor
from challenges.models import Round
from submissions.lifecycle import DECIDED, EntryState
from submissions.models import Admissibility, Entry
from submissions.participation import lots_within

# What a filter value stands for: entries that were decided on had been admitted.
_FILTERS = {
    "submitted": [EntryState.SUBMITTED],
    "admissible": [EntryState.ADMISSIBLE, *DECIDED],
    "inadmissible": [EntryState.INADMISSIBLE],
}


@dataclass(frozen=True)
class EntryCounts:
    """How many entries of an opened round are still to be checked, admitted and not admitted."""

    unchecked: int
    admitted: int
    rejected: int

    @property
    def total(self) -> int:
        return self.unchecked + self.admitted + self.rejected


def entries_of(round: Round, *, by: Visitor, state: str = "", lot: str = "", code: str = "") -> QuerySet[Entry]:  # noqa: A002
    """Return the opened entries of `round` that `by` may see, ordered by their random work codes; none before the opening.

    `lot` is the key of a lot, whose parts count as in it.
    """
    found: QuerySet[Entry] = Entry.objects.visible_to(by).opened().filter(round=round)
    if state:
        found = found.filter(state__in=_FILTERS[state])
    if lot:
        found = found.filter(proposal__lot_key__in=lots_within(round.document.rules, lot))
    if code:
        found = found.filter(work_code__icontains=code.strip())
    related = found.select_related("proposal__challenge", "proposal__supplier", "round__challenge")
    return related.defer("draft").order_by("work_code")


def counts_of(round: Round) -> EntryCounts:  # noqa: A002
    """Return the counts of an opened round; all 0 before the opening, when the number of entries is nobody's business."""
    rows = Entry.objects.opened().filter(round=round).values_list("state").annotate(number=Count("pk"))
    by_state: dict[str, int] = dict(rows)
    return EntryCounts(*(sum(by_state.get(state, 0) for state in states) for states in _FILTERS.values()))


def checks_of(entry: Entry) -> list[Admissibility]:
    """Return the checks of an entry, the newest first."""
    return list(entry.admissibilities.select_related("checked_by").order_by("-checked_at", "-pk"))
