"""What the kinds of question have in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, ClassVar, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.rules.questions import AmountLimit, Question, QuestionKind
from core.wording import Words, localised

Answer = str | list[str] | list[dict[str, str]]
# What fields and programs give: besides answers as they are kept, values of Python, and the cells of a table as they were typed.
Typed = Answer | bool | int | Decimal | date | tuple[str, ...] | Mapping[str, str] | None

# As many as the form takes. Written out, "1e999999999" would fill the memory.
MOST_PLACES = 20


class AnsweringFile(Protocol):
    """What limits ask about a file; an Attachment has it."""

    @property
    def question_key(self) -> str: ...

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def pages(self) -> int | None:
        """None where they were not counted."""


@dataclass(frozen=True)
class Given:
    """What was answered to a form so far: answers by question key as they are kept, and files."""

    answers: Mapping[str, Answer]
    files: Sequence[AnsweringFile] = field(default=())

    def answer_to(self, key: str) -> Answer:
        return self.answers.get(key, "")

    def files_to(self, key: str) -> list[AnsweringFile]:
        return [file for file in self.files if file.question_key == key]


@dataclass(frozen=True)
class Asked(ABC):
    """A question as it is asked, kept, checked, counted and read. `currency` is that of sums without a limit that names one."""

    question: Question
    currency: str

    kinds: ClassVar[tuple[QuestionKind, ...]]
    # Its inputs send nothing when nothing is chosen, so that another must say that they were there.
    is_silent_when_empty: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def label(self) -> str:
        return localised(self.question.label)

    @abstractmethod
    def field(self, **common: Any) -> forms.Field:
        """Return the field of the form; `common` are label, hint and what else every field has."""

    def kept(self, value: Typed) -> Answer:
        """Return what the field, or a program, gave as it is kept; what cannot be read as it was typed."""
        return "" if value is None else clean_text(value)

    def shown(self, answer: Answer) -> Any:
        """Return what the field shows for an answer that is kept."""
        return answer if isinstance(answer, str) else ""

    def is_given(self, given: Given) -> bool:
        return given.answer_to(self.key) not in ("", [])

    def problem(self, _answer: Answer) -> Words:
        """Return what is wrong with an answer that was given, as words with `%(label)s`; "" if it is sound."""
        return ""

    def in_words(self, answer: Answer) -> str:
        """Return an answer that was given as people of the active language read it."""
        return str(answer)

    def chosen(self, _answer: Answer) -> frozenset[str]:
        """Return the keys of the options that were chosen; none where nothing can be chosen."""
        return frozenset()

    def text(self, _answer: Answer) -> str | None:
        """Return the text whose words and characters count; None where nothing is written."""
        return None

    def amount(self, _answer: Answer) -> Decimal | None:
        """Return the figure that bounds of values and sums are about; None where there is none."""
        return None

    def most(self, kind: str) -> int | None:
        """Return the upper bound of `kind` if it is a whole number about this answer alone, of which everything counts."""
        return self._own_bounds.get(kind)

    @cached_property
    def _own_bounds(self) -> dict[str, int]:
        limits = [limit for limit in self.question.limits if isinstance(limit, AmountLimit)]
        return {
            limit.kind: int(limit.at_most)
            for limit in limits
            if limit.at_most and limit.at_most.isdigit() and not limit.over and limit.not_counted is None
        }


def clean_text(value: Typed) -> str:
    """Return a text without space around it and without what no database takes."""
    return str(value).replace("\r\n", "\n").replace("\0", "").strip()


def read_figure(answer: Answer) -> Decimal | None:
    """Return an answer as a number; None if it is none, or one that is too long to write out."""
    try:
        found = Decimal(str(answer))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < MOST_PLACES else None


NOT_OFFERED = _("“%(label)s” has an answer that was not offered.")
