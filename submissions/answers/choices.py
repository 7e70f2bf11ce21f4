"""Questions that are answered by choosing."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.rules.questions import QuestionKind
from core.wording import Words, localised
from submissions.answers.asked import NOT_OFFERED, Answer, Asked, Typed, clean_text

_YES_NO: dict[str, Words] = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}


class _Choosing(Asked):
    @property
    def offered(self) -> dict[str, Words]:
        """What can be chosen: words by key, in order."""
        return {option.key: localised(option.label) for option in self.question.options}

    def kept(self, value: Typed) -> Answer:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | tuple):
            return sorted(clean_text(key) for key in value)
        return super().kept(value)

    def shown(self, answer: Answer) -> Any:
        return answer

    def chosen(self, answer: Answer) -> frozenset[str]:
        keys = answer if isinstance(answer, list) else [answer]
        return frozenset(str(key) for key in keys if key)

    def problem(self, answer: Answer) -> Words:
        return "" if self.chosen(answer) <= self.offered.keys() else NOT_OFFERED

    def in_words(self, answer: Answer) -> str:
        """Return the options in their published order; what was never offered as it was sent."""
        chosen = self.chosen(answer)
        known = [str(words) for key, words in self.offered.items() if key in chosen]
        return ", ".join([*known, *sorted(chosen - self.offered.keys())])


class OneOf(_Choosing):
    """One of several."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("one_of",)

    def field(self, **common: Any) -> forms.Field:
        return forms.ChoiceField(choices=list(self.offered.items()), widget=forms.RadioSelect, **common)


class YesNo(OneOf):
    """Yes or no."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("yes_no",)

    @property
    def offered(self) -> dict[str, Words]:
        return _YES_NO


class ManyOf(_Choosing):
    """Several of several."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("many_of",)
    is_silent_when_empty = True

    def field(self, **common: Any) -> forms.Field:
        choices = list(self.offered.items())
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)


class Declaration(_Choosing):
    """A declaration to agree to. It counts when it is there: one that is not agreed to is kept as nothing."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("declaration",)
    is_silent_when_empty = True

    @property
    def offered(self) -> dict[str, Words]:
        return {"yes": _("Agreed")}

    def field(self, **common: Any) -> forms.Field:
        return forms.BooleanField(**common)

    def kept(self, value: Typed) -> Answer:
        return "" if value is False else super().kept(value)

    def shown(self, answer: Answer) -> Any:
        return answer == "yes"

    def problem(self, answer: Answer) -> Words:
        return "" if answer == "yes" else gettext_lazy("“%(label)s” has not been agreed to.")
