"""Reading the ledger, and checking it."""

from collections import deque
from dataclasses import dataclass

from django.db.models import QuerySet

from ledger import chain, signing
from ledger.models import Event, Head


@dataclass(frozen=True)
class Verification:
    """What checking the whole ledger found: how many events are sound, and the first bad row (None: all is well)."""

    sound_events: int
    sound_heads: int
    problem: str | None


def events_about(*references: str) -> QuerySet[Event]:
    """Return the events of one thing or of several, the oldest first."""
    return Event.objects.filter(object_reference__in=references)


def published_heads() -> QuerySet[Head]:
    """Return the published heads, the newest first."""
    return Head.objects.all()


def verification() -> Verification:
    """Recompute every hash, link and head from the first row on, in one pass, and name the first row that does not hold."""
    heads = deque(Head.objects.order_by("size"))
    tree, last_hash, events, sound_heads = chain.MerkleTree(), chain.GENESIS, 0, 0
    for event in Event.objects.order_by("sequence").iterator():
        if problem := _problem_of(event, number=events + 1, previous_hash=last_hash):
            return Verification(events, sound_heads, problem)
        tree.add(event.hash)
        last_hash, events = event.hash, events + 1
        while heads and heads[0].size == events:
            if problem := _problem_of_head(heads.popleft(), tree.root, last_hash):
                return Verification(events, sound_heads, problem)
            sound_heads += 1
    if heads:
        return Verification(events, sound_heads, f"head {heads[0].size}: the ledger ends at event {events}")
    return Verification(events, sound_heads, None)


def _problem_of_head(head: Head, root: str, last_hash: str) -> str | None:
    if (head.root, head.last_hash) != (root, last_hash):
        return f"head {head.size}: the root does not match the events"
    statement = signing.verified(head.signature)
    if statement is None or (statement["size"], statement["root"]) != (head.size, head.root):
        return f"head {head.size}: the signature does not match"
    return None


def _problem_of(event: Event, *, number: int, previous_hash: str) -> str | None:
    """Return what is wrong with `event`, which should be the one of this number, after the one of `previous_hash`."""
    if event.sequence != number:
        return f"event {number}: missing, the next row is {event.sequence}"
    if event.previous_hash != previous_hash:
        return f"event {event.sequence}: does not follow from the event before it"
    row = {field: getattr(event, field) for field in chain.CHAINED_FIELDS}
    if event.hash != chain.event_hash(row):
        return f"event {event.sequence}: its content was changed ({event.verb} {event.object_reference})"
    return None
