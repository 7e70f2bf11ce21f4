"""What the rules look at when entries of a round are compared, as far as the portal knows it: values without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from challenges.models import Round
from challenges.rules.participation import SaidCondition
from challenges.rules.walking import places
from submissions import vault
from submissions.models import Attendance, Entry


@dataclass(frozen=True)
class Known:
    """What is known of one entry.

    `arrival` is its place in the order of arrival, the same for those that came at one moment; an entry that goes on arrived when
    it was handed in. `supplier` and `proposal` are random codes, the same for all their entries in the challenge. `window` is the
    key of the one in which it was handed in, None without windows; `attended` are keys of rounds to whose meeting they came.
    `members` are codes of the supplier and of those who take part with it; `facts` are keys of the conditions that an answer says
    are true of them, and of no others: what an official looks at is not known here.
    """

    arrival: int
    supplier: str
    proposal: str
    lots: tuple[str, ...]
    window: str | None
    attended: frozenset[str]
    members: tuple[str, ...]
    facts: frozenset[str]


def known_of(stage: Round) -> dict[str, Known]:
    """Return what is known of each entry of an opened round by its work code; nothing before the opening."""
    entries = list(Entry.objects.opened().filter(round=stage).select_related("proposal", "round").order_by("work_code"))
    deposits = vault.newest_deposits(entries)
    moments = sorted({deposit.received_at for deposit in deposits.values()})
    suppliers, proposals = _codes(stage)
    came, partners, facts = _came_to(entries), vault.partner_codes(entries), _facts(stage, entries)
    return {
        entry.work_code: Known(
            arrival=_place(deposits[entry.work_code].received_at, moments),
            supplier=suppliers[entry.proposal.supplier_id],
            proposal=proposals[entry.proposal_id],
            lots=(entry.proposal.lot_key,) if entry.proposal.lot_key else (),
            window=entry.origin.round.window_key or None,
            attended=came.get(entry.proposal_id, frozenset()),
            members=(suppliers[entry.proposal.supplier_id], *partners[entry.work_code]),
            facts=facts.get(entry.work_code, frozenset()),
        )
        for entry in entries
    }


def _place(moment: datetime, moments: Sequence[datetime]) -> int:
    return moments.index(moment) + 1


def _codes(stage: Round) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Return a code for each supplier and for each proposal of the challenge: the work code of the first that they handed in."""
    suppliers: dict[int, str] = {}
    proposals: dict[int, str] = {}
    handed_in = Entry.objects.opened().filter(round__challenge=stage.challenge_id, carried_from=None).order_by("pk")
    for code, proposal, supplier in handed_in.values_list("work_code", "proposal_id", "proposal__supplier_id"):
        suppliers.setdefault(supplier, code)
        proposals.setdefault(proposal, code)
    return suppliers, proposals


def _facts(stage: Round, entries: Sequence[Entry]) -> dict[str, frozenset[str]]:
    """Return by work code the keys of the conditions whose question was answered with yes."""
    asked = {
        place.part.key: place.part.question
        for place in places(stage.document)
        if isinstance(place.part, SaidCondition) and place.part.question
    }
    chosen = vault.options_chosen(entries, set(asked.values())) if asked else {}
    return {
        code: frozenset(key for key, question in asked.items() if "yes" in answers[question]) for code, answers in chosen.items()
    }


def _came_to(entries: Sequence[Entry]) -> dict[int, frozenset[str]]:
    """Return by proposal the keys of the rounds to whose meeting somebody came, by what was noted last of each."""
    noted: dict[tuple[int, str], bool] = {}
    rows = Attendance.objects.filter(entry__proposal__in=[entry.proposal_id for entry in entries]).order_by("noted_at", "pk")
    for proposal, key, came in rows.values_list("entry__proposal_id", "entry__round__round_key", "came"):
        noted[proposal, key] = came
    found: dict[int, frozenset[str]] = {}
    for (proposal, key), came in noted.items():
        found[proposal] = found.get(proposal, frozenset()) | ({key} if came else set())
    return found
