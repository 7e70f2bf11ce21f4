"""The criteria of a round on one page."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet
from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from challenges.versioning import number_text
from core.forms import Form, PortalRenderer, TranslatedField

MOST_CRITERIA = 20
_ANCHORS = {
    "lowest": _("Words for the lowest mark"),
    "middle": _("Words for a mark in the middle"),
    "highest": _("Words for the highest mark"),
}


def anchor_marks(scale_max: int) -> dict[str, str]:
    """Return which mark each of the three worded anchors stands for."""
    return {"lowest": "0", "middle": str((scale_max + 1) // 2), "highest": str(scale_max)}


class CriterionForm(Form):
    """One criterion: what it is called, what it counts, what marks mean."""

    mark_optional = False
    key = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    name = TranslatedField(label=_("Name"), max_length=120)
    weight = forms.DecimalField(
        label=_("Weight"), min_value=Decimal("0.01"), max_value=1000, decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "data-weight": ""}),
    )  # fmt: skip
    threshold = forms.DecimalField(
        label=_("Mark needed"),
        required=False,
        min_value=0,
        decimal_places=2,
        help_text=_("Mean mark of the jury that an entry needs here. Empty: none."),
    )

    description = TranslatedField(label=_("What the jury looks for"), required=False, multiline=True, rows=2, max_length=1000)

    def __init__(self, *args: Any, stage: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, label in _ANCHORS.items():
            field = TranslatedField(label=label, required=False, max_length=300)
            self.fields[place] = field
        for name in ("name", "description", *_ANCHORS):
            self.fields[name].ask_in(stage.challenge.languages)  # type: ignore[attr-defined]
        self.marks = anchor_marks(stage.scale_max)
        for place, mark in self.marks.items():
            self.fields[place].help_text = _("Mark %(mark)s") % {"mark": mark}
        # Set after the field was made, `max_value` alone would check nothing.
        self.fields["threshold"].validators.append(MaxValueValidator(stage.scale_max))

    def as_row(self) -> dict[str, Any]:
        """Return the criterion as `set_criteria` takes it."""
        cleaned = self.cleaned_data
        anchors = {mark: cleaned[place] for place, mark in self.marks.items() if cleaned[place]}
        return {name: cleaned[name] for name in ("key", "name", "description", "weight", "threshold")} | {"anchors": anchors}


class CriteriaFormSet(BaseFormSet[CriterionForm]):
    """All criteria of a round, and an empty one to add."""

    form = CriterionForm
    extra = 1
    can_delete = True
    can_delete_extra = False
    can_order = False
    edit_only = False
    min_num = 0
    max_num = MOST_CRITERIA
    absolute_max = 2 * MOST_CRITERIA
    validate_min = False
    validate_max = True
    # Read by the formset as an attribute of the class, as formset_factory would set it.
    renderer = PortalRenderer()

    def __init__(self, data: Any = None, *, stage: Round) -> None:
        marks = anchor_marks(stage.scale_max)
        initial = [
            {name: getattr(criterion, name) for name in ("key", "name", "description")}
            | {"weight": number_text(criterion.weight), "threshold": number_text(criterion.threshold)}
            | {place: criterion.anchors.get(mark, {}) for place, mark in marks.items()}
            for criterion in stage.criteria.all()
        ]
        super().__init__(data, initial=initial, form_kwargs={"stage": stage}, prefix="criteria")

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box that removes a criterion."""
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Remove this criterion")

    def clean(self) -> None:
        """Refuse two criteria of one name: nobody could tell them apart."""
        names: set[str] = set()
        for row in self.rows():
            for text in row["name"].values():
                if text and text.casefold() in names:
                    raise ValidationError(_("Two criteria are called “%(name)s”."), params={"name": text})
            names |= {text.casefold() for text in row["name"].values()}

    def rows(self) -> list[dict[str, Any]]:
        """Return what stays, as `set_criteria` takes it."""
        filled = (form for form in self.forms if form.has_changed() or form.initial.get("key"))
        kept = (form for form in filled if getattr(form, "cleaned_data", None) and not form.cleaned_data.get(DELETION_FIELD_NAME))
        return [form.as_row() for form in kept if form.is_valid()]

    def total(self) -> Decimal:
        """Return the sum of the weights as they stand in the form."""
        if self.is_bound:
            return sum((row["weight"] for row in self.rows()), Decimal(0))
        return sum((Decimal(form.initial["weight"]) for form in self.forms if form.initial.get("weight")), Decimal(0))
