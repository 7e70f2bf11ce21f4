"""The answer to what the rules leave to people, in the form that the question wants."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from awards.forms.decisions import legend
from awards.queries.questions import Question
from core.forms import Form, LongTextField, MoneyField, WholeNumberField
from core.forms.fields import plain
from evaluation.methods.answering import Answer

CHOSEN = "chosen"


class QuestionForm(Form):
    """One question: its answer, and where and how it was decided."""

    mark_optional = False

    def __init__(self, data: QueryDict | None = None, *, question: Question, names: Mapping[str, str]) -> None:
        super().__init__(data, prefix=question.name)
        self.question, self.ask = question, question.ask
        self.labels = {code: legend(code, names) for code in self.ask.about}
        self.fields |= _FIELDS[self.ask.wants](self)
        self.fields["reason"] = LongTextField(label=_("Where and how it was decided"), help_text=_hint(question), rows=3)

    def answer(self) -> Answer:
        """Return what was entered, as `awards.services.answer_question` takes it."""
        data, about = self.cleaned_data, self.ask.about
        if self.ask.wants == "choice":
            return list(data[CHOSEN])
        if self.ask.wants == "order":
            return sorted(about, key=lambda code: int(data[code]))
        if self.ask.wants == "sums":
            return {code: plain(data[code]) for code in about}
        if self.ask.wants == "groups":
            return {code: data[code] for code in about}
        return str(data[CHOSEN])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        places = [cleaned.get(code) for code in self.ask.about]
        if self.ask.wants == "order" and len(set(places)) < len(places):
            self.add_error(self.ask.about[0], _("Give every entry a place of its own"))
        return cleaned


def _hint(question: Question) -> str:
    if question.ask.who == "jury":
        return _("Enter what the jury decided, and name its session and minutes. It is not for you to choose.")
    return _("It is kept with the decision.")


def _choice(form: QuestionForm) -> dict[str, forms.Field]:
    ask = form.ask
    label = _("Chosen") if ask.at_most is None else _("Chosen, at most %(most)s") % {"most": ask.at_most}
    if ask.at_most is not None and ask.at_least == ask.at_most:
        label = _("Chosen, exactly %(most)s") % {"most": ask.at_most}
    boxes = forms.MultipleChoiceField(
        label=label, choices=list(form.labels.items()), widget=forms.CheckboxSelectMultiple, required=ask.at_least > 0
    )
    return {CHOSEN: boxes}


def _order(form: QuestionForm) -> dict[str, forms.Field]:
    places = [(str(number), str(number)) for number in range(1, len(form.labels) + 1)]
    return {
        code: forms.ChoiceField(label=_("Place of %(entry)s") % {"entry": label}, choices=[("", "–"), *places])
        for code, label in form.labels.items()
    }


def _number(form: QuestionForm) -> dict[str, forms.Field]:
    return {CHOSEN: WholeNumberField(label=_("Number"), min_value=form.ask.at_least, max_value=form.ask.at_most)}


def _seed(_form: QuestionForm) -> dict[str, forms.Field]:
    return {CHOSEN: forms.CharField(label=_("What was drawn"), max_length=200)}


def _sums(form: QuestionForm) -> dict[str, forms.Field]:
    return {
        code: MoneyField(label=_("Sum for %(entry)s") % {"entry": label}, currency=form.question.currency)
        for code, label in form.labels.items()
    }


def _groups(form: QuestionForm) -> dict[str, forms.Field]:
    return {
        code: forms.CharField(label=_("Group of %(entry)s") % {"entry": label}, max_length=100)
        for code, label in form.labels.items()
    }


_FIELDS = {"choice": _choice, "order": _order, "number": _number, "seed": _seed, "sums": _sums, "groups": _groups}
