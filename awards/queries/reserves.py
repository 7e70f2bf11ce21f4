"""Whether a reserve can move up in a round, or in a lot of it, and which one."""

from awards.models import Award, Decision
from challenges.models import Round
from submissions.lifecycle import EntryState


def free_places(stage: Round, lot: str = "") -> list[list[Award]]:
    """Return the places of a decided round, in one lot, that nobody holds: of each the awards that were overturned with it."""
    awards = Award.objects.announced().wins().filter(decision__entry__round=stage, decision__entry__proposal__lot_key=lot)
    places: dict[int, list[Award]] = {}
    lost = awards.filter(state=Award.State.OVERTURNED, decision__entry__state=EntryState.OVERTURNED)
    for award in lost.order_by("overturned_at", "pk"):
        places.setdefault(award.decision_id, []).append(award)
    moved_up = awards.filter(decision__outcome=Decision.Outcome.RESERVE).values("decision").distinct().count()
    return list(places.values())[moved_up:]


def next_reserves(stage: Round, lot: str = "") -> list[Decision]:
    """Return the reserves of a round, in one lot, that come next: the one with the best rank, or those that share it."""
    reserves = {"entry__round": stage, "entry__state": EntryState.RESERVE, "entry__proposal__lot_key": lot}
    waiting = Decision.objects.filter(rank__isnull=False, **reserves)
    ordered = list(
        waiting.select_related("entry__proposal__supplier", "entry__round__challenge").order_by("rank", "entry__work_code")
    )
    return [decision for decision in ordered if decision.rank == ordered[0].rank]
