"""Entries that were handed in under rules which were amended since: what changed, what is asked, what they lack now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, prefetch_related_objects

from challenges.amending import Known
from challenges.lifecycle import AmendmentState
from challenges.models import Amendment, Challenge
from challenges.rules.impact.changes import Change
from core.lifecycle import Gap
from submissions import vault
from submissions.lifecycle import HANDED_IN, EntryState
from submissions.models import Deposit, Entry


@dataclass(frozen=True)
class Behind:
    """An entry whose newest deposit is older than the rules that hold for its round; it stays valid all the same.

    `amendments` came since, the oldest first; `lacks` is what the deposit would need under the rules of today.
    """

    deposit: Deposit
    round_key: str
    amendments: list[Amendment]
    lacks: list[Gap]

    @property
    def asks_confirmation(self) -> bool:
        """Whether something changed that the supplier relied on."""
        return any(amendment.asks_to_confirm(self.round_key) for amendment in self.amendments)

    @property
    def is_incomplete(self) -> bool:
        return bool(self.lacks)

    @property
    def changes(self) -> list[Change]:
        """What changed, in the order in which it came into force."""
        return [change for amendment in self.amendments for change in amendment.changes]


def behind(entries: Iterable[Entry]) -> dict[int, Behind]:
    """Return those of `entries` that are behind the rules of their round by their primary keys; no query where none is."""
    late = [entry for entry in entries if _is_late(entry)]
    if not late:
        return {}
    prefetch_related_objects(late, "deposits__version", "deposits__attachments")
    published: dict[int, list[Amendment]] = {}
    found = Amendment.objects.filter(state=AmendmentState.PUBLISHED, challenge__in={entry.challenge.pk for entry in late})
    for amendment in found.select_related("base", "candidate").order_by("candidate__number"):
        published.setdefault(amendment.challenge_id, []).append(amendment)
    return {entry.pk: _behind(entry, published.get(entry.challenge.pk, [])) for entry in late}


def _is_late(entry: Entry) -> bool:
    return entry.state in HANDED_IN and entry.deposited_under not in (None, entry.round.set_by_version_id)


def _behind(entry: Entry, published: list[Amendment]) -> Behind:
    deposit = max(entry.deposits.all(), key=lambda each: each.number)
    deposit.entry = entry
    first, last = deposit.version.number or 0, entry.round.version.number or 0
    since = [each for each in published if each.candidate and first < (each.candidate.number or 0) <= last]
    return Behind(deposit, entry.round.key, since, vault.lacks(deposit))


def entries_known(challenge: Challenge) -> Iterator[tuple[str, Known]]:
    """Yield for each round how many entries are begun and how many are handed in, for what follows from an amendment."""
    counts = {"drafts": Count("pk", Q(state=EntryState.DRAFT)), "deposits": Count("pk", Q(state__in=HANDED_IN))}
    rows: Any = Entry.objects.filter(round__challenge=challenge).order_by().values_list("round__round_key").annotate(**counts)
    for key, drafts, deposits in rows:
        yield key, Known(drafts, deposits)
