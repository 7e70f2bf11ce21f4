"""Whether a reserve can move up in a round, and which one."""

from awards.models import Award, Decision, RoundRecord
from challenges.models import Round
from submissions.lifecycle import EntryState


def free_places(stage: Round) -> int:
    """Return how many awards of a decided round were overturned and not given to a reserve."""
    record = RoundRecord.objects.filter(round=stage).first()
    won = record.content["counts"].get(Decision.Outcome.WINNER.value, 0) if record else 0
    standing = Award.objects.announced().filter(decision__entry__round=stage).exclude(state=Award.State.OVERTURNED)
    return int(won) - standing.count()


def next_reserves(stage: Round) -> list[Decision]:
    """Return the reserves of a round that come next: the one with the best rank, or those that share it."""
    waiting = Decision.objects.filter(entry__round=stage, entry__state=EntryState.RESERVE, rank__isnull=False)
    ordered = list(
        waiting.select_related("entry__proposal__supplier", "entry__round__challenge").order_by("rank", "entry__work_code")
    )
    return [decision for decision in ordered if decision.rank == ordered[0].rank]
