"""What one should know before starting a proposal: time, weights, deadline, odds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import Organisation, Visitor
from accounts.roles import Role
from challenges.models import Challenge, Round
from challenges.rules import document as rules
from challenges.rules.advancing import LotTake, NamedTake, PicksTake, RangeTake, TopTake
from challenges.rules.questions import AmountLimit
from challenges.rules.rewards import FixedSum
from challenges.rules.values import AnnouncedLater
from core import clock
from core.wording import localised, money
from submissions.answers import Questionnaire
from submissions.models import Proposal
from submissions.queries.weights import criteria_of, weight_words

# How fast people write a proposal, thinking included; a guess that errs on the slow side.
_WORDS_AN_HOUR = 300


@dataclass(frozen=True)
class Outline:
    """The round in which one begins, in numbers: how much there is to write, what counts, until when, how many go on.

    `weights` are names of criteria with what each counts. `places` is how many are taken at most, None where nobody can say.
    """

    round: Round
    goes_on: bool
    is_blind: bool
    questions: int
    files: int
    words: int
    hours: int
    weights: list[tuple[str, str]]
    places: int | None
    prizes: list[str]
    is_open: bool
    opens_later: bool
    started: list[Proposal]

    @property
    def deadline(self) -> datetime | None:
        return self.round.closes_at


def entrance(challenge: Challenge) -> Round | None:
    """Return the round in which one begins to take part: the first that follows no other and is not over, else the first of all.

    None where nothing is handed in through this portal.
    """
    now = clock.database_now()
    stages = [stage for stage in challenge.rounds.all() if _begins(stage)]
    return next((stage for stage in stages if not stage.has_closed(now)), stages[0] if stages else None)


def _begins(stage: Round) -> bool:
    rules = stage.rules
    return not rules.follows and rules.intake is not None and rules.intake.is_through_portal


def suppliers_to_start_for(user: Visitor, challenge: Challenge) -> list[Organisation]:
    """Return the suppliers for which `user` may write entries, and which do not take part in `challenge` yet."""
    mine = Organisation.objects.suppliers().with_role(user, Role.OWNER, Role.CONTRIBUTOR)
    return list(mine.exclude(proposals__challenge=challenge))


def outline_of(challenge: Challenge, *, by: Visitor) -> Outline | None:
    """Return what is to be known about the round in which one begins, and which proposals `by` has in `challenge` already.

    None where nothing is handed in through this portal.
    """
    first = entrance(challenge)
    if first is None:
        return None
    now = clock.now()
    form = Questionnaire.of(challenge.document, first.key)
    words = sum(_words_of(form))
    running = challenge.state == Challenge.State.PUBLISHED and not first.has_closed(now)
    return Outline(
        round=first,
        goes_on=any(first.key in stage.follows for stage in challenge.rules.rounds),
        is_blind=form.stage.is_blind,
        questions=len(form.by_key),
        files=sum(asked.takes_files for asked in form),
        words=words,
        hours=max(1, round(words / _WORDS_AN_HOUR)),
        weights=[(localised(criterion.title), weight_words(criterion, part)) for criterion, part in criteria_of(form.stage)],
        places=_places(form.stage),
        prizes=list(_prizes(challenge, first.key)),
        is_open=running,
        opens_later=running and not first.accepting(now),
        started=list(Proposal.objects.visible_to(by).filter(challenge=challenge).select_related("supplier")),
    )


def _words_of(form: Questionnaire) -> Iterator[int]:
    """Yield the upper bounds of words, each once also where several questions share it."""
    for asked in form:
        yield from (
            int(Decimal(limit.at_most))
            for limit in asked.question.limits
            if isinstance(limit, AmountLimit) and limit.kind == "words" and limit.at_most
        )


def _places(stage: rules.Round) -> int | None:
    """Return how many are taken at most; None where it follows from how many there are, or is not announced yet."""
    places = 0
    for take in stage.advancing.takes if stage.advancing else ():
        if not isinstance(take, TopTake | RangeTake | PicksTake | NamedTake | LotTake):
            return None
        number = _most(take)
        if not isinstance(number, int):
            return None
        places += number
    return places or None


def _most(take: TopTake | RangeTake | PicksTake | NamedTake | LotTake) -> int | AnnouncedLater | None:
    if isinstance(take, TopTake):
        return take.places
    return take.at_most if isinstance(take, RangeTake | PicksTake) else take.count


def _prizes(challenge: Challenge, round_key: str) -> Iterator[str]:
    """Yield the fixed sums that one can win in a round."""
    for item in challenge.rules.rewards.items:
        if item.to.round == round_key and isinstance(item.each, FixedSum):
            prize = money(item.each.sum.amount, item.each.sum.currency)
            if item.to.kind == "advanced":
                yield _("The prize for each is %(prize)s.") % {"prize": prize}
            else:
                yield _("%(prize)s for: %(title)s.") % {"prize": prize, "title": localised(item.title)}
