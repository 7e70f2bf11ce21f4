"""Whether deposits and receipts still say what was handed in; for `verify_ledger`."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from challenges.queries.evidence import round_reference
from ledger import chain, signing
from ledger.evidence import Defect, Kind, Piece
from ledger.queries import rows_left_out, rows_missing_for, stating
from submissions import vault
from submissions.models import Deposit, Receipt

# How many rows are in memory at once, with their files.
AT_ONCE = 200


def _entry_reference(path: str) -> Concat:
    """Return `Entry.reference` as SQL; `path` leads from the row to its entry."""
    return Concat(round_reference(f"{path}round__"), Value("/"), f"{path}work_code")


def _hand_ins(*, of: str) -> QuerySet[Any]:
    """Return the events of entries that were handed in, and not of challenges that were submitted for approval."""
    events: QuerySet[Any] = stating("submit", "confirm", of=of).filter(object_reference__contains="/")
    named: QuerySet[Any] = events.annotate(deposit=KT("data__deposit"))
    return named


def _examine_deposits() -> Iterator[Piece | Defect]:
    own = _hand_ins(of="parts__0__sha256").filter(object_reference=OuterRef("reference"), deposit=OuterRef("place"))
    deposits = Deposit.objects.annotate(reference=_entry_reference("entry__"), place=Cast("number", CharField())).annotate(
        is_recorded=Exists(own.filter(stated=OuterRef("content_sha256"))),
        has_receipt=Exists(Receipt.objects.filter(deposit=OuterRef("pk"))),
    )
    for deposit in deposits.prefetch_related("attachments").order_by("pk").iterator(chunk_size=AT_ONCE):
        sha256 = vault.digest_of_deposit(deposit)
        yield Piece(deposit.pk, sha256)
        if sha256 != deposit.content_sha256:
            yield Defect(deposit.pk, "its content is not what its hash says")
        elif not vault.holds_its_files(deposit):
            yield Defect(deposit.pk, "its files are not those that its content names")
        if not deposit.has_receipt:
            yield Defect(deposit.pk, "it has no receipt")
        if not deposit.is_recorded:
            yield Defect(deposit.pk, "the ledger does not hold that it was handed in under its hash")
    yield from rows_left_out(Deposit.objects.all(), deposits)


def _examine_receipts() -> Iterator[Piece | Defect]:
    own = _hand_ins(of="version_sha256").filter(hash=OuterRef("event_hash"), object_reference=OuterRef("reference"))
    named = Receipt.objects.annotate(event_hash=KT("statement__ledger__hash"))
    receipts = named.annotate(
        reference=_entry_reference("deposit__entry__"), place=Cast("deposit__number", CharField())
    ).annotate(is_recorded=Exists(own.filter(deposit=OuterRef("place"), stated=OuterRef("deposit__version__sha256"))))
    related = receipts.select_related("deposit__entry__round__challenge", "deposit__entry__proposal", "deposit__version")
    for receipt in related.order_by("pk").iterator(chunk_size=AT_ONCE):
        yield Piece(receipt.pk, chain.sha256(receipt.jws.encode()))
        if signing.verified(receipt.jws) != receipt.statement:
            yield Defect(receipt.pk, "its signature does not match its statement")
        elif untrue := ", ".join(_untrue(receipt)):
            yield Defect(receipt.pk, f"it does not say the same as its deposit: {untrue}")
        if not receipt.is_recorded:
            yield Defect(receipt.pk, "the ledger does not hold the event that it names")
    yield from rows_left_out(Receipt.objects.all(), receipts)
    yield from rows_missing_for(_hand_ins(of="deposit").exclude(hash__in=named.values("event_hash")))


def _untrue(receipt: Receipt) -> list[str]:
    """Return the names of what a receipt states otherwise than the deposit that it is for."""
    deposit = receipt.deposit
    entry, statement = deposit.entry, receipt.statement
    facts: dict[str, Any] = {
        "receipt": receipt.number,
        "challenge": entry.round.challenge.reference,
        "round": entry.round.number,
        "work_code": entry.work_code,
        "lot": deposit.stated_lot.get("lot"),
        "deposit": deposit.number,
        "version": deposit.version.number,
        "version_sha256": deposit.version.sha256,
        "received_at": deposit.received_at_text,
    }
    untrue = [name for name, fact in facts.items() if statement.get(name) != fact]
    if not any(part.get("sha256") == deposit.content_sha256 for part in statement.get("parts", [])):
        untrue.append("parts")
    return untrue


EVIDENCE = (
    Kind("deposits", "submissions_deposit", _examine_deposits),
    Kind("receipts", "submissions_receipt", _examine_receipts),
)
