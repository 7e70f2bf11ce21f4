"""Handing in and taking back. Deposit, receipt and ledger event share one transaction: all of them or none (invariant 2)."""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.models import Round
from core.lifecycle import Gap, TransitionRefused
from core.references import random_code
from ledger import chain, signing
from ledger.models import Event
from ledger.services import record_event
from submissions import emails, vault
from submissions.lifecycle import ENTRY
from submissions.models import Attachment, Deposit, Entry, Proposal, Receipt


@transaction.atomic
def submit_entry(entry: Entry, *, by: User, seen: int | None = None) -> Receipt:
    """Hand in the draft as it is now, and return the signed receipt.

    A second submit of the same content changes nothing and returns the first receipt: a later time of receipt for nothing new
    could cost the supplier a tie. Changed content makes a new deposit; both receipts stay.

    `seen` is the number of the version of the rules under which the supplier read what they hand in; None asks nothing.

    Raises:
        TransitionRefused: outside the window by the database's clock, not allowed, answers are missing, or the rules were amended
            since.
    """
    entry = _locked(entry)
    target = ENTRY.demand(entry, "submit", by=by)
    _refuse_if_amended(entry, "submit", seen)
    sealed = vault.seal(entry)
    last = vault.newest_deposit(entry)
    same = (chain.sha256(sealed.canonical), entry.round.version.pk)
    if last and entry.state == target and (last.content_sha256, last.version_id) == same:
        return last.receipt
    receipt = _hand_in(entry, sealed, "submit", target, by=by)
    # Others could hand in while this transaction waited to be the only writer: count once more, now that it is.
    _refuse("submit", list(entry.limit_gaps()))
    return receipt


@transaction.atomic
def confirm_entry(entry: Entry, *, by: User, seen: int | None = None) -> Receipt:
    """Hand in once more, under the rules as they were amended, what was handed in before them; return the new signed receipt.

    The draft plays no part. `seen` as in `submit_entry`.

    Raises:
        TransitionRefused: outside the window, nothing was amended since, `by` may not, or the amended rules ask for more than was
            handed in.
    """
    entry = _locked(entry)
    target = ENTRY.demand(entry, "confirm", by=by)
    _refuse_if_amended(entry, "confirm", seen)
    last = cast(Deposit, vault.newest_deposit(entry))
    last.entry = entry
    _refuse("confirm", vault.lacks(last))
    return _hand_in(entry, vault.seal_again(last), "confirm", target, by=by)


def _hand_in(entry: Entry, sealed: vault.Sealed, verb: str, target: str, *, by: User) -> Receipt:
    """Store a deposit with its receipt and its event in the ledger, for services that hold the entry."""
    version, last = entry.round.version, vault.newest_deposit(entry)
    sha256 = chain.sha256(sealed.canonical)
    parts = _parts(sealed.canonical, sha256, sealed.attachments)
    number = last.number + 1 if last else 1
    event = record_event(verb, entry.reference, by=by, deposit=str(number), version_sha256=version.sha256, parts=parts)
    # This transaction is the only writer now: an amendment that was published while it waited is visible, none comes after.
    _refuse_if_amended(entry, verb, version.number)
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
    _refuse_if_late(entry, verb)
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


def _refuse_if_amended(entry: Entry, verb: str, seen: int | None) -> None:
    """Read anew which version holds for the round, and with it the window; refuse unless it is the one with the number `seen`."""
    in_force = Round.objects.values_list("set_by_version__number", flat=True).get(pk=entry.round_id)
    if seen is not None and seen != in_force:
        words = _(
            "The rules were amended while you had this page open, so nothing was handed in. Read what changed and try again."
        )
        raise TransitionRefused(verb, [Gap(words, "amended", "amended")])


def _refuse_if_late(entry: Entry, verb: str) -> None:
    """Ask the clock once more, as the last thing before the commit: waiting for locks takes time too (invariant 1)."""
    _refuse(verb, list(entry.window_gaps()))


def _refuse(verb: str, gaps: list[Gap]) -> None:
    if gaps:
        raise TransitionRefused(verb, gaps)


def _locked(entry: Entry) -> Entry:
    """Return the entry locked, after its proposal: the lot of which cannot be changed meanwhile."""
    Proposal.objects.select_for_update().get(pk=entry.proposal_id)
    found: Entry = Entry.objects.locked(entry)
    return found


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
        # Only where there are lots, so that receipts of all others stay as they are.
        **deposit.stated_lot,
        "deposit": deposit.number,
        "version": deposit.version.number,
        "version_sha256": deposit.version.sha256,
        "parts": parts,
        "received_at": deposit.received_at_text,
        "ledger": {"sequence": event.sequence, "hash": event.hash},
    }
    return Receipt.objects.create(deposit=deposit, number=number, statement=statement, jws=signing.sign(statement))
