"""One question of a round's form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from challenges.models import Question, Round
from challenges.services.questions import FEWEST_OPTIONS, WITH_OPTIONS
from core.forms import Form, TranslatedField
from core.translated import in_active_language


class QuestionForm(Form):
    """What is asked, how it is answered, and which criterion it informs."""

    label = TranslatedField(label=_("Question"), max_length=200)
    help_text = TranslatedField(label=_("Help"), required=False, multiline=True, rows=2, max_length=600)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=Question.Kind)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    word_limit = forms.IntegerField(
        label=_("Word limit"), required=False, min_value=1, max_value=5000, help_text=_("For texts only. A long text needs one.")
    )
    options = TranslatedField(
        label=_("Options"),
        required=False,
        multiline=True,
        rows=5,
        help_text=_("For choices only: one per line, in the same order in each language."),
    )
    criterion = forms.ChoiceField(label=_("Criterion that it informs"), required=False)

    def __init__(self, *args: Any, stage: Round, question: Question | None = None, **kwargs: Any) -> None:
        self.question = question
        self.languages = stage.challenge.languages
        kwargs["initial"] = self._initial(question) if question else {"is_required": True}
        super().__init__(*args, **kwargs)
        for name in ("label", "help_text", "options"):
            self.fields[name].ask_in(self.languages)  # type: ignore[attr-defined]
        criteria = [(criterion.key, in_active_language(criterion.name)) for criterion in stage.criteria.all()]
        self.fields["criterion"].choices = [("", _("None")), *criteria]  # type: ignore[attr-defined]

    def _initial(self, question: Question) -> dict[str, Any]:
        names = ("label", "help_text", "kind", "is_required", "word_limit")
        lines = {code: "\n".join(option["label"].get(code, "") for option in question.options) for code in self.languages}
        criterion = question.criterion.key if question.criterion else ""
        return {name: getattr(question, name) for name in names} | {"options": lines, "criterion": criterion}

    def clean(self) -> dict[str, Any]:
        """Limits for long texts, options for choices, as many in each language."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Question.Kind.LONG_TEXT and not cleaned.get("word_limit") and "word_limit" in cleaned:
            self.add_error("word_limit", _("Enter a word limit for a long text"))
        if cleaned.get("kind") in WITH_OPTIONS and "options" in cleaned:
            self._check_options(cleaned["options"])
        return cleaned

    def _check_options(self, options: dict[str, str]) -> None:
        counts = {len(_lines(options.get(code, ""))) for code in self.languages}
        if min(counts) < FEWEST_OPTIONS:
            self.add_error("options", ValidationError(_("Enter at least two options in each language")))
        elif len(counts) > 1:
            self.add_error("options", ValidationError(_("Enter as many options in each language")))

    def as_row(self) -> dict[str, Any]:
        """Return the question as `save_question` takes it. An option keeps its key by its place in the list."""
        cleaned = self.cleaned_data
        texts = {code: _lines(cleaned["options"].get(code, "")) for code in self.languages}
        keys = [option["key"] for option in self.question.options] if self.question else []
        count = len(next(iter(texts.values()), []))
        options = [
            {"key": keys[index] if index < len(keys) else "", "label": {code: lines[index] for code, lines in texts.items()}}
            for index in range(count if cleaned["kind"] in WITH_OPTIONS else 0)
        ]
        names = ("label", "help_text", "kind", "is_required", "word_limit", "criterion")
        return {name: cleaned[name] for name in names} | {"key": self.question.key if self.question else "", "options": options}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
