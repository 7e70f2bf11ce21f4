"""Handing in and taking back. Deposit, receipt and ledger event share one transaction: all of them or none (invariant 2)."""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import transaction

from accounts.models import User
from challenges.models import ChallengeVersion
from core.lifecycle import TransitionRefused
from core.references import random_code
from ledger import chain, signing
from ledger.models import Event
from ledger.services import record_event
from submissions import emails, vault
from submissions.lifecycle import ENTRY
from submissions.models import Attachment, Deposit, Entry, Receipt


@transaction.atomic
def submit_entry(entry: Entry, *, by: User) -> Receipt:
    """Hand in the draft as it is now, and return the signed receipt.

    A second submit of the same content changes nothing and returns the first receipt: a later time of receipt for nothing new
    could cost the supplier a tie. Changed content makes a new deposit; both receipts stay.

    Raises:
        TransitionRefused: outside the window by the database's clock, not allowed, or answers are missing.
    """
    entry = Entry.objects.locked(entry)
    target = ENTRY.demand(entry, "submit", by=by)
    sealed = vault.seal(entry)
    last = vault.newest_deposit(entry)
    version = cast(ChallengeVersion, entry.round.challenge.published_version)
    sha256 = chain.sha256(sealed.canonical)
    if last and entry.state == target and (last.content_sha256, last.version_id) == (sha256, version.pk):
        return last.receipt
    parts = _parts(sealed.canonical, sha256, sealed.attachments)
    number = last.number + 1 if last else 1
    event = record_event("submit", entry.reference, by=by, deposit=str(number), version_sha256=version.sha256, parts=parts)
    deposit = Deposit.objects.create(
        entry=entry,
        number=number,
        version=version,
        content=sealed.content,
        content_sha256=sha256,
        # The ledger's moment: taken when this transaction became the only writer.
        received_at=datetime.fromisoformat(event.at),
        submitted_by=by,
    )
    deposit.attachments.set(sealed.attachments)
    receipt = _receipt_for(deposit, parts, event)
    entry.state = target
    entry.save(update_fields=["state"])
    emails.send_receipt(receipt)
    _refuse_if_late(entry, "submit")
    return receipt


@transaction.atomic
def withdraw_entry(entry: Entry, *, by: User) -> Entry:
    """Take the entry back before the deadline; its deposits and receipts stay, and it can be submitted again.

    Raises:
        TransitionRefused: nothing is handed in, the window is over, or `by` may not.
    """
    entry = Entry.objects.locked(entry)
    entry.state = ENTRY.demand(entry, "withdraw", by=by)
    entry.save(update_fields=["state"])
    event = record_event("withdraw", entry.reference, by=by)
    emails.send_withdrawal(entry, event=event.sequence)
    _refuse_if_late(entry, "withdraw")
    return entry


def _refuse_if_late(entry: Entry, verb: str) -> None:
    """Ask the clock once more, as the last thing before the commit: waiting for locks takes time too (invariant 1)."""
    gaps = list(entry.window_gaps())
    if gaps:
        raise TransitionRefused(verb, gaps)


def _parts(canonical: bytes, sha256: str, attachments: list[Attachment]) -> list[dict[str, str]]:
    answers = {"part": "answers", "sha256": sha256, "size": str(len(canonical))}
    return [
        answers,
        *({"part": f"file:{file.question_key}", "sha256": file.sha256, "size": str(file.size)} for file in attachments),
    ]


def _receipt_for(deposit: Deposit, parts: list[dict[str, str]], event: Event) -> Receipt:
    """Sign and store the receipt: Ed25519 JWS over canonical JSON, about the work and never about people."""
    entry, number = deposit.entry, f"R-{random_code(5, 5)}"
    statement = {
        "type": "receipt",
        "portal": settings.PORTAL_BASE_URL,
        "receipt": number,
        "challenge": entry.round.challenge.reference,
        "round": entry.round.number,
        "work_code": entry.work_code,
        "deposit": deposit.number,
        "version": deposit.version.number,
        "version_sha256": deposit.version.sha256,
        "parts": parts,
        "received_at": deposit.received_at_text,
        "ledger": {"sequence": event.sequence, "hash": event.hash},
    }
    return Receipt.objects.create(deposit=deposit, number=number, statement=statement, jws=signing.sign(statement))
