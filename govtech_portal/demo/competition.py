"""One competition of the demo: when its days are, who takes part, and the order of its acts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from challenges.models import Challenge, Round
from evaluation.models import Juror
from govtech_portal.demo.cast import Cast, SupplierInCast
from submissions.models import Entry

# Days of a story, counted from its beginning.
SUBMITTED, PUBLISHED, FIRST_DEADLINE, FIRST_DECISION, SECOND_DECISION = 2, 5, 45, 62, 118
BEFORE_A_MEETING = timedelta(days=10)
BETWEEN_ROUNDS, SECOND_ROUND_LASTS = timedelta(days=18), timedelta(days=35)


@dataclass
class Competition:
    """What the acts of one story share.

    `facts` is a content file; `suppliers` those who enter; `begins` the first day of the story; `now` the moment at which the
    demo is made: nothing may happen after it.
    """

    facts: dict[str, Any]
    cast: Cast
    suppliers: list[SupplierInCast]
    begins: datetime
    now: datetime
    chance: random.Random
    challenge: Challenge = field(init=False)

    @property
    def stage(self) -> str:
        """How far the story goes: draft, open, judging, standstill or awarded."""
        stage: str = self.facts["stage"]
        return stage

    # --- When ----------------------------------------------------------------------------------------------------

    def day(self, number: int, hour: int = 10) -> datetime:
        """Return an hour on a day of the story, in the legal zone."""
        day = (self.begins + timedelta(days=number)).astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        return datetime.combine(day, time(hour), ZoneInfo(settings.TIME_ZONE))

    @property
    def first_deadline(self) -> datetime:
        """Always at noon: open calls close some days ahead of now, the others on their day."""
        days = (self.now - self.begins).days + self.facts["closes_in_days"] if "closes_in_days" in self.facts else FIRST_DEADLINE
        return self.day(days, hour=12)

    @property
    def second_opening(self) -> datetime:
        return max(self.day(FIRST_DECISION + 1, 12), self.first_deadline + BETWEEN_ROUNDS)

    @property
    def last_decision(self) -> datetime:
        """A standstill has only just begun; an award is long final."""
        return self.day(SECOND_DECISION if self.stage == "awarded" else (self.now - self.begins).days - 2)

    # --- Who -----------------------------------------------------------------------------------------------------

    def judged_from(self, stage: Round) -> datetime:
        """Return when a round is opened and judged: after its deadline, or some days after the decision before it."""
        if stage.closes_at is not None:
            return stage.closes_at
        before = self.round(stage.number - 1)
        return (before.decided_at or self.now) + BEFORE_A_MEETING

    def official(self, key: str) -> User:
        return self.cast.officials[key]

    def round(self, number: int) -> Round:
        return Round.objects.select_related("challenge__authority").get(challenge=self.challenge, number=number)

    def jurors(self) -> list[Juror]:
        seats = Juror.objects.filter(panel__challenge=self.challenge).select_related("user", "panel__challenge__authority")
        return list(seats.order_by("pk"))

    def advanced(self) -> list[SupplierInCast]:
        """Return who may take part in the second round."""
        members = {member.organisation.pk: member for member in self.suppliers}
        through = Entry.objects.filter(round__challenge=self.challenge, round__number=1, state=Entry.State.ADVANCED)
        return [members[pk] for pk in through.order_by("proposal").values_list("proposal__supplier", flat=True)]


def closing(stage: Round) -> datetime:
    """Return the deadline of a published round, which always has one."""
    if stage.closes_at is None:
        message = f"{stage} has no deadline."
        raise ValueError(message)
    return stage.closes_at


def entries_to_check(stage: Round) -> Iterator[Entry]:
    """Yield the entries that wait for the formal check, by work code."""
    yield from Entry.objects.filter(round=stage, state=Entry.State.SUBMITTED).order_by("work_code")
