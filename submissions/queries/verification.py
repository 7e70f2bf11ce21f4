"""Whether the portal signed a receipt, and what it says; needs no login and tells nothing about people."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from ledger import signing
from ledger.models import Event
from submissions.models import Attachment, Deposit, Entry


@dataclass(frozen=True)
class VerifiedReceipt:
    """A receipt that the portal signed. `statement` is what was signed.

    `in_ledger`: the event that it names is in the ledger, with that very hash. `reads_as_signed`: what stands readable beside the
    signed text, if anything does, says the same.
    """

    statement: dict[str, Any]
    in_ledger: bool
    reads_as_signed: bool

    @property
    def received_at(self) -> datetime:
        return datetime.fromisoformat(self.statement["received_at"])

    def has_part(self, sha256: str) -> bool:
        """Return whether a file or the answers with this hash are among what arrived."""
        return any(part["sha256"] == sha256.lower() for part in self.statement["parts"])


@dataclass(frozen=True)
class KnownPart:
    """A file or the answers of an entry whose round is open to names: where and when it arrived, and never whose it is."""

    challenge: str
    round: int
    received_at: datetime


def verified_receipt(text: str) -> VerifiedReceipt | None:
    """Return what a receipt says, given as compact JWS or as the JSON file that holds one; None if the portal did not sign it."""
    token, readable = _parts_of(text.strip())
    statement = signing.verified(token) if token else None
    if statement is None or statement.get("type") != "receipt":
        return None
    event = statement["ledger"]
    in_ledger = Event.objects.filter(sequence=event["sequence"], hash=event["hash"]).exists()
    return VerifiedReceipt(statement, in_ledger, reads_as_signed=readable in (None, statement))


def known_parts(sha256: str) -> list[KnownPart]:
    """Return where something with this hash was handed in, as far as it may be told without a receipt.

    While a round is sealed, or blind and not revealed, the answer would tell a juror or a competitor that a work they know
    takes part.
    """
    known = Q(round__opened_at__isnull=False) & (Q(round__is_blind=False) | Q(round__revealed_at__isnull=False))
    files = Attachment.objects.filter(sha256=sha256.lower()).values("deposits")
    found = Deposit.objects.filter(Q(content_sha256=sha256.lower()) | Q(pk__in=files), entry__in=Entry.objects.filter(known))
    rows = found.order_by("received_at").values_list("entry__round__challenge__reference", "entry__round__number", "received_at")
    return [KnownPart(*row) for row in rows[:20]]


def _parts_of(text: str) -> tuple[str, Any]:
    """Return the JWS, alone or in `{"jws": ..., "statement": ...}`, and the statement that stands readable beside it, if any."""
    if not text.startswith("{"):
        return "".join(text.split()), None
    try:
        content = json.loads(text)
    except ValueError:
        return "", None
    token = content.get("jws")
    return (token if isinstance(token, str) else ""), content.get("statement")
