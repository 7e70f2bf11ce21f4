"""One question of a round's form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from challenges.rules import building
from challenges.rules.editing import Plain, at, with_item
from challenges.rules.keys import key_from
from challenges.rules.questions import Question
from core.forms import Form, TranslatedField
from core.translated import in_active_language

WITH_OPTIONS = ("one_of", "many_of", "table")
WITH_WORD_LIMIT = ("line", "text")
FEWEST_OPTIONS = 2


class QuestionForm(Form):
    """What is asked, how it is answered, and which criterion it informs."""

    label = TranslatedField(label=_("Question"), max_length=200)
    help = TranslatedField(label=_("Help"), required=False, multiline=True, rows=2, max_length=600)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=[(kind, words) for kind, words in Question.kinds.items()])
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    word_limit = forms.IntegerField(
        label=_("Word limit"), required=False, min_value=1, max_value=5000, help_text=_("For texts only. A long text needs one.")
    )
    options = TranslatedField(
        label=_("Options"),
        required=False,
        multiline=True,
        rows=5,
        help_text=_("For choices, and for the columns of a table: one per line, in the same order in each language."),
    )
    criterion = forms.ChoiceField(label=_("Criterion that it informs"), required=False)

    def __init__(self, *args: Any, document: Plain, round_path: str, question: Plain | None = None, **kwargs: Any) -> None:
        self.document, self.question = document, question
        self.path = f"{round_path}/intake/questions"
        self.languages = document["rules"].get("languages", [])
        kwargs["initial"] = self._initial(question) if question else {"required": True}
        super().__init__(*args, **kwargs)
        for name in ("label", "help", "options"):
            self.fields[name].ask_in(self.languages)  # type: ignore[attr-defined]
        criteria = [(item["key"], in_active_language(item.get("title", {}))) for item in criteria_of(at(document, round_path))]
        self.fields["criterion"].choices = [("", _("None")), *criteria]  # type: ignore[attr-defined]

    def _initial(self, question: Plain) -> dict[str, Any]:
        lines = {code: "\n".join(option["label"].get(code, "") for option in question["options"]) for code in self.languages}
        words = [limit for limit in question["limits"] if limit["kind"] == "words"]
        return {
            "label": question["label"],
            "help": question["help"] or {},
            "kind": question["kind"],
            "required": question["required"],
            "word_limit": words[0]["at_most"] if words else None,
            "options": lines,
            "criterion": next(iter(question["criteria"]), ""),
        }

    def clean(self) -> dict[str, Any]:
        """Limits for long texts, options for choices, as many in each language."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "text" and not cleaned.get("word_limit") and "word_limit" in cleaned:
            self.add_error("word_limit", _("Enter a word limit for a long text"))
        if cleaned.get("kind") in WITH_OPTIONS and "options" in cleaned:
            self._check_options(cleaned["options"])
        return cleaned

    def _check_options(self, options: dict[str, str]) -> None:
        counts = {len(_lines(options.get(code, ""))) for code in self.languages}
        if min(counts, default=0) < FEWEST_OPTIONS:
            self.add_error("options", ValidationError(_("Enter at least two options in each language")))
        elif len(counts) > 1:
            self.add_error("options", ValidationError(_("Enter as many options in each language")))

    def applied(self) -> Plain:
        """Return the document with the question at the end of the form, or in its place."""
        return with_item(self.document, self.path, self._question())

    def _question(self) -> Plain:
        cleaned, old = self.cleaned_data, self.question
        taken = {item["key"] for item in at(self.document, self.path) or []}
        key = old["key"] if old else key_from(cleaned["label"], taken, otherwise="question")
        limits = [limit for limit in (old["limits"] if old else []) if limit["kind"] != "words"]
        if cleaned["word_limit"] and cleaned["kind"] in WITH_WORD_LIMIT:
            limits.insert(0, building.limit("words", str(cleaned["word_limit"])))
        others = [other for other in (old["criteria"] if old else [])[1:] if other != cleaned["criterion"]]
        members = {
            "kind": cleaned["kind"],
            "label": cleaned["label"],
            "help": cleaned["help"] if any(cleaned["help"].values()) else None,
            "required": cleaned["required"],
            "options": self._options() if cleaned["kind"] in WITH_OPTIONS else [],
            "limits": limits,
            "criteria": [cleaned["criterion"], *others] if cleaned["criterion"] else others,
        }
        return {**(old or building.question(cleaned["kind"], key, {})), "key": key, **members}

    def _options(self) -> list[Plain]:
        """Return the options; one keeps its key by its place in the list."""
        texts = {code: _lines(self.cleaned_data["options"].get(code, "")) for code in self.languages}
        keys = [option["key"] for option in self.question["options"]] if self.question else []
        found: list[Plain] = []
        for index in range(len(next(iter(texts.values()), []))):
            label = {code: lines[index] for code, lines in texts.items()}
            taken = {option["key"] for option in found} | set(keys)
            key = keys[index] if index < len(keys) else key_from(label, taken, otherwise="option")
            found.append({"key": key, "label": label})
        return found


def criteria_of(stage: Plain) -> list[Plain]:
    """Return all criteria of a round as it is being written."""
    judging = stage.get("judging") or {}
    return [criterion for part in judging.get("parts", []) for criterion in part.get("criteria", [])]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
