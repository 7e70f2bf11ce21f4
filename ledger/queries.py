"""Reading the ledger, and checking it."""

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
    """Recompute every hash, link and head from the first row on, and name the first row that does not hold."""
    hashes: list[str] = []
    for event in Event.objects.order_by("sequence").iterator():
        problem = _problem_of(event, hashes)
        if problem:
            return Verification(len(hashes), 0, problem)
        hashes.append(event.hash)
    heads = 0
    for head in Head.objects.order_by("size"):
        if head.size > len(hashes):
            return Verification(len(hashes), heads, f"head {head.size}: the ledger ends at event {len(hashes)}")
        if head.root != chain.merkle_root(hashes[: head.size]) or head.last_hash != hashes[head.size - 1]:
            return Verification(len(hashes), heads, f"head {head.size}: the root does not match the events")
        statement = signing.verified(head.signature)
        if statement is None or (statement["size"], statement["root"]) != (head.size, head.root):
            return Verification(len(hashes), heads, f"head {head.size}: the signature does not match")
        heads += 1
    return Verification(len(hashes), heads, None)


def _problem_of(event: Event, before: list[str]) -> str | None:
    """Return what is wrong with `event`, given the hashes of all events before it."""
    expected = len(before) + 1
    if event.sequence != expected:
        return f"event {expected}: missing, the next row is {event.sequence}"
    if event.previous_hash != (before[-1] if before else chain.GENESIS):
        return f"event {event.sequence}: does not follow from the event before it"
    row = {field: getattr(event, field) for field in chain.CHAINED_FIELDS}
    if event.hash != chain.event_hash(row):
        return f"event {event.sequence}: its content was changed ({event.verb} {event.object_reference})"
    return None
