"""A form made from questions. Nothing is required here: a draft may lack anything, and what is wrong is kept as it was typed."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.wording import localised
from submissions.answers import Answer, Asked, Questionnaire
from submissions.answers.texts import MOST_CHARACTERS

_LINE_BREAK = mark_safe("<br>")


class AnswersForm(Form):
    """The questions of one section with the answers of the draft."""

    # A draft may lack anything; the labels say what may be left out for good.
    mark_optional = False

    def __init__(
        self,
        questionnaire: Questionnaire,
        questions: Sequence[Asked],
        given: Mapping[str, Answer],
        *,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        self.questions = questions
        initial = {asked.key: asked.shown(given[asked.key]) for asked in questions if asked.key in given}
        super().__init__(data, files, initial=initial)
        for asked in questions:
            self.fields[asked.key] = _field(asked, questionnaire)

    def answers(self) -> dict[str, Answer]:
        """Return what was sent, by question key: read where it can be read, else as it was typed. Files are not among it."""
        self.is_valid()
        found = {}
        for asked in self.questions:
            if not asked.takes_files and self._was_sent(asked):
                answer = asked.kept(self.cleaned_data.get(asked.key, self[asked.key].data))
                found[asked.key] = answer if not isinstance(answer, str) else answer[:MOST_CHARACTERS]
        return found

    def uploads(self) -> list[tuple[str, UploadedFile]]:
        """Return the files that were chosen, each with the key of its question."""
        keys = [asked.key for asked in self.questions if asked.takes_files]
        return [(key, file) for key in keys for file in self.files.getlist(key)]

    def _was_sent(self, asked: Asked) -> bool:
        """A box or a group of boxes without a tick sends nothing: the field beside it, sent by every full form, speaks for it."""
        if asked.is_silent_when_empty:
            return asked.key in self.data or f"sent_{asked.key}" in self.data
        return not self.fields[asked.key].widget.value_omitted_from_data(self.data, self.files, asked.key)


def _field(asked: Asked, questionnaire: Questionnaire) -> forms.Field:
    condition = questionnaire.condition_of(asked)
    may_be_left_out = not asked.question.required and not condition
    return asked.field(
        label=_("%(label)s (optional)") % {"label": asked.label} if may_be_left_out else asked.label,
        help_text=_lines(condition, localised(asked.question.help), *questionnaire.limits_of(asked)),
        required=False,
    )


def _lines(*lines: str) -> SafeString:
    return format_html_join(_LINE_BREAK, "{}", ((line,) for line in lines if line))
