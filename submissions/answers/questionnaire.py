"""The form of one round under one version of the rules."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.rules.document import Document, Round
from challenges.rules.facts import fact
from challenges.rules.judging import JudgingPart
from challenges.rules.names import Names
from challenges.rules.questions import OnlyIf, Question
from core.lifecycle import Gap
from submissions.answers.asked import Asked, Given
from submissions.answers.kinds import as_asked
from submissions.answers.limits import AnyLimit, bounds
from submissions.participation import holds_in

_MISSING = gettext_lazy("“%(label)s” has no answer yet.")
_OVERSTEPPED = gettext_lazy("“%(label)s” does not keep to its limit. %(limit)s Now: %(found)s.")


@dataclass(frozen=True)
class Questionnaire:
    """The questions of a round in order; none where nothing is handed in. `lot` is that of the entry, "" where there are none."""

    document: Document
    round_key: str
    lot: str = ""

    @cached_property
    def stage(self) -> Round:
        """The round in the rules. Raises KeyError: they have no such round."""
        return self.document.rules.round(self.round_key)

    @cached_property
    def names(self) -> Names:
        """What the keys in these rules mean."""
        return Names(self.document)

    @cached_property
    def by_key(self) -> dict[str, Asked]:
        questions = self.stage.intake.questions if self.stage.intake else ()
        asked = [question for question in questions if self._is_read(question)]
        return {question.key: as_asked(question, currency=self.document.currency) for question in asked}

    @cached_property
    def parts(self) -> list[JudgingPart]:
        """The parts of the judging that this entry is judged in."""
        every = self.stage.judging.parts if self.stage.judging else ()
        return [part for part in every if not self.lot or holds_in(self.document.rules, part, self.lot)]

    def _is_read(self, question: Question) -> bool:
        """Return whether somebody reads the answer: what is weighed only under criteria of other lots is not asked here."""
        return not self.lot or not question.criteria or not self._judged.isdisjoint(question.criteria)

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(criterion.key for part in self.parts for criterion in part.criteria)

    def __iter__(self) -> Iterator[Asked]:
        """Yield every question, whether it is asked after the answers given or not."""
        return iter(self.by_key.values())

    def asked_after(self, given: Given) -> dict[str, Asked]:
        """Return the questions that are asked after these answers: each without a condition, or with one that is met.

        A condition on a question that is not asked itself is not met, whatever stands in the draft.
        """
        found: dict[str, Asked] = {}
        for asked in self:
            condition = asked.question.only_if
            if condition is None or _is_met(condition, found, given):
                found[asked.key] = asked
        return found

    def condition_of(self, asked: Asked) -> str:
        """Return when a question is to be answered, in words; "" for one that is always asked."""
        condition = asked.question.only_if
        return _("Answer only if %(condition)s.") % {"condition": fact(condition, self.names).value} if condition else ""

    def limits_of(self, asked: Asked) -> list[str]:
        """Return the limits of an answer, in words."""
        return [self._told(limit) for limit in asked.question.limits]

    def _told(self, limit: AnyLimit) -> str:
        return str(capfirst(fact(limit, self.names).value))

    def gaps(self, given: Given) -> Iterator[Gap]:
        """Yield what is missing, unreadable or beyond its limit, each gap with the question's key as section."""
        asked = self.asked_after(given)
        counted = only_about(asked, given)
        for each in asked.values():
            if message := self.problem_of(each, counted):
                yield Gap(message, each.key)

    def problem_of(self, asked: Asked, given: Given) -> str:
        """Return what stands against the answer to a question that is asked, in words; "" if nothing.

        `given` is what was answered to the questions that are asked.
        """
        label = {"label": asked.label}
        is_given = asked.is_given(given)
        if asked.question.required and not is_given:
            return _MISSING % label
        if is_given and (found := asked.problem(given.answer_to(asked.key))):
            return str(found) % label
        return next(iter(self._oversteppings(asked, given, label)), "")

    def _oversteppings(self, asked: Asked, given: Given, label: dict[str, str]) -> Iterator[str]:
        for bound in bounds(asked, self.by_key):
            if found := bound.overstepped(given):
                yield _OVERSTEPPED % {**label, "limit": self._told(bound.limit), "found": found}


def only_about(keys: Collection[str], given: Given) -> Given:
    """Return what was answered to these questions alone."""
    answers = {key: answer for key, answer in given.answers.items() if key in keys}
    return Given(answers, [file for file in given.files if file.question_key in keys])


def _is_met(condition: OnlyIf, asked: dict[str, Asked], given: Given) -> bool:
    earlier = asked.get(condition.question)
    return earlier is not None and not earlier.chosen(given.answer_to(earlier.key)).isdisjoint(condition.any_of)
