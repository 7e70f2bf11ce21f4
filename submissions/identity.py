"""The one module that joins a work code with a name (invariant 4). Views, lists, exports and mails to officials ask here.

The rule is `submissions.view_identity`: the supplier always; officials of the authority once the round is open and, if it is
blind, revealed: the reports of all blind rounds of the contest are signed, or the contest has ended. The act that reveals stands
in the ledger.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Organisation, Visitor
from challenges.models import Round
from core.permissions import may
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

    In a later blind round they are all who took part in the blind rounds so far: whoever advanced came with a work that the jury
    knows. Empty before the opening: until then the number of entries is nobody's business.
    """
    if round.opened_at is None:
        return []
    stages = [round, *_earlier_blind(round)]
    handed_in = Entry.objects.handed_in().filter(round__in=stages)
    return list(Organisation.objects.filter(proposals__entries__in=handed_in).distinct())


def hides_who_came_on(round: Round) -> bool:  # noqa: A002
    """Return whether `participants` of `round` are more than those who take part in it."""
    return _earlier_blind(round).exists()


def _earlier_blind(stage: Round) -> QuerySet[Round]:
    """Return the rounds before a blind one in which names are still hidden."""
    earlier = Round.objects.filter(challenge=stage.challenge_id, number__lt=stage.number, opened_at__isnull=False)
    return earlier.filter(is_blind=True, revealed_at__isnull=True) if stage.is_blind else earlier.none()
