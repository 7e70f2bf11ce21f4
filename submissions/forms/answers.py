"""A form made from questions. Nothing is required here: a draft may lack anything, and what is wrong is kept as it was typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from challenges.models import Question
from core.forms import DayField, Form, LongTextField, MoneyField
from core.translated import in_active_language
from submissions import answers
from submissions.answers import Given

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
# What one field may carry to the server before anything is done with it.
_MOST_CHARACTERS = 200_000


class AnswersForm(Form):
    """The questions of one section with the answers of the draft."""

    # A draft may lack anything; the labels say what may be left out for good.
    mark_optional = False

    def __init__(
        self,
        questions: Sequence[Question],
        given: Mapping[str, Any],
        *,
        currency: str,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        self.questions = questions
        initial = {question.key: _shown(question, given.get(question.key)) for question in questions}
        super().__init__(data, files, initial=initial)
        for question in questions:
            self.fields[question.key] = _field(question, currency)

    def answers(self) -> dict[str, Any]:
        """Return what was sent, by question key: read where it can be read, else as it was typed. Files are not among it."""
        self.is_valid()
        found = {}
        for question in self.questions:
            if question.kind == "file" or not self._was_sent(question):
                continue
            raw = self[question.key].data
            value = self.cleaned_data.get(question.key, raw)
            found[question.key] = value if not isinstance(value, str) else value[:_MOST_CHARACTERS]
        return found

    def uploads(self) -> dict[str, Any]:
        """Return the files that were chosen, by question key."""
        kinds = {question.key for question in self.questions if question.kind == "file"}
        return {key: file for key, file in self.files.items() if key in kinds}

    def _was_sent(self, question: Question) -> bool:
        """A box or a group of boxes without a tick sends nothing: the field beside it, sent by every full form, speaks for it."""
        return question.key in self.data or f"sent_{question.key}" in self.data


def _shown(question: Question, answer: Given) -> Any:
    return answer == "yes" if question.kind == "declaration" else answer


def _text(question: Question, common: dict[str, Any], _currency: str) -> forms.Field:
    if question.word_limit:
        return LongTextField(max_words=question.word_limit, rows=3, **common)
    return LongTextField(max_length=answers.SHORT_TEXT_CHARACTERS, rows=2, **common)


def _long_text(question: Question, common: dict[str, Any], _currency: str) -> forms.Field:
    limit = question.word_limit
    rows = min(14, max(5, limit // 25)) if limit else 10
    return LongTextField(max_words=limit, max_length=None if limit else answers.LONG_TEXT_CHARACTERS, rows=rows, **common)


def _number(_question: Question, common: dict[str, Any], _currency: str) -> forms.Field:
    field = forms.DecimalField(localize=True, max_digits=20, **common)
    field.widget.attrs["class"] = "govuk-input--width-10"
    return field


def _options(question: Question) -> list[tuple[str, str]]:
    return [(option["key"], in_active_language(option["label"])) for option in question.options]


_MAKERS: dict[str, Callable[[Question, dict[str, Any], str], forms.Field]] = {
    "short_text": _text,
    "long_text": _long_text,
    "number": _number,
    "money": lambda _question, common, currency: MoneyField(currency=currency, max_digits=16, **common),
    "date": lambda _question, common, _currency: DayField(**common),
    "yes_no": lambda _question, common, _currency: forms.ChoiceField(choices=_YES_NO, widget=forms.RadioSelect, **common),
    "one_of": lambda question, common, _currency: forms.ChoiceField(
        choices=_options(question), widget=forms.RadioSelect, **common
    ),
    "many_of": lambda question, common, _currency: forms.MultipleChoiceField(
        choices=_options(question), widget=forms.CheckboxSelectMultiple, **common
    ),
    "file": lambda _question, common, _currency: forms.FileField(
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}), allow_empty_file=True, **common
    ),
    "link": lambda _question, common, _currency: forms.URLField(assume_scheme="https", max_length=500, **common),
    "declaration": lambda _question, common, _currency: forms.BooleanField(**common),
}


def _field(question: Question, currency: str) -> forms.Field:
    label = in_active_language(question.label)
    common = {
        "label": label if question.is_required else _("%(label)s (optional)") % {"label": label},
        "help_text": in_active_language(question.help_text),
        "required": False,
    }
    return _MAKERS[question.kind](question, common, currency)
