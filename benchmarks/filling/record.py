"""The ledger of what was made in bulk: the same chain as the services write, in fewer statements."""

from collections.abc import Iterator
from typing import Any

from benchmarks.filling.world import People
from challenges.models import Challenge
from core import clock
from ledger import chain
from ledger.models import Event
from submissions.lifecycle import HANDED_IN
from submissions.models import Entry


def record(entries: list[Entry], challenges: list[Challenge], people: People) -> None:
    """Append the publication of every challenge and the start and submission of every entry to an empty ledger."""
    at, previous, rows = clock.database_now().isoformat(timespec="milliseconds"), chain.GENESIS, []
    for sequence, (verb, reference, actor, data) in enumerate(_facts(entries, challenges, people), start=1):
        row = {
            "sequence": sequence,
            "at": at,
            "actor": actor,
            "verb": verb,
            "object_reference": reference,
            "data": data,
            "previous_hash": previous,
        }
        previous = chain.event_hash(row)
        rows.append(Event(**row, hash=previous))
    Event.objects.bulk_create(rows, batch_size=1000)


def _facts(entries: list[Entry], challenges: list[Challenge], people: People) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for challenge in challenges:
        version = challenge.published_version
        data = {"version": 1, "sha256": version.sha256 if version else ""}
        yield "publish", challenge.reference, people.publisher.ledger_name, data
    owners = {company.pk: owner.ledger_name for company, owner in zip(people.suppliers, people.owners, strict=True)}
    for entry in entries:
        actor = owners[entry.proposal.supplier_id]
        yield "start", entry.reference, actor, {}
        if entry.state in HANDED_IN:
            yield "submit", entry.reference, actor, {"deposit": "1"}
