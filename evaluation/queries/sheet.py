"""The scoring sheet: what a juror reads beside it, their own marks, and the others' as far as the round lets them see."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User, Visitor
from challenges.models import Criterion, Round
from challenges.rules.questions import Question
from evaluation import ranking, scoring
from evaluation.models import Score, Scorecard
from evaluation.queries.snapshot import frozen_rules
from submissions.queries.form import sections_of
from submissions.vault import ListedFile


@dataclass(frozen=True)
class Answer:
    """One question of the round with what the entry answers to it, in words; files come under neutral names."""

    question: Question
    text: str
    files: list[ListedFile]

    @property
    def is_link(self) -> bool:
        return self.question.kind == "link" and self.text.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Marked:
    """One criterion with the juror's mark and reason, and how much it counts."""

    criterion: Criterion
    mark: Decimal | None
    reason: str
    share: Decimal


@dataclass(frozen=True)
class Total:
    """What the marks given so far come to, of 100, and how many criteria have one."""

    points: Decimal
    marked: int
    criteria: int


def answers(card: Scorecard, *, by: Visitor) -> list[Answer]:
    """Return question by question what the entry says. Raises PermissionDenied when `by` may not read it."""
    sections = sections_of(card.entry, by=by)
    return [Answer(item.question, item.in_words, item.files) for section in sections for item in section.items]


def marks(card: Scorecard) -> list[Marked]:
    """Return the criteria in their published order with the marks as saved."""
    scores = {score.criterion_id: score for score in card.scores.all()}
    criteria = list(card.round.criteria.all())
    total = sum(criterion.weight for criterion in criteria)
    return [_marked(criterion, scores.get(criterion.pk), criterion.weight / total * 100) for criterion in criteria]


def total(stage: Round, given: list[Marked]) -> Total:
    """Return the running total of the marks, rounded for display to one place."""
    by_key = {marked.criterion.key: marked.mark for marked in given}
    points = ranking.shown(scoring.running_total(frozen_rules(stage), by_key), 1) or Decimal(0)
    return Total(points, sum(mark is not None for mark in by_key.values()), len(by_key))


def colleagues(card: Scorecard, *, by: User) -> list[list[Marked]]:
    """Return the others' marks for the same entry, if the round lets `by` see them now.

    Without names and in an order that differs from entry to entry: a juror missing from one entry would tell whose work it is.
    """
    others = Scorecard.objects.visible_to(by).handed_in().filter(entry=card.entry_id).exclude(juror__user=by)
    others = others.select_related("juror__user", "entry__round").prefetch_related("scores")

    def order(other: Scorecard) -> str:
        return hashlib.sha256(f"{card.entry.work_code} {other.juror.user.ledger_name}".encode()).hexdigest()

    return [marks(other) for other in sorted(others, key=order)]


def _marked(criterion: Criterion, score: Score | None, share: Decimal) -> Marked:
    return Marked(criterion, score.mark if score else None, score.reason if score else "", share)
