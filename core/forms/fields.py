"""Fields that Django does not have: one text per language, marks, money, texts with a limit of words."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.functional import lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import MarkInput, MoneyInput, ScoreBoxesWidget, TranslatedWidget
from core.wording import figure

# More marks than this do not fit beside each other on a phone; a number input takes over.
MAX_BOXES = 11
# Of a mark that is typed: as many as the rules themselves may have.
MOST_DIGITS, MOST_PLACES = 30, 12


# A form may be made in one language and drawn in another.
_figure = lazy(figure, str)


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


class BoxesField(forms.ChoiceField):
    """A choice of few as equal boxes in one row; gives the key that was chosen, None when there is none.

    Args:
        anchors: words for some keys, {"yes": "It gives 5 points"}.
        weight: words for what the choice counts, shown beside the legend ("30%").
    """

    widget = ScoreBoxesWidget

    def __init__(self, *, anchors: Mapping[str, str] | None = None, weight: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.anchor_texts = {key: str(text) for key, text in (anchors or {}).items()}
        self.weight = weight

    def clean(self, value: str | None) -> str | None:
        """The key; None, never "", for no choice."""
        return super().clean(value) or None


class MarkField(forms.DecimalField):
    """A mark on a scale of numbers; gives a Decimal, None when not scored (never 0).

    As many marks as fit are boxes; a long or open scale is a number to type, as people of the active language write it.

    Args:
        minimum, maximum: ends of the scale; None: open on that side.
        step: marks are minimum + n x step; None: any number.
        anchors: words for some marks, {0: "Does not answer the need", 5: "Better than was asked for"}.
        weight: words for what the criterion counts, shown beside the legend ("30%").
    """

    default_error_messages: ClassVar[dict[str, Any]] = {"off_scale": _("Give a mark on the scale")}

    def __init__(
        self,
        *,
        minimum: Decimal | int | None = 0,
        maximum: Decimal | int | None = 5,
        step: Decimal | int | None = 1,
        anchors: Mapping[Any, str] | None = None,
        weight: str = "",
        **options: Any,
    ) -> None:
        self.minimum, self.maximum, self.step = (None if end is None else Fraction(end) for end in (minimum, maximum, step))
        boxes = self._boxes()
        options.setdefault("widget", ScoreBoxesWidget(choices=[(mark, _figure(mark)) for mark in boxes]) if boxes else MarkInput)
        super().__init__(max_digits=MOST_DIGITS, decimal_places=MOST_PLACES, **options)
        self.anchor_texts = {plain(Decimal(str(mark))): str(text) for mark, text in (anchors or {}).items()}
        self.weight = weight

    @property
    def is_typed(self) -> bool:
        """Whether there are too many marks for boxes."""
        return not isinstance(self.widget, ScoreBoxesWidget)

    def _boxes(self) -> list[str]:
        """Return all marks of the scale, as they are sent, if they fit beside each other."""
        if self.minimum is None or self.maximum is None or self.step is None:
            return []
        last = (self.maximum - self.minimum) // self.step
        if last >= MAX_BOXES:
            return []
        marks = (self.minimum + self.step * n for n in range(last + 1))
        return [plain(Decimal(mark.numerator) / Decimal(mark.denominator)) for mark in marks]

    def to_python(self, value: str | Decimal | None) -> Decimal | None:  # type: ignore[override]
        """The mark; spaces and the thousands separator of the language are ignored."""
        return super().to_python(plain_figures(value) if isinstance(value, str) else value)

    def run_validators(self, value: Decimal | None) -> None:
        """Refuse a mark that is not on the scale, in words that may name the scale."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise self._off_scale() from error
        if value is not None and not self._is_on_scale(Fraction(value)):
            raise self._off_scale()

    def _is_on_scale(self, mark: Fraction) -> bool:
        if (self.minimum is not None and mark < self.minimum) or (self.maximum is not None and mark > self.maximum):
            return False
        return self.step is None or (mark - (self.minimum or 0)) % self.step == 0

    def _off_scale(self) -> ValidationError:
        return ValidationError(self.error_messages["off_scale"], code="off_scale")

    def prepare_value(self, value: Any) -> Any:
        """Decimal("3.00") chooses the box "3"; a number to type is written as the language does; what was typed stays."""
        if not isinstance(value, Decimal):
            return value
        return figure(value) if self.is_typed else plain(value)


def plain(number: Decimal) -> str:
    """Return a number as the rules write it: no exponent, no zero that says nothing ("4.50" -> "4.5")."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def plain_figures(typed: str) -> str:
    """Return a number typed as people of the active language write it as machines do: 1 234,50 or 1,234.50 -> 1234.50."""
    text = re.sub(r"\s", "", typed)
    if (get_language() or "en").startswith("pl") or re.fullmatch(r"-?\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    return text.replace(",", "")


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

    def to_python(self, value: str | Decimal | None) -> Decimal | None:  # type: ignore[override]
        """The amount; spaces and the thousands separator of the language are ignored."""
        return super().to_python(plain_figures(value) if isinstance(value, str) else value)
