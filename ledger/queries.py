"""Reading the ledger, and examining it together with what refers to it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from ledger import chain, signing
from ledger.evidence import Defect, Kind, Piece
from ledger.models import Event, Head


def events_about(*references: str) -> QuerySet[Event]:
    """Return the events of one thing or of several, the oldest first."""
    return Event.objects.filter(object_reference__in=references)


def published_heads() -> QuerySet[Head]:
    """Return the published heads, the newest first."""
    return Head.objects.all()


# --- What other evidence asks of the ledger --------------------------------------------------------------------------


def stating(*verbs: str, of: str = "sha256") -> QuerySet[Any]:
    """Return the events of these verbs; `stated` is the text that their data give for `of`, a path such as `parts__0__sha256`."""
    return Event.objects.filter(verb__in=verbs).annotate(stated=KT(f"data__{of}"))


def rows_missing_for(events: QuerySet[Any]) -> Iterator[Defect]:
    """Yield a defect for each of `events`, which are those that no row of a kind matches."""
    for event in events.order_by("sequence").iterator():
        yield Defect(f"of event {event.sequence}", f"no row says what was recorded ({event.verb} {event.object_reference})")


def rows_left_out(everything: QuerySet[Any], examined: QuerySet[Any]) -> Iterator[Defect]:
    """Yield a defect for each row of `everything` that is not among the `examined`: a join lost it, what it refers to is gone."""
    for key in everything.exclude(pk__in=examined.values("pk")).order_by("pk").values_list("pk", flat=True).iterator():
        yield Defect(key, "what it refers to is gone")


# --- The ledger itself -----------------------------------------------------------------------------------------------


def _examine_events() -> Iterator[Piece | Defect]:
    """Recompute every hash and every link from the first row on."""
    number, last_hash = 1, chain.GENESIS
    for event in Event.objects.order_by("sequence").iterator():
        computed = chain.event_hash({field: getattr(event, field) for field in chain.CHAINED_FIELDS})
        yield Piece(event.sequence, computed)
        if event.sequence != number:
            yield Defect(number, f"missing, the next row is {event.sequence}")
        elif event.previous_hash != last_hash:
            yield Defect(event.sequence, "does not follow from the event before it")
        if event.hash != computed:
            yield Defect(event.sequence, f"its content was changed ({event.verb} {event.object_reference})")
        number, last_hash = event.sequence + 1, event.hash


def _examine_heads() -> Iterator[Piece | Defect]:
    """Grow the Merkle tree over the events to the size of each head in turn, and compare."""
    hashes = Event.objects.order_by("sequence").values_list("hash", flat=True).iterator()
    tree, last_hash, size = chain.MerkleTree(), chain.GENESIS, 0
    for head in Head.objects.order_by("size").iterator():
        for last_hash in islice(hashes, head.size - size):
            tree.add(last_hash)
            size += 1
        yield Piece(head.size, chain.sha256(head.signature.encode()))
        if size < head.size:
            yield Defect(head.size, f"the ledger ends at event {size}")
        elif (head.root, head.last_hash) != (tree.root, last_hash):
            yield Defect(head.size, "the root does not match the events")
        statement = signing.verified(head.signature)
        if statement is None or (statement.get("size"), statement.get("root")) != (head.size, head.root):
            yield Defect(head.size, "the signature does not match")


EVIDENCE = (
    Kind("events", "ledger_event", _examine_events),
    Kind("heads", "ledger_head", _examine_heads),
)
