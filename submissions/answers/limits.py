"""Whether an answer keeps to its limits. How a limit is told to people, `challenges.rules.saying` knows."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Generic, TypeVar

from challenges.rules.questions import AmountLimit, AnyOfLimit, PatternLimit, SumLimit, ValueLimit, WordedLimit
from core.forms import count_words
from core.wording import figure
from submissions.answers.asked import Asked, Given

_MEGABYTE = 1024**2
AnyLimit = AmountLimit | ValueLimit | SumLimit | AnyOfLimit | PatternLimit | WordedLimit
_Limit = TypeVar("_Limit", bound=AnyLimit)
# Says how much of something there is in the answer to one question; None where it cannot be counted.
Measure = Callable[[Asked, Given], Fraction | None]


@dataclass(frozen=True)
class Bound(ABC, Generic[_Limit]):
    """A limit beside the question that has it; `form` holds all questions of the round by key."""

    limit: _Limit
    asked: Asked
    form: Mapping[str, Asked]

    kinds: ClassVar[tuple[str, ...]]

    @abstractmethod
    def overstepped(self, given: Given) -> str:
        """Return what an answer comes to that does not keep to the limit; "" where it does, or where nobody can count."""


def _words(asked: Asked, given: Given) -> Fraction | None:
    text = asked.text(given.answer_to(asked.key))
    return None if text is None else Fraction(count_words(text))


def _characters(asked: Asked, given: Given) -> Fraction | None:
    text = asked.text(given.answer_to(asked.key))
    return None if text is None else Fraction(len(text))


def _pages(asked: Asked, given: Given) -> Fraction | None:
    pages = [file.pages for file in given.files_to(asked.key)]
    return Fraction(sum(page or 0 for page in pages)) if asked.takes_files and None not in pages else None


def _megabytes(asked: Asked, given: Given) -> Fraction | None:
    """Return megabytes of 1,048,576 bytes, as sizes are shown everywhere here."""
    return Fraction(sum(file.size for file in given.files_to(asked.key)), _MEGABYTE) if asked.takes_files else None


def _files(asked: Asked, given: Given) -> Fraction | None:
    return Fraction(len(given.files_to(asked.key))) if asked.takes_files else None


def _choices(asked: Asked, given: Given) -> Fraction | None:
    return Fraction(len(asked.chosen(given.answer_to(asked.key))))


_MEASURES: Mapping[str, Measure] = {
    "words": _words,
    "characters": _characters,
    "pages": _pages,
    "megabytes": _megabytes,
    "files": _files,
    "choices": _choices,
}


class Counted(Bound[AmountLimit]):
    """So much of something, in one answer or in several together. Where a part does not count, people count."""

    kinds = tuple(_MEASURES)

    def overstepped(self, given: Given) -> str:
        together = [self.asked, *(self.form[key] for key in self.limit.over if key in self.form)]
        parts = [_MEASURES[self.limit.kind](asked, given) for asked in together]
        if self.limit.not_counted or any(part is None for part in parts):
            return ""
        found = sum((part for part in parts if part is not None), Fraction(0))
        least = self.limit.at_least if self.asked.is_given(given) else None
        return "" if _is_within(found, least, self.limit.at_most) else _rounded(found)


class Valued(Bound[ValueLimit | SumLimit]):
    """A number, or a sum of money, between two others."""

    kinds = ("value", "sum")

    def overstepped(self, given: Given) -> str:
        answer = given.answer_to(self.asked.key)
        found = self.asked.amount(answer)
        ends = (self.limit.at_least, self.limit.at_most)
        least, most = (end if end is None or isinstance(end, str) else end.amount for end in ends)
        return "" if found is None or _is_within(Fraction(found), least, most) else self.asked.in_words(answer)


class LeftToPeople(Bound[AmountLimit | AnyOfLimit | PatternLimit | WordedLimit]):
    """What nobody can count here: it is told before somebody answers, and whoever reads the answer looks.

    Of types of file, PDF alone is taken, whatever else is allowed: of others the jury gets no copy without metadata.
    """

    kinds = ("minutes", "types", "target", "pattern", "layout", "no_author_data")

    def overstepped(self, given: Given) -> str:
        return ""


BOUNDS: dict[str, type[Bound]] = {kind: bound for bound in (Counted, Valued, LeftToPeople) for kind in bound.kinds}


def bounds(asked: Asked, form: Mapping[str, Asked]) -> list[Bound]:
    """Return the limits of a question, ready to be checked."""
    return [BOUNDS[limit.kind](limit, asked, form) for limit in asked.question.limits]


def _is_within(found: Fraction, least: str | None, most: str | None) -> bool:
    return (least is None or found >= Fraction(least)) and (most is None or found <= Fraction(most))


def _rounded(number: Fraction) -> str:
    """Return a count for people: whole, or with one decimal rounded up, so that what is too much never reads as just enough."""
    tenths = -(-number.numerator * 10 // number.denominator)
    return figure(Decimal(tenths) / 10)
