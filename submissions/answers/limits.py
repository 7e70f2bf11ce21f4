"""The kinds of limit of an answer: how each is told to people, and whether an answer keeps to it.

What nobody can count here (minutes of a film, pages that were never counted, words of which some do not count) is told and left
to people.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Generic, TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from challenges.rules.base import Part
from challenges.rules.questions import AmountLimit, AnyOfLimit, PatternLimit, SumLimit, ValueLimit, WordedLimit
from core.forms import count_words
from core.wording import NO_BREAK, Words, figure, localised, money
from submissions.answers.asked import Asked, Given

_MEGABYTE = 1024**2
_Limit = TypeVar("_Limit", bound=Part)


@dataclass(frozen=True)
class Bound(ABC, Generic[_Limit]):
    """A limit beside the question that has it; `form` holds all questions of the round by key."""

    limit: _Limit
    asked: Asked
    form: Mapping[str, Asked]

    kinds: ClassVar[tuple[str, ...]]

    @abstractmethod
    def in_words(self) -> str:
        """Return the limit as people read it before they answer."""

    def overstepped(self, _given: Given) -> str:
        """Return what an answer comes to that does not keep to the limit; "" where it does, or where nobody can count."""
        return ""

    def _named(self, words: str) -> str:
        name = str(self.limit.kinds[self.limit.kind])  # type: ignore[attr-defined]  # every limit has a kind
        return _("%(what)s: %(limit)s") % {"what": capfirst(name), "limit": words}


class _Amount(Bound[AmountLimit]):
    def in_words(self) -> str:
        words = [between(*(None if end is None else figure(Decimal(end)) for end in (self.limit.at_least, self.limit.at_most)))]
        others = [self.form[key].label for key in self.limit.over if key in self.form]
        if others:
            words.append(_("counted together with %(questions)s") % {"questions": ", ".join(f"“{label}”" for label in others)})
        if self.limit.not_counted:
            words.append(_("not counted: %(what)s") % {"what": localised(self.limit.not_counted)})
        return self._named("; ".join(words))

    def overstepped(self, given: Given) -> str:
        together = [self.asked, *(self.form[key] for key in self.limit.over if key in self.form)]
        parts = [self._measured(asked, given) for asked in together]
        if self.limit.not_counted or any(part is None for part in parts):
            return ""
        found = sum((part for part in parts if part is not None), Fraction(0))
        least = self.limit.at_least if self.asked.is_given(given) else None
        return "" if _is_within(found, least, self.limit.at_most) else _rounded(found)

    def _measured(self, _asked: Asked, _given: Given) -> Fraction | None:
        """Return how much of it there is in the answer to one question; None where it cannot be counted."""
        return None


class WordsBound(_Amount):
    """So many words."""

    kinds = ("words",)

    def _measured(self, asked: Asked, given: Given) -> Fraction | None:
        text = asked.text(given.answer_to(asked.key))
        return None if text is None else Fraction(count_words(text))


class CharactersBound(_Amount):
    """So many characters, spaces and line breaks included."""

    kinds = ("characters",)

    def _measured(self, asked: Asked, given: Given) -> Fraction | None:
        text = asked.text(given.answer_to(asked.key))
        return None if text is None else Fraction(len(text))


class PagesBound(_Amount):
    """So many pages of its files."""

    kinds = ("pages",)

    def _measured(self, asked: Asked, given: Given) -> Fraction | None:
        pages = [file.pages for file in given.files_to(asked.key)]
        return None if None in pages or not asked.takes_files else Fraction(sum(page or 0 for page in pages))


class MegabytesBound(_Amount):
    """So many megabytes of its files: 1,048,576 bytes each, as sizes are shown everywhere here."""

    kinds = ("megabytes",)

    def _measured(self, asked: Asked, given: Given) -> Fraction | None:
        return Fraction(sum(file.size for file in given.files_to(asked.key)), _MEGABYTE) if asked.takes_files else None


class MinutesBound(_Amount):
    """So many minutes: nobody counts them here."""

    kinds = ("minutes",)


class FilesBound(_Amount):
    """So many files."""

    kinds = ("files",)

    def _measured(self, asked: Asked, given: Given) -> Fraction | None:
        return Fraction(len(given.files_to(asked.key))) if asked.takes_files else None


class ChoicesBound(_Amount):
    """So many options chosen."""

    kinds = ("choices",)

    def _measured(self, asked: Asked, given: Given) -> Fraction | None:
        return Fraction(len(asked.chosen(given.answer_to(asked.key))))


class ValueBound(Bound[ValueLimit]):
    """A number between two others."""

    kinds = ("value",)

    def in_words(self) -> str:
        unit = [self.limit.unit] if self.limit.unit else []
        ends = (self.limit.at_least, self.limit.at_most)
        return self._named(between(*(None if end is None else NO_BREAK.join([figure(Decimal(end)), *unit]) for end in ends)))

    def overstepped(self, given: Given) -> str:
        answer = given.answer_to(self.asked.key)
        found = self.asked.amount(answer)
        is_sound = found is None or _is_within(Fraction(found), self.limit.at_least, self.limit.at_most)
        return "" if is_sound else self.asked.in_words(answer)


class SumBound(Bound[SumLimit]):
    """A sum of money between two others."""

    kinds = ("sum",)

    def in_words(self) -> str:
        ends = (self.limit.at_least, self.limit.at_most)
        return self._named(between(*(None if end is None else money(end.amount, end.currency) for end in ends)))

    def overstepped(self, given: Given) -> str:
        answer = given.answer_to(self.asked.key)
        found = self.asked.amount(answer)
        least, most = (end.amount if end else None for end in (self.limit.at_least, self.limit.at_most))
        return "" if found is None or _is_within(Fraction(found), least, most) else self.asked.in_words(answer)


class TypesBound(Bound[AnyOfLimit]):
    """Types of file. What is handed in is a PDF in any case: of other files no copy without metadata can be made for the jury."""

    kinds = ("types",)

    def in_words(self) -> str:
        asked_for = self._named(", ".join(ending.removeprefix(".") for ending in self.limit.any_of))
        return _("%(limit)s (this portal takes PDF)") % {"limit": asked_for}


_TARGETS: dict[str, Words] = {
    "page": pgettext_lazy("what a link leads to", "a page"),
    "video": pgettext_lazy("what a link leads to", "a video"),
    "product": pgettext_lazy("what a link leads to", "the product"),
    "repository": pgettext_lazy("what a link leads to", "a repository of code"),
}


class TargetBound(Bound[AnyOfLimit]):
    """What a link must lead to: people look."""

    kinds = ("target",)

    def in_words(self) -> str:
        return self._named(either(str(_TARGETS.get(target, target)) for target in self.limit.any_of))


class PatternBound(Bound[PatternLimit]):
    """The form of the answer, as an example."""

    kinds = ("pattern",)

    def in_words(self) -> str:
        return self._named(self.limit.pattern)


class WordedBound(Bound[WordedLimit]):
    """A bound that people check."""

    kinds = ("layout", "no_author_data")

    def in_words(self) -> str:
        return self._named(localised(self.limit.words))


BOUNDS: dict[str, type[Bound]] = {
    kind: bound
    for bound in (
        WordsBound, CharactersBound, PagesBound, MegabytesBound, MinutesBound, FilesBound, ChoicesBound,
        ValueBound, SumBound, TypesBound, TargetBound, PatternBound, WordedBound,
    )
    for kind in bound.kinds
}  # fmt: skip


def bounds(asked: Asked, form: Mapping[str, Asked]) -> list[Bound]:
    """Return the limits of a question, ready to be told and checked."""
    return [BOUNDS[limit.kind](limit, asked, form) for limit in asked.question.limits]


def between(least: str | None, most: str | None) -> str:
    """Put two ends, of which one may be open, into words."""
    if least is None or most is None:
        least_words = _("at least %(number)s") % {"number": least} if least is not None else ""
        return _("at most %(number)s") % {"number": most} if most is not None else least_words
    return _("exactly %(number)s") % {"number": most} if least == most else f"{least}–{most}"


def either(words: Iterable[str]) -> str:
    return pgettext("between the last two of several", " or ").join(words)


def _is_within(found: Fraction, least: str | None, most: str | None) -> bool:
    return (least is None or found >= Fraction(least)) and (most is None or found <= Fraction(most))


def _rounded(number: Fraction) -> str:
    """Return a count for people: whole, or with one decimal rounded up, so that what is too much never reads as just enough."""
    tenths = -(-number.numerator * 10 // number.denominator)
    return figure(Decimal(tenths) / 10 if tenths % 10 else Decimal(tenths // 10))
