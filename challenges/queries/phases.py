"""Where a challenge stands: one meaning, told in Python for one challenge and in SQL for lists.

Cancelled and concluded are decisions. Decided: every round has its decision. Else the first round tells: before its opening the
challenge is upcoming, until its deadline it is open; from then on it is being judged, later rounds included, since nobody new
can enter any more.
"""

from datetime import datetime

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from challenges.lifecycle import ChallengePhase, ChallengeState
from challenges.models import Challenge, Round


def phase_of(challenge: Challenge, now: datetime) -> ChallengePhase:
    """Return the phase of `challenge` at `now`; its rounds may be prefetched."""
    if challenge.state in {ChallengeState.CANCELLED, ChallengeState.CONCLUDED}:
        return ChallengePhase(challenge.state)
    stages = list(challenge.rounds.all())
    if stages and all(stage.decided_at for stage in stages):
        return ChallengePhase.DECIDED
    if not stages or stages[0].opens_at is None or now < stages[0].opens_at:
        return ChallengePhase.UPCOMING
    return ChallengePhase.JUDGING if stages[0].has_closed(now) else ChallengePhase.OPEN


def with_phase(challenges: "models.QuerySet[Challenge]", now: datetime) -> "models.QuerySet[Challenge]":
    """Return `challenges` with the annotation `phase`, which is `phase_of` in SQL."""
    own = Round.objects.filter(challenge=OuterRef("pk"))
    first = own.order_by("number")
    return challenges.alias(
        first_opens_at=Subquery(first.values("opens_at")[:1]), first_closes_at=Subquery(first.values("closes_at")[:1])
    ).annotate(
        phase=Case(
            When(state=ChallengeState.CANCELLED, then=Value(ChallengePhase.CANCELLED)),
            When(state=ChallengeState.CONCLUDED, then=Value(ChallengePhase.CONCLUDED)),
            When(Exists(own) & ~Exists(own.filter(decided_at__isnull=True)), then=Value(ChallengePhase.DECIDED)),
            When(Q(first_opens_at__isnull=True) | Q(first_opens_at__gt=now), then=Value(ChallengePhase.UPCOMING)),
            When(first_closes_at__lt=now, then=Value(ChallengePhase.JUDGING)),
            default=Value(ChallengePhase.OPEN),
            output_field=models.CharField(),
        )
    )
