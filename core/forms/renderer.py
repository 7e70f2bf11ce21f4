"""How every form of the portal is drawn: our templates before Django's, and a bound field that knows the markup it needs."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.renderers import TemplatesSetting
from django.template.loader import select_template
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.components import Box, ScoreBoxes
from core.forms.widgets import MomentWidget, PartsWidget, ScoreBoxesWidget, TranslatedWidget
from core.wording import figure

if TYPE_CHECKING:
    from core.forms.fields import BoxesField, MarkField

# First match wins: what is more special stands before what it inherits from.
_KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (ScoreBoxesWidget, "mark", ""),
    (forms.RadioSelect, "radios", ""),
    (forms.CheckboxSelectMultiple, "checkboxes", ""),
    (forms.CheckboxInput, "checkbox", ""),
    (MomentWidget, "moment", ""),
    (TranslatedWidget, "translated", ""),
    (PartsWidget, "parts", ""),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.Select, "select", "govuk-select"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.PasswordInput, "password", "govuk-input"),
    (forms.Widget, "input", "govuk-input"),
)
# One number for each plural category that English and Polish have; the script picks the category by the page's language.
_PLURALS = {"one": 1, "few": 2, "many": 5, "other": 5}


class PortalBoundField(BoundField):
    """A field with its data, its GOV.UK classes, its counter and its way into the error summary."""

    @cached_property
    def _kind(self) -> tuple[str, str]:
        return next((kind, css) for widget, kind, css in _KINDS if isinstance(self.field.widget, widget))

    @property
    def kind(self) -> str:
        """Which markup the field template draws: input, textarea, select, radios, checkbox, moment, ..."""
        return self._kind[0]

    @property
    def optional(self) -> bool:
        """Whether the label says "(optional)"."""
        marks = getattr(self.form, "mark_optional", True)
        return marks and not self.field.required and not self.field.disabled and self.kind != "checkbox"

    @property
    def limit(self) -> tuple[str, int] | None:
        """The limit of a counted text: ("words", 300) or ("characters", 500)."""
        if self.kind != "textarea":
            return None
        if words := getattr(self.field, "max_words", None):
            return ("words", words)
        if length := getattr(self.field, "max_length", None):
            return ("characters", length)
        return None

    @property
    def counter_attributes(self) -> dict[str, str]:
        """Limit and plural texts for the script that counts."""
        if not self.limit:
            return {}
        unit, number = self.limit
        attributes = {"data-maxlength": str(number), "data-count-type": "words" if unit == "words" else "length"}
        for category, count in _PLURALS.items():
            under, over = _counter_words(unit, count)
            attributes[f"data-i18n.{unit}-under-limit.{category}"] = under
            attributes[f"data-i18n.{unit}-over-limit.{category}"] = over
        attributes[f"data-i18n.{unit}-at-limit"] = _("You have reached the limit")
        return attributes

    @property
    def counter_text(self) -> str:
        """The limit in words, for readers without JavaScript."""
        if not self.limit:
            return ""
        unit, number = self.limit
        if unit == "words":
            return ngettext("You can write up to %d word", "You can write up to %d words", number) % number
        return ngettext("You can write up to %d character", "You can write up to %d characters", number) % number

    @property
    def lost_text(self) -> str:
        """Browsers do not send passwords and files back: says so when the form was refused."""
        if not self.form.is_bound or self.form.is_valid():
            return ""
        if self.kind == "file" and not self.initial:
            return _("Choose the file again: your browser does not keep it when a page comes back with an error.")
        if self.kind == "password":
            return _("Type the password again: for your safety it is not kept.")
        return ""

    @property
    def bad_parts(self) -> list[str]:
        """The parts of a compound field that an error names."""
        data = self.form.errors.as_data().get(self.name, []) if self.form.is_bound else []
        named = [error.params["part"] for error in data if error.params and "part" in error.params]
        return named or (list(self.field.widget.part_names) if data else [])

    @property
    def error_target(self) -> str:
        """Id of the input that the error summary leads to."""
        if self.kind in {"radios", "checkboxes", "mark"}:
            return f"{self.auto_id}_0"
        if self.kind in {"moment", "translated", "parts"}:
            part = next(iter(self.bad_parts), self.field.widget.part_names[0])
            return f"{self.auto_id}_{part}"
        return self.id_for_label or self.auto_id

    @property
    def weight(self) -> str:
        """What a mark counts, in words; "" for other fields."""
        return getattr(self.field, "weight", "")

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The worded marks of a scale whose marks are typed; boxes show theirs themselves."""
        return [(figure(mark), text) for mark, text in getattr(self.field, "anchor_texts", {}).items()]

    @property
    def described_by(self) -> str:
        """Ids of everything that describes this field."""
        present = {"helptext": self.help_text, "lost": self.lost_text, "error": self.errors, "anchors": self.anchors}
        ids = [f"{self.auto_id}_{suffix}" for suffix, text in present.items() if text]
        return " ".join([*ids, f"{self.auto_id}-info"] if self.limit else ids)

    aria_describedby = described_by

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes plus our classes, without placeholders: the label says it."""
        attrs = super().build_widget_attrs(attrs, widget)
        used = widget or self.field.widget
        if used.is_hidden:
            return attrs
        if isinstance(used, PartsWidget):
            used.bad_parts = self.bad_parts
        css = [used.attrs.get("class", ""), self._kind[1]]
        if self._kind[1] and self.errors:
            css.append(f"{self._kind[1]}--error")
        if self.limit:
            css.append("govuk-js-character-count")
        # The browser would cut what is pasted without a word; the counter, or the error, says how much is too much instead.
        attrs["maxlength"] = False
        if joined := " ".join(filter(None, css)):
            attrs["class"] = joined
        if "placeholder" in used.attrs:
            attrs["placeholder"] = False
        if isinstance(used, forms.EmailInput):
            attrs.setdefault("autocomplete", used.attrs.get("autocomplete", "email"))
            attrs["spellcheck"] = "false"
        if isinstance(used, forms.NumberInput):
            attrs["inputmode"] = "numeric" if type(self.field) is forms.IntegerField else "decimal"
        return attrs

    def score_boxes(self) -> ScoreBoxes:
        """The component that draws a mark or another choice of few."""
        chosen = str(self.value()) if self.value() not in (None, "") else ""
        field = cast("MarkField | BoxesField", self.field)
        anchors = field.anchor_texts
        boxes = [
            Box(value=value, label=str(label), anchor=anchors.get(value, ""), selected=value == chosen)
            for value, label in self.field.widget.choices
        ]
        return ScoreBoxes(
            name=self.html_name,
            legend=str(self.label),
            boxes=boxes,
            id=self.auto_id,
            hint=str(self.help_text),
            weight=self.weight,
            errors=[str(error) for error in self.errors],
            disabled=self.field.disabled,
        )


def _counter_words(unit: str, count: int) -> tuple[str, str]:
    """Texts under and over the limit; the script puts its number in place of %{count}."""
    if unit == "words":
        under = ngettext("You have %(count)s word left", "You have %(count)s words left", count)
        over = ngettext("You have %(count)s word too many", "You have %(count)s words too many", count)
    else:
        under = ngettext("You have %(count)s character left", "You have %(count)s characters left", count)
        over = ngettext("You have %(count)s character too many", "You have %(count)s characters too many", count)
    return under % {"count": "%{count}"}, over % {"count": "%{count}"}


class PortalRenderer(TemplatesSetting):
    """Finds `templates/forms/` before Django's own. Only the portal's forms use it: Wagtail's admin keeps its own."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = PortalBoundField

    def get_template(self, template_name: str) -> Any:
        """Our version of a widget template where there is one."""
        return select_template([template_name.removeprefix("django/"), template_name])


def dress(form: BaseForm) -> BaseForm:
    """Let a form that is not ours (allauth's) be drawn by the portal's templates. Ours are returned as they are."""
    if not isinstance(form.renderer, PortalRenderer):
        form.renderer = PortalRenderer()
        form.bound_field_class = PortalBoundField
        form.use_required_attribute = False
        form._bound_fields_cache = {}  # type: ignore[attr-defined]  # noqa: SLF001 (Django offers no other way to draw a made form anew)
    return form
