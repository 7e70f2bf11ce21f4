"""Writing to the ledger: one writer at a time, inside the transaction of the act that is recorded."""

from typing import Any, Protocol

from django.db import connection, transaction

from core import clock
from ledger import chain, signing
from ledger.models import Event, Head

# Any fixed number that no other advisory lock of the portal uses.
_WRITER_LOCK = 7_205_759_403


class Recorded(Protocol):
    """A person, as far as the ledger knows people: by an opaque name that stays theirs for ever."""

    @property
    def ledger_name(self) -> str: ...


def record_event(verb: str, reference: str, *, by: Recorded | None = None, **data: Any) -> Event:
    """Append one event to the ledger and return it.

    Must be called inside the transaction of the act: both are stored, or neither. `by` is the acting user (recorded by the opaque
    `ledger_name`) or None for the portal itself. `data` must be JSON without personal data; numbers that matter are strings.
    """
    if not connection.in_atomic_block:
        msg = "record_event belongs inside the transaction of the act it records."
        raise transaction.TransactionManagementError(msg)
    _be_the_only_writer()
    last = Event.objects.order_by("-sequence").values("sequence", "hash").first()
    row = {
        "sequence": last["sequence"] + 1 if last else 1,
        "at": clock.database_now().isoformat(timespec="milliseconds"),
        "actor": by.ledger_name if by is not None else "",
        "verb": verb,
        "object_reference": reference,
        "data": data,
        "previous_hash": last["hash"] if last else chain.GENESIS,
    }
    return Event.objects.create(**row, hash=chain.event_hash(row))


@transaction.atomic
def record_refusal(verb: str, reference: str, *, by: Recorded | None, why: list[str]) -> Event:
    """Record that somebody tried `verb` and was refused, in a transaction of its own: that of the act was rolled back.

    `why` holds the reasons in words, which must name no person.
    """
    return record_event("refused", reference, by=by, attempted=verb, why=why)


@transaction.atomic
def publish_head(*, occasion: str) -> Head | None:
    """Publish the signed Merkle root over all events so far; if nothing happened since, return the newest head, if any."""
    _be_the_only_writer()
    last = Event.objects.order_by("-sequence").first()
    if last is None:
        return None
    head = Head.objects.filter(size=last.sequence).first()
    if head is not None:
        return head
    root = chain.merkle_root(Event.objects.values_list("hash", flat=True).iterator())
    now = clock.database_now()
    statement = {
        "size": last.sequence,
        "root": root,
        "last_hash": last.hash,
        "published_at": now.isoformat(timespec="milliseconds"),
    }
    return Head.objects.create(
        size=last.sequence,
        root=root,
        last_hash=last.hash,
        published_at=now,
        occasion=occasion,
        signature=signing.sign(statement),
    )


def _be_the_only_writer() -> None:
    """Hold back other writers until this transaction ends. SQLite's immediate transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])
