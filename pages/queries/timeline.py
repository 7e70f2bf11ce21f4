"""The course of a challenge: planned dates beside actual ones, and who acts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from awards.lifecycle import Holding
from awards.models import Award
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, Round
from core.components import Step
from core.wording import localised

State = Literal["done", "current", "next", "cancelled"]
Phase = Round.Phase
_JUDGING = (Phase.CLOSED, Phase.JUDGING)


def steps(challenge: Challenge, stages: Sequence[Round], awards: Sequence[Award], now: datetime) -> list[Step]:
    """Return the steps of a public challenge in order; after a cancellation only what happened, and the cancellation."""
    found = [Step(title=_("Published"), state="done", actual=challenge.published_at, who=challenge.authority.name)]
    if challenge.source_url:
        return [*found, *_archived_steps(challenge, stages)]
    for stage in stages:
        stage.challenge = challenge
        found += _round_steps(stage, now)
    if challenge.state == ChallengeState.CANCELLED:
        done = [step for step in found if step.state == "done"]
        return [*done, Step(title=_("Cancelled"), state="cancelled", who=challenge.authority.name)]
    return [*found, *_award_steps(awards, now)]


def _archived_steps(challenge: Challenge, stages: Sequence[Round]) -> Iterator[Step]:
    """Yield what is known of a challenge that was run elsewhere."""
    for stage in stages:
        if stage.opens_at or stage.closes_at:
            yield Step(title=_("Entries"), state="done", planned=stage.opens_at or stage.closes_at, planned_end=stage.closes_at)
    yield Step(title=_("Concluded"), state="done", actual=challenge.concluded_at)


def _round_steps(stage: Round, now: datetime) -> Iterator[Step]:
    phase, words = stage.phase(now), {"number": stage.number, "title": localised(stage.title)}
    open_to = _("Everybody who wants to enter") if stage.number == 1 else _("Those who advanced")
    yield Step(
        title=_("Round %(number)s, %(title)s: entries") % words,
        state=_state(phase, before=(Phase.UPCOMING,), during=(Phase.ACCEPTING,)),
        planned=stage.opens_at,
        planned_end=stage.closes_at,
        who=open_to,
    )
    yield Step(
        title=_("Round %(number)s: judging") % words,
        state=_state(phase, before=(Phase.UPCOMING, Phase.ACCEPTING), during=_JUDGING),
        actual=stage.ranked_at,
        who=_("Two officials open the entries, the jury scores them") if phase != Phase.JUDGING else _("The jury"),
    )
    yield Step(
        title=_("Round %(number)s: decision") % words,
        state=_state(phase, before=(Phase.UPCOMING, Phase.ACCEPTING, *_JUDGING), during=(Phase.RANKED,)),
        planned=stage.decision_due_on,
        actual=stage.decided_at,
        who=stage.challenge.authority.name,
    )


def _state(phase: Round.Phase, *, before: tuple[Round.Phase, ...], during: tuple[Round.Phase, ...]) -> State:
    if phase in before:
        return "next"
    return "current" if phase in during else "done"


def _award_steps(awards: Sequence[Award], now: datetime) -> Iterator[Step]:
    """Yield the standstill: one for all awards that the contest was decided for and that stand, or once stood."""
    awards = [award for award in awards if award.decides_the_contest]
    awards = [award for award in awards if award.holding != Holding.OVERTURNED] or awards
    ends = max((award.standstill_ends_at for award in awards if award.standstill_ends_at), default=None)
    if ends is None:
        return
    final = [award.finalised_at for award in awards if award.finalised_at]
    yield Step(
        title=_("Standstill: time to complain"),
        state="current" if any(award.in_standstill(now) for award in awards) else "done",
        planned=ends,
        actual=max(final, default=None),
        who=_("Everybody who entered"),
    )
