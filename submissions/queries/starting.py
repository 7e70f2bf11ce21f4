"""What one should know before starting a proposal: time, weights, deadline, odds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Organisation, Visitor
from accounts.roles import Role
from challenges.models import Challenge, Round
from challenges.rules.base import Scoped
from challenges.rules.facts import fact
from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.participation import AnyCondition
from challenges.rules.questions import AmountLimit
from core import clock
from core.wording import localised
from submissions.answers import Questionnaire
from submissions.models import Proposal
from submissions.participation import lot_title, lots_offered
from submissions.queries.weights import criteria_of, weight_words

# How fast people write a proposal, thinking included; a guess that errs on the slow side.
_WORDS_AN_HOUR = 300


@dataclass(frozen=True)
class Outline:
    """The round in which one begins: how much there is to write, what counts, until when, who goes on.

    `weights` are names of criteria with what each counts, and in which lots where it is not in all; `takes`, `rewards`,
    `conditions` (who may enter) and `limits` (how often) are sentences of the rules; `lots` are titles by key.
    """

    round: Round
    goes_on: bool
    is_blind: bool
    questions: int
    files: int
    words: int
    hours: int
    weights: list[tuple[str, str]]
    takes: list[str]
    rewards: list[str]
    conditions: list[str]
    limits: list[str]
    lots: dict[str, str]
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
    """Return the suppliers for which `user` may write entries, and which do not take part in all lots of `challenge` yet."""
    mine = Organisation.objects.suppliers().with_role(user, Role.OWNER, Role.CONTRIBUTOR)
    offered = [lot.key for lot in lots_offered(challenge.rules)] or [""]
    begun = Proposal.objects.filter(challenge=challenge, lot_key__in=offered).values("supplier").annotate(number=Count("pk"))
    return list(mine.exclude(pk__in=begun.filter(number=len(offered)).values("supplier")))


def outline_of(challenge: Challenge, *, by: Visitor) -> Outline | None:
    """Return what is to be known about the round in which one begins, and which proposals `by` has in `challenge` already.

    None where nothing is handed in through this portal.
    """
    first = entrance(challenge)
    if first is None:
        return None
    now = clock.now()
    form = Questionnaire(challenge.document, first.key)
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
        weights=[(_title(criterion, part, form), weight_words(criterion, part)) for criterion, part in criteria_of(form)],
        takes=_takes(form),
        rewards=list(_rewards(form)),
        conditions=[_condition(each, form) for each in form.document.rules.participation.who],
        limits=[_only_in(each, fact(each, form.names).value, form) for each in form.document.rules.participation.limits],
        lots={lot.key: lot_title(challenge.rules, lot.key) for lot in lots_offered(challenge.rules)},
        is_open=running,
        opens_later=running and not first.accepting(now),
        started=list(Proposal.objects.visible_to(by).filter(challenge=challenge).select_related("supplier", "challenge")),
    )


def _words_of(form: Questionnaire) -> Iterator[int]:
    """Yield the upper bounds of words, each once also where several questions share it."""
    for asked in form:
        yield from (
            int(Decimal(limit.at_most))
            for limit in asked.question.limits
            if isinstance(limit, AmountLimit) and limit.kind == "words" and limit.at_most
        )


def _title(criterion: Criterion, part: JudgingPart, form: Questionnaire) -> str:
    return _only_in(part, localised(criterion.title), form)


def _condition(condition: AnyCondition, form: Questionnaire) -> str:
    return _only_in(condition, localised(condition.words), form)


def _only_in(part: Scoped, words: str, form: Questionnaire) -> str:
    """Return what a part of the rules says, and in which lots where it does not hold in all."""
    lots = ", ".join(form.names.titles(part, "lots"))
    return _("%(words)s (only in: %(lots)s)") % {"words": words, "lots": lots} if lots else words


def _takes(form: Questionnaire) -> list[str]:
    advancing = form.stage.advancing
    return [_only_in(take, fact(take, form.names).value, form) for take in advancing.takes] if advancing else []


def _rewards(form: Questionnaire) -> Iterator[str]:
    """Yield what one can win in this round, and who wins it."""
    for item in form.document.rules.rewards.items:
        if item.to.round == form.stage.key:
            what = fact(item.each, form.names).value if item.each else ""
            words = {"title": localised(item.title), "what": what, "who": fact(item.to, form.names).value}
            told = (_("%(title)s: %(what)s. %(who)s") if what else _("%(title)s. %(who)s")) % words
            yield _only_in(item, told, form)
