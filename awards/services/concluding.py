"""The end of a challenge: once nothing of it is left to judge or to decide, and no award is open."""

from accounts.models import User
from awards.models import Award, Decision
from challenges.models import Challenge
from challenges.services import conclude_challenge
from core import clock
from core.permissions import may
from submissions.models import Entry

OPEN_STATES = frozenset({Award.State.PROPOSED, Award.State.NOTIFIED})
SETTLED_STATES = frozenset({Award.State.FINAL, Award.State.CONTRACTED})


def conclude_when_over(challenge: Challenge, *, by: User) -> None:
    """Conclude a running challenge in which no round is left, and no award but such as were overturned is open.

    Where every award was overturned it stays open: a reserve moves up, or its authority cancels it. So it does where `by` may not
    conclude it.
    """
    if challenge.state != challenge.State.PUBLISHED or not may(by, "challenges.conclude", challenge) or _is_judged_on(challenge):
        return
    deciding = Award.objects.deciding().filter(decision__entry__round__challenge=challenge)
    states = set(deciding.values_list("state", flat=True))
    if not states & OPEN_STATES and (not states or states & SETTLED_STATES):
        conclude_challenge(challenge, by=by)


def _is_judged_on(challenge: Challenge) -> bool:
    """Return whether a round is left that somebody can still reach; a window that closed without an entry is none."""
    stages = list(challenge.rounds.order_by("number"))
    undecided = [stage for stage in stages if stage.decided_at is None]
    advanced = Decision.objects.filter(entry__round__in=stages, outcome=Decision.Outcome.ADVANCED)
    leading_on = {stage.round_key for stage in undecided} | set(advanced.values_list("entry__round__round_key", flat=True))
    now, entered = clock.database_now(), set(Entry.objects.handed_in().filter(round__in=stages).values_list("round", flat=True))
    known = {each.key: each for each in challenge.rules.rounds}
    for stage in undecided:
        rules = known.get(stage.round_key)
        if rules is None or rules.judging is None:
            continue
        stayed_empty = stage.has_closed(now) and stage.pk not in entered
        if rules.is_reached_from(leading_on) if rules.follows else not stayed_empty:
            return True
    return False
