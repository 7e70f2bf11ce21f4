"""Fields that Django does not have: one text per language, marks, money, texts with a limit of words."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import MoneyInput, ScoreBoxesWidget, TranslatedWidget

# More marks than this do not fit beside each other on a phone; a number input takes over.
MAX_BOXES = 11


def count_words(text: str) -> int:
    """Words as the counter in the browser counts them: runs of anything but white space."""
    return len(text.split())


def check_length(text: str, *, max_words: int | None, max_length: int | None, params: dict[str, str] | None = None) -> None:
    """Refuse a text over its limit, saying by how much.

    Raises:
        ValidationError: too many words or characters.
    """
    if max_words and (over := count_words(text) - max_words) > 0:
        message = ngettext("Shorten this by %(over)d word", "Shorten this by %(over)d words", over)
        raise ValidationError(message, code="too_long", params={"over": over, **(params or {})})
    # Browsers send line breaks as two characters; the counter counts one.
    if max_length and (over := len(text.replace("\r\n", "\n")) - max_length) > 0:
        message = ngettext("Shorten this by %(over)d character", "Shorten this by %(over)d characters", over)
        raise ValidationError(message, code="too_long", params={"over": over, **(params or {})})


class LongTextField(forms.CharField):
    """Several lines with an optional limit of words or characters, counted while you write."""

    def __init__(self, *, max_words: int | None = None, max_length: int | None = None, rows: int = 6, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)
        self.max_words = max_words
        self.max_length = max_length

    def validate(self, value: str) -> None:
        """Required, and within the limit."""
        super().validate(value)
        check_length(value, max_words=self.max_words, max_length=self.max_length)


class TranslatedField(forms.Field):
    """One text per language; gives {"en": "...", "pl": "..."}.

    Args:
        languages: codes of settings.LANGUAGES, in the order in which they are asked; all of them by default.
        required_languages: which must be filled when the field is required; all by default.
        multiline: a textarea instead of a line.
        max_length, max_words: limit per language.
    """

    widget = TranslatedWidget
    default_error_messages: ClassVar[dict[str, Any]] = {"required": _("Fill in “%(label)s” in this language: %(language)s")}

    def __init__(
        self,
        *,
        languages: Sequence[str] | None = None,
        required_languages: Sequence[str] | None = None,
        multiline: bool = False,
        rows: int = 4,
        max_length: int | None = None,
        max_words: int | None = None,
        **options: Any,
    ) -> None:
        options.setdefault("widget", TranslatedWidget(multiline=multiline, rows=rows))
        super().__init__(**options)
        self.max_length = max_length
        self.max_words = max_words
        self.ask_in(languages or [code for code, _name in settings.LANGUAGES], required_languages)

    @property
    def _parts(self) -> TranslatedWidget:
        return cast("TranslatedWidget", self.widget)

    def ask_in(self, languages: Sequence[str], required_languages: Sequence[str] | None = None) -> None:
        """Set the languages of this form's field: those of the challenge, say."""
        self._parts.part_names = tuple(languages)
        wanted = languages if required_languages is None else required_languages
        self._parts.required_languages = tuple(wanted) if self.required else ()

    def clean(self, value: Mapping[str, str] | None) -> dict[str, str]:
        """The texts without space around them; {} when all are empty and none is required."""
        texts = {code: str((value or {}).get(code) or "").strip() for code in self._parts.part_names}
        errors = []
        for code, text in texts.items():
            try:
                self._check(code, text)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return texts if any(texts.values()) else {}

    def _check(self, code: str, text: str) -> None:
        if not text and code in self._parts.required_languages:
            words = {"label": self.label or "", "language": dict(settings.LANGUAGES).get(code, code)}
            raise ValidationError(self.error_messages["required"], code="required", params={"part": code, **words})
        if "\0" in text:
            refused = ProhibitNullCharactersValidator
            raise ValidationError(refused.message, code=refused.code, params={"part": code})
        check_length(text, max_words=self.max_words, max_length=self.max_length, params={"part": code})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether any language's text differs."""
        before = self._parts.part_values(initial)
        return any((data or {}).get(code, "").strip() != before.get(code, "") for code in self._parts.part_names)


class MarkField(forms.DecimalField):
    """A mark on a scale; gives a Decimal, None when not scored (never 0).

    Args:
        minimum, maximum, step: the scale.
        anchors: words for some marks, {0: "Does not answer the need", 5: "Better than was asked for"}.
        weight: words for what the criterion counts, shown beside the legend ("30%").
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        "off_scale": _("Choose a mark from %(minimum)s to %(maximum)s, in the steps of the scale"),
    }

    def __init__(
        self,
        *,
        minimum: Decimal | int = 0,
        maximum: Decimal | int = 5,
        step: Decimal | int = 1,
        anchors: Mapping[Any, str] | None = None,
        weight: str = "",
        **options: Any,
    ) -> None:
        low, high, gap = Decimal(minimum), Decimal(maximum), Decimal(step)
        marks = [_plain(low + gap * n) for n in range(int((high - low) / gap) + 1)]
        boxes = len(marks) <= MAX_BOXES
        options.setdefault("widget", ScoreBoxesWidget if boxes else forms.NumberInput(attrs={"class": "govuk-input--width-4"}))
        super().__init__(min_value=low, max_value=high, step_size=gap, **options)
        self.scale = {"minimum": marks[0], "maximum": marks[-1]}
        self.anchor_texts = {_plain(Decimal(str(mark))): str(text) for mark, text in (anchors or {}).items()}
        self.weight = weight
        if isinstance(self.widget, ScoreBoxesWidget):
            self.widget.choices = [(mark, mark) for mark in marks]

    def run_validators(self, value: Decimal | None) -> None:
        """Refuse a mark that is not on the scale, in words that name the scale."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["off_scale"], code="off_scale", params=self.scale) from error

    def prepare_value(self, value: Any) -> Any:
        """Decimal("3.00") chooses the box "3"; what was typed stays as typed."""
        return _plain(value) if isinstance(value, Decimal) else value


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


class WholeNumberField(forms.IntegerField):
    """A whole number, typed with or without spaces or the thousands separator of English: 100000, 100 000 or 100,000."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        """The number without what groups its digits."""
        return super().to_python(re.sub(r"(?<=\d)[\s,](?=\d{3})", "", value.strip()) if isinstance(value, str) else value)


class MoneyField(forms.DecimalField):
    """An amount in a fixed currency, typed as people of the active language write it: 50 000, 50,000 or 1234,50."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Enter an amount in figures, for example 50000")}

    def __init__(self, *, currency: str = "PLN", **options: Any) -> None:
        options.setdefault("min_value", 0)
        options.setdefault("widget", MoneyInput(currency))
        super().__init__(decimal_places=2, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount; spaces and the thousands separator of the language are ignored."""
        if isinstance(value, str):
            value = re.sub(r"\s", "", value)
            if (get_language() or "en").startswith("pl") or re.fullmatch(r"\d+,\d{1,2}", value):
                value = value.replace(",", ".")
            value = value.replace(",", "")
        return super().to_python(value)
