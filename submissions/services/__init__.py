"""What people do with proposals and entries: one function per act."""

from submissions.services.checking import admit_entry, reject_entry
from submissions.services.drafting import attach_file, remove_file, save_draft
from submissions.services.opening import consent_to_opening
from submissions.services.starting import change_lot, name_proposal, start_entry, start_proposal
from submissions.services.submitting import confirm_entry, submit_entry, withdraw_entry

__all__ = [
    "admit_entry",
    "attach_file",
    "change_lot",
    "confirm_entry",
    "consent_to_opening",
    "name_proposal",
    "reject_entry",
    "remove_file",
    "save_draft",
    "start_entry",
    "start_proposal",
    "submit_entry",
    "withdraw_entry",
]
