"""What officials read on the desk: their challenges, each with where it stands, the next date and who acts next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, Round


@dataclass(frozen=True)
class NextAct:
    """Who acts next, and until when if there is a date."""

    who: Any
    what: Any
    due_at: datetime | None = None


@dataclass(frozen=True)
class DeskRow:
    """One challenge in the list of the desk."""

    challenge: Challenge
    next_act: NextAct | None


def challenges_on_desk(user: Visitor, *, state: str = "") -> "QuerySet[Challenge]":
    """Return the challenges on the desk of `user`, in one state or in all, what changed last first."""
    challenges: QuerySet[Challenge] = Challenge.objects.on_desk_of(user).select_related("authority").prefetch_related("rounds")
    return (challenges.filter(state=state) if state else challenges).order_by("-created_at", "-pk")


def state_counts(user: Visitor) -> dict[str, int]:
    """Return how many challenges on the desk of `user` are in each state."""
    found = Challenge.objects.on_desk_of(user).order_by().values("state").annotate(number=Count("pk"))
    counts = {row["state"]: row["number"] for row in found}
    return {state.value: counts.get(state.value, 0) for state in ChallengeState}


def desk_rows(challenges: Sequence[Challenge], now: datetime) -> list[DeskRow]:
    """Return a row for each of `challenges`, whose rounds are prefetched."""
    return [DeskRow(challenge, next_act(challenge, now)) for challenge in challenges]


def next_act(challenge: Challenge, now: datetime) -> NextAct | None:
    """Return who acts next in `challenge`; None when it is over."""
    if challenge.state == ChallengeState.DRAFT:
        return NextAct(_("Authors"), _("finish the draft and submit it"))
    if challenge.state == ChallengeState.IN_REVIEW:
        return NextAct(_("Publishers"), _("approve it or return it"))
    if challenge.state != ChallengeState.PUBLISHED:
        return None
    current = next((stage for stage in challenge.rounds.all() if not stage.decided_at), None)
    return _in_round(current, now) if current else NextAct(_("Secretary"), _("lead the awards through the standstill"))


def _in_round(stage: Round, now: datetime) -> NextAct:
    words = {"number": stage.number}
    acts = {
        Round.Phase.UPCOMING: NextAct(_("Nobody yet"), _("round %(number)s opens") % words, stage.opens_at),
        Round.Phase.ACCEPTING: NextAct(_("Suppliers"), _("enter round %(number)s") % words, stage.closes_at),
        Round.Phase.CLOSED: NextAct(_("Secretary and publisher"), _("open round %(number)s") % words),
        Round.Phase.JUDGING: NextAct(_("Jury"), _("score round %(number)s") % words),
        Round.Phase.RANKED: NextAct(_("Jury, then secretary"), _("sign the report and decide round %(number)s") % words),
    }
    return acts[stage.phase(now)]
