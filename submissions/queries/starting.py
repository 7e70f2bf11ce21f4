"""What one should know before starting a proposal: time, weights, deadline, odds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Organisation, Visitor
from accounts.roles import Role
from challenges.models import Challenge, Criterion, Round
from core import clock
from submissions.models import Proposal

# How fast people write a proposal, thinking included; a guess that errs on the slow side.
_WORDS_AN_HOUR = 300


@dataclass(frozen=True)
class Outline:
    """The first round in numbers: how much there is to write, what counts, until when, and how many advance."""

    round: Round
    rounds: int
    questions: int
    files: int
    words: int
    hours: int
    criteria: list[Criterion]
    total_weight: Any
    is_open: bool
    opens_later: bool
    started: list[Proposal]

    @property
    def deadline(self) -> datetime | None:
        return self.round.closes_at


def suppliers_to_start_for(user: Visitor, challenge: Challenge) -> list[Organisation]:
    """Return the suppliers for which `user` may write entries, and which do not take part in `challenge` yet."""
    mine = Organisation.objects.suppliers().with_role(user, Role.OWNER, Role.CONTRIBUTOR)
    return list(mine.exclude(proposals__challenge=challenge))


def outline_of(challenge: Challenge, *, by: Visitor) -> Outline:
    """Return what is to be known about the first round of `challenge`, and which proposals `by` has in it already."""
    now = clock.now()
    rounds = list(challenge.rounds.all())
    first = rounds[0]
    questions = list(first.questions.all())
    criteria = list(first.criteria.all())
    words = sum(question.word_limit or 0 for question in questions)
    running = challenge.state == Challenge.State.PUBLISHED and not first.has_closed(now)
    return Outline(
        round=first,
        rounds=len(rounds),
        questions=len(questions),
        files=sum(question.kind == "file" for question in questions),
        words=words,
        hours=max(1, round(words / _WORDS_AN_HOUR)),
        criteria=criteria,
        total_weight=sum(criterion.weight for criterion in criteria),
        is_open=running,
        opens_later=running and not first.accepting(now),
        started=list(Proposal.objects.visible_to(by).filter(challenge=challenge).select_related("supplier")),
    )
