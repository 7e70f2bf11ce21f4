"""Challenges with lots: a rocket and a balloon, and of the sea two parts that stand in a lot together."""

from collections.abc import Callable
from typing import Any

from challenges.models import Challenge
from challenges.rules import building
from submissions import services
from submissions.models import Entry, Proposal
from tests.factories import submissions as make
from tests.factories.rules import lot

LOTS = [lot("rocket"), lot("balloon"), lot("sea"), lot("wave", "sea"), lot("tide", "sea")]
OFFERED = ["rocket", "balloon", "wave", "tide"]


def limit(at_most: int | None = 1, **members: Any) -> dict[str, Any]:
    """Return a limit of entries of each entrant in the challenge; what is too many is refused."""
    once: dict[str, Any] = building.participation()["limits"][0]
    return {**once, "at_most": at_most, **members}


def make_challenge_of_lots(
    *limits: dict[str, Any], rules: Callable[[dict[str, Any]], object] | None = None, **further: Any
) -> Challenge:
    """Return an open challenge of one round with `LOTS`, and with these limits alone."""

    def change(document: dict[str, Any]) -> None:
        document["lots"] = LOTS
        document["participation"]["limits"] = list(limits)
        if rules:
            rules(document)

    return make.make_open_challenge(rounds=1, rules=change, **further)


def start(challenge: Challenge, lot: str, *, supplier: Any = None, by: Any = None) -> Proposal:
    """Return a proposal for a lot with a complete draft, of a new supplier unless one is given."""
    if supplier is None:
        supplier, by = make.make_supplier()
    proposal = services.start_proposal(challenge, by=by, supplier=supplier, title="River watch", lot=lot)
    services.save_draft(proposal.entries.get(), by=by, answers=make.ANSWERS)
    return proposal


def submit(proposal: Proposal) -> Entry:
    """Hand in the entry of a proposal and return it."""
    entry = proposal.entries.get()
    services.submit_entry(entry, by=make.writer_of(entry))
    return Entry.objects.get(pk=entry.pk)
