"""Questions that are answered in writing."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from challenges.rules.questions import QuestionKind
from core.forms import LongTextField
from core.wording import Words
from submissions.answers.asked import Answer, Asked

# What one field may carry to the server before anything is done with it.
MOST_CHARACTERS = 200_000
_TOO_LONG = _("“%(label)s” is too long.")
_is_web_address = URLValidator(schemes=["http", "https"])


class _Written(Asked):
    # A limit of decency where the rules name none.
    decent: ClassVar[int]

    def text(self, answer: Answer) -> str:
        return str(answer)

    def problem(self, answer: Answer) -> Words:
        """Refuse what is too long to be meant; limits of the rules stand beside it."""
        return _TOO_LONG if len(str(answer)) > self._longest else ""

    @property
    def _longest(self) -> int:
        return MOST_CHARACTERS if self.most("words") or self.most("characters") else self.decent

    def _counted(self) -> dict[str, int | None]:
        """Return the limit that is counted while somebody writes: the field counts one."""
        if words := self.most("words"):
            return {"max_words": words}
        return {"max_length": self.most("characters") or self.decent}


class Line(_Written):
    """One line of text."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("line",)
    decent = 250

    def field(self, **common: Any) -> forms.Field:
        """Two or three lines, since a long one is not seen whole in one."""
        return LongTextField(rows=3 if self.most("words") else 2, **self._counted(), **common)


class Prose(_Written):
    """A longer text."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("text",)
    # About ten pages.
    decent = 30_000

    def field(self, **common: Any) -> forms.Field:
        """As high as its limit lets one expect."""
        words = self.most("words")
        return LongTextField(rows=min(14, max(5, words // 25)) if words else 10, **self._counted(), **common)


class Link(Asked):
    """A web address. Where it leads, people look."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("link",)

    def field(self, **common: Any) -> forms.Field:
        return forms.URLField(assume_scheme="https", max_length=500, **common)

    def problem(self, answer: Answer) -> Words:
        try:
            _is_web_address(str(answer))
        except ValidationError:
            return _("“%(label)s” is not a web address that begins with https://.")
        return ""
