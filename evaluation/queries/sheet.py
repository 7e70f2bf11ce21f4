"""The scoring sheet: what a juror reads beside it, their own marks, and the others' as far as the round lets them see."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User, Visitor
from challenges.rules.aggregation import RanksAggregation
from challenges.rules.base import Text
from challenges.rules.judging import Criterion, CriterionGroup, JudgingPart
from challenges.rules.questions import Question
from evaluation import scoring
from evaluation.methods.refusals import StillOpenError, UndefinedError
from evaluation.methods.so_far import SumSoFar, sum_so_far
from evaluation.models import Score, Scorecard
from evaluation.scales import MarkScale, scale_of
from submissions.models import Entry
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
    """One criterion with the juror's mark ("" for none) and reason, and what it counts, in words.

    `corrected` is the mark that counts in its place, "" while it counts itself. `headings` are the titles of the groups that
    begin with it, the outermost first.
    """

    criterion: Criterion
    mark: str
    reason: str
    weight: str
    is_asked: bool
    headings: tuple[Text, ...] = ()
    corrected: str = ""

    @property
    def counting(self) -> str:
        """The mark that counts."""
        return self.corrected or self.mark

    @property
    def shown_corrected(self) -> str:
        """The mark that counts in the place of the old one, in words of the active language; "" while there is none."""
        return self.scale.shown(self.corrected) if self.corrected else ""

    @property
    def key(self) -> str:
        return self.criterion.key

    @property
    def scale(self) -> MarkScale:
        return scale_of(self.criterion)

    @property
    def shown(self) -> str:
        """The mark in words of the active language."""
        return self.scale.shown(self.mark) if self.mark else ""


@dataclass(frozen=True)
class Sheet:
    """A scorecard with the criteria of its part of the judging, in their published order, as saved."""

    card: Scorecard
    rows: list[Marked]

    @cached_property
    def _sum(self) -> SumSoFar:
        return sum_so_far(self.card.part, {row.key: row.counting or None for row in self.rows}, self.card.answered)

    @property
    def sum_words(self) -> str:
        """What the marks come to until now, or why that is nothing yet."""
        try:
            so_far = self._sum
        except (StillOpenError, UndefinedError) as why:
            return str(why)
        if so_far.total is None:
            return " ".join(filter(None, (_("No sum is made: the rules count no points."), so_far.words)))
        if isinstance(self.card.part.aggregation, RanksAggregation):
            return " ".join((so_far.words, _("Only the order in which your sums put the entries counts.")))
        return so_far.words

    @property
    def sum_lines(self) -> tuple[str, ...]:
        """How the sum comes about, by criterion."""
        try:
            return self._sum.lines
        except (StillOpenError, UndefinedError):
            return ()


def answers(card: Scorecard, *, by: Visitor) -> list[Answer]:
    """Return question by question what the entry says. Raises PermissionDenied when `by` may not read it."""
    sections = sections_of(card.entry, by=by)
    return [Answer(item.question, item.in_words, item.files) for section in sections for item in section.items]


def sheet_of(card: Scorecard) -> Sheet:
    """Return the scorecard as saved."""
    return Sheet(card, _rows(card, card.entry, card.asked))


def colleagues(card: Scorecard, *, by: User) -> list[list[Marked]]:
    """Return the others' marks for the same entry, if the round lets `by` see them now.

    Without names and in an order that differs from entry to entry: a juror missing from one entry would tell whose work it is.
    """
    others = Scorecard.objects.visible_to(by).handed_in().filter(entry=card.entry_id).exclude(juror__user=by)
    others = others.select_related("juror__user").prefetch_related("scores", "corrections")

    def order(other: Scorecard) -> str:
        return hashlib.sha256(f"{card.entry.work_code} {other.juror.user.ledger_name}".encode()).hexdigest()

    rows = [_rows(other, card.entry, card.asked) for other in sorted(others, key=order)]
    return [[row for row in of_other if row.is_asked] for of_other in rows]


def _rows(card: Scorecard, entry: Entry, asked: Collection[Criterion]) -> list[Marked]:
    """Return the criteria of the card's part with what the card holds for each; `entry` is the card's, with its round."""
    card.entry = entry
    part, given, corrected = card.part, card.given, card.corrected
    keys = {criterion.key for criterion in asked}
    headings = _headings(part)
    return [
        replace(
            _marked(part, each, given.get(each.key), each.key in keys, headings[each.key]), corrected=corrected.get(each.key, "")
        )
        for each in part.criteria
    ]


def _marked(part: JudgingPart, criterion: Criterion, score: Score | None, is_asked: bool, headings: tuple[Text, ...]) -> Marked:
    mark, reason = (score.value, score.reason) if score else ("", "")
    return Marked(criterion, mark, reason, scoring.weight_words(part, criterion), is_asked, headings)


def _headings(part: JudgingPart) -> dict[str, tuple[Text, ...]]:
    """Return by criterion the titles of the groups that begin with it, the outermost first."""
    groups = {group.key: group for group in part.groups}
    begun: set[str] = set()
    found = {}
    for criterion in part.criteria:
        around: list[CriterionGroup] = []
        key = criterion.group
        while key is not None and key not in begun:
            begun.add(key)
            around.insert(0, groups[key])
            key = groups[key].within
        found[criterion.key] = tuple(group.title for group in around)
    return found
