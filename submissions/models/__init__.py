"""Proposals, entries, and what proves that they were handed in."""

from submissions.models.entries import Attachment, Deposit, Entry, EntryQuerySet, Receipt, new_work_code
from submissions.models.officials import Admissibility, OpeningConsent
from submissions.models.proposals import Proposal, ProposalQuerySet

__all__ = [
    "Admissibility",
    "Attachment",
    "Deposit",
    "Entry",
    "EntryQuerySet",
    "OpeningConsent",
    "Proposal",
    "ProposalQuerySet",
    "Receipt",
    "new_work_code",
]
