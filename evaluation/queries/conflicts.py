"""Which entries which juror must not score."""

from collections.abc import Iterable

from challenges.models import Round
from evaluation.models import Juror
from submissions.models import Entry


def jurors_left(entries: Iterable[Entry], jurors: Iterable[Juror], stage: Round) -> dict[Entry, int]:
    """Return for each of `entries` how many of `jurors` are in no conflict with it."""
    jurors = list(jurors)
    conflicts = entries_in_conflict(jurors, stage)
    return {entry: sum(entry.pk not in conflicts[juror.pk] for juror in jurors) for entry in entries}


def entries_in_conflict(jurors: Iterable[Juror], stage: Round) -> dict[int, set[int]]:
    """Return by juror id the ids of the entries of `stage` they declared a conflict with, or whose supplier they belong to."""
    found: dict[int, set[int]] = {juror.pk: set() for juror in jurors}
    entries = Entry.objects.filter(round=stage)
    declared = entries.filter(proposal__declared_conflicts__juror__in=found)
    for juror_id, entry_id in declared.values_list("proposal__declared_conflicts__juror", "pk"):
        if juror_id in found:
            found[juror_id].add(entry_id)
    belonging = entries.filter(proposal__supplier__memberships__user__seats__in=found)
    for juror_id, entry_id in belonging.values_list("proposal__supplier__memberships__user__seats", "pk"):
        if juror_id in found:
            found[juror_id].add(entry_id)
    return found
