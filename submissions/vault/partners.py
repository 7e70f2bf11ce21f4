"""Who takes part with a supplier, told apart without a name."""

from collections.abc import Sequence

from core.folding import folded
from submissions.models import Entry
from submissions.vault.contents import newest_deposits


def partner_codes(entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """Return by work code a code for each who takes part with the supplier, the same wherever the same name stands.

    For the portal's own use, where a rule counts persons.

    Raises:
        PermissionDenied: the round of an entry is not opened.
    """
    codes: dict[str, str] = {}
    found = {}
    for work_code, deposit in sorted(newest_deposits(entries).items()):
        names = [folded(name) for name in deposit.content.get("partners", ())]
        for place, name in enumerate(names, start=1):
            codes.setdefault(name, f"{work_code}/{place}")
        found[work_code] = tuple(codes[name] for name in names)
    return found
