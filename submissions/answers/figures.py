"""Questions that are answered by a number, a sum of money or a day."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.rules.questions import QuestionKind, SumLimit, ValueLimit
from core.forms import DayField, MoneyField
from core.wording import NO_BREAK, Words, day, figure, money
from submissions.answers.asked import MOST_PLACES, Answer, Asked, Typed, read_figure


class Number(Asked):
    """A number, in the unit that its limit names."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("number",)

    def field(self, **common: Any) -> forms.Field:
        """Read and shown with the separator of the active language: 62.5 in English, 62,5 in Polish."""
        field = forms.DecimalField(localize=True, max_digits=MOST_PLACES, **common)
        field.widget.attrs["class"] = "govuk-input--width-10"
        return field

    def kept(self, value: Typed) -> Answer:
        return format(value, "f") if isinstance(value, Decimal) else super().kept(value)

    def shown(self, answer: Answer) -> Any:
        found = read_figure(answer)
        return super().shown(answer) if found is None else found

    def amount(self, answer: Answer) -> Decimal | None:
        return read_figure(answer)

    def problem(self, answer: Answer) -> Words:
        return _("“%(label)s” is not a number.") if read_figure(answer) is None else ""

    def in_words(self, answer: Answer) -> str:
        found = read_figure(answer)
        if found is None:
            return str(answer)
        units = [limit.unit for limit in self.question.limits if isinstance(limit, ValueLimit) and limit.unit]
        return NO_BREAK.join([figure(found), *units[:1]])


class Amount(Number):
    """A sum of money."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("money",)

    @property
    def its_currency(self) -> str:
        """The currency of its limit, else that of the competition."""
        sums = [each for limit in self.question.limits if isinstance(limit, SumLimit) for each in (limit.at_least, limit.at_most)]
        return next((each.currency for each in sums if each), self.currency)

    def field(self, **common: Any) -> forms.Field:
        return MoneyField(currency=self.its_currency, max_digits=16, **common)

    def shown(self, answer: Answer) -> Any:
        """Return it as it is kept: the field reads figures of any language."""
        return Asked.shown(self, answer)

    def problem(self, answer: Answer) -> Words:
        if found := super().problem(answer):
            return found
        return _("“%(label)s” cannot be less than nothing.") if Decimal(str(answer)) < 0 else ""

    def in_words(self, answer: Answer) -> str:
        return str(answer) if self.problem(answer) else money(str(answer), self.its_currency)


class Day(Asked):
    """A day of the calendar."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("date",)

    def field(self, **common: Any) -> forms.Field:
        return DayField(**common)

    def kept(self, value: Typed) -> Answer:
        return value.isoformat() if isinstance(value, date) else super().kept(value)

    def problem(self, answer: Answer) -> Words:
        return _("“%(label)s” is not a date.") if _read_day(answer) is None else ""

    def in_words(self, answer: Answer) -> str:
        found = _read_day(answer)
        return str(answer) if found is None else day(found)


def _read_day(answer: Answer) -> date | None:
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        return None
