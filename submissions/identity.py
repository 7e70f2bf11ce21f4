"""The one module that joins a work code with a name (invariant 4). Views, lists, exports and mails to officials ask here.

The rule is `submissions.view_identity`: the supplier always; officials of the authority once the round is open and, if it is
blind, its report is signed. The signing is the act that reveals, and it stands in the ledger.
"""

from collections.abc import Iterable

from accounts.models import Organisation, Visitor
from challenges.models import Round
from core.permissions import may
from submissions.lifecycle import HANDED_IN
from submissions.models import Entry


def known_supplier(entry: Entry, by: Visitor) -> Organisation | None:
    """Return whose work this is, if `by` may know it now, else None."""
    return entry.proposal.supplier if may(by, "submissions.view_identity", entry) else None


def name_for(entry: Entry, *, by: Visitor) -> str:
    """Return the supplier's name if `by` may know it now, else the work code."""
    supplier = known_supplier(entry, by)
    return supplier.name if supplier else entry.work_code


def names_by_work_code(entries: Iterable[Entry], *, by: Visitor) -> dict[str, str]:
    """Return `name_for` of each entry by its work code; entries come with proposal, supplier, challenge and round selected."""
    return {entry.work_code: name_for(entry, by=by) for entry in entries}


def participants(round: Round) -> list[Organisation]:  # noqa: A002 - the domain's own word
    """Return who takes part in an opened round, by name and so in no order of the works: for declarations of interest.

    Empty before the opening: until then the number of entries is nobody's business.
    """
    if round.opened_at is None:
        return []
    return list(Organisation.objects.filter(proposals__entries__round=round, proposals__entries__state__in=HANDED_IN).distinct())
