"""The criteria that one jury judges a round by, on one page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet
from django.utils.translation import gettext_lazy as _

from challenges.rules import building
from challenges.rules.base import decimal_text
from challenges.rules.editing import Plain, at, with_value
from challenges.rules.keys import key_from
from core.forms import Form, PortalRenderer, TranslatedField

MOST_CRITERIA = 20
_ANCHORS = {
    "lowest": _("Words for the lowest mark"),
    "middle": _("Words for a mark in the middle"),
    "highest": _("Words for the highest mark"),
}


def anchor_marks(scale: Plain) -> dict[str, str]:
    """Return which mark each of the three worded anchors stands for; none where the scale has no worded ends."""
    if scale.get("kind") != "numbers" or not (scale.get("lowest") and scale.get("highest")):
        return {}
    lowest, highest = Decimal(scale["lowest"]), Decimal(scale["highest"])
    middle = (lowest + highest + 1) // 2
    return {"lowest": scale["lowest"], "middle": decimal_text(middle), "highest": scale["highest"]}


class CriterionForm(Form):
    """One criterion: what it is called, what it counts, what marks mean."""

    mark_optional = False
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = TranslatedField(label=_("Name"), max_length=120)
    weight = forms.DecimalField(
        label=_("Weight"), min_value=Decimal("0.01"), max_value=1000, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "data-weight": ""}),
    )  # fmt: skip
    minimum = forms.DecimalField(
        label=_("Mark needed"),
        required=False,
        min_value=0,
        decimal_places=2,
        localize=True,
        help_text=_("Value of the jury that an entry needs here; below it the entry is out. Empty: none."),
    )
    description = TranslatedField(label=_("What the jury looks for"), required=False, multiline=True, rows=2, max_length=1000)

    def __init__(self, *args: Any, languages: list[str], part: Plain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [item for item in part["criteria"] if item["key"] == self.initial.get("key")]
        self.criterion = found[0] if found else building.criterion("", {}, None, _scale_of(part))
        self.marks = anchor_marks(self.criterion["scale"])
        for place, mark in self.marks.items():
            self.fields[place] = TranslatedField(label=_ANCHORS[place], required=False, max_length=300)
            self.fields[place].help_text = _("Mark %(mark)s") % {"mark": mark}
        for name in ("title", "description", *self.marks):
            self.fields[name].ask_in(languages)  # type: ignore[attr-defined]
        if part.get("weights") in (None, "equal"):
            del self.fields["weight"]
        if self.marks:
            # Set after the field was made, `max_value` alone would check nothing.
            self.fields["minimum"].validators.append(MaxValueValidator(Decimal(self.marks["highest"])))

    def as_criterion(self) -> Plain:
        """Return the criterion with what was typed; what the form does not ask stays."""
        cleaned, scale = self.cleaned_data, self.criterion["scale"]
        if self.marks:
            others = [anchor for anchor in scale.get("anchors", []) if anchor["at"] not in self.marks.values()]
            typed = [{"at": mark, "label": cleaned[place]} for place, mark in self.marks.items() if any(cleaned[place].values())]
            scale = {**scale, "anchors": sorted([*others, *typed], key=lambda anchor: Decimal(anchor["at"]))}
        weight = cleaned.get("weight")
        return {
            **self.criterion,
            "key": self.initial.get("key", ""),
            "title": cleaned["title"],
            "description": cleaned["description"] if any(cleaned["description"].values()) else None,
            "weight": decimal_text(weight) if weight is not None else None,
            "minimum": decimal_text(cleaned["minimum"]) if cleaned["minimum"] else None,
            "scale": scale,
        }


def _scale_of(part: Plain) -> Plain:
    """Return the scale of a new criterion: that of the first one, without its words."""
    scales = [item["scale"] for item in part["criteria"] if item["scale"].get("kind") == "numbers"]
    return {**scales[0], "anchors": []} if scales else building.numbers()


class CriteriaFormSet(BaseFormSet[CriterionForm]):
    """All criteria of a part, and an empty one to add."""

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

    def __init__(self, data: Mapping[str, Any] | None = None, *, document: Plain, path: str) -> None:
        self.document, self.path = document, path
        self.part = at(document, path)
        initial = [_initial(criterion) for criterion in self.part["criteria"]]
        kwargs = {"languages": document["rules"].get("languages", []), "part": self.part}
        super().__init__(data, initial=initial, form_kwargs=kwargs, prefix="criteria")

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box that removes a criterion."""
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Remove this criterion")

    def clean(self) -> None:
        """Refuse two criteria of one name: nobody could tell them apart."""
        names: set[str] = set()
        for row in self.rows():
            for text in row["title"].values():
                if text and text.casefold() in names:
                    raise ValidationError(_("Two criteria are called “%(name)s”."), params={"name": text})
            names |= {text.casefold() for text in row["title"].values()}

    def rows(self) -> list[Plain]:
        """Return the criteria that stay, new ones with a key made of their name."""
        filled = (form for form in self.forms if form.has_changed() or form.initial.get("key"))
        kept = [form for form in filled if getattr(form, "cleaned_data", None) and not form.cleaned_data.get(DELETION_FIELD_NAME)]
        taken = {item["key"] for item in self.part["criteria"]}
        found = []
        for form in kept:
            if form.is_valid():
                row = form.as_criterion()
                row["key"] = row["key"] or key_from(row["title"], taken, otherwise="criterion")
                taken.add(row["key"])
                found.append(row)
        return found

    def applied(self) -> Plain:
        """Return the document with what was typed."""
        return with_value(self.document, f"{self.path}/criteria", self.rows())

    def total(self) -> Decimal:
        """Return the sum of the weights as they stand in the form."""
        rows = self.rows() if self.is_bound else self.part["criteria"]
        return sum((Decimal(row["weight"]) for row in rows if isinstance(row.get("weight"), str)), Decimal(0))


def _initial(criterion: Plain) -> dict[str, Any]:
    anchors = {anchor["at"]: anchor["label"] for anchor in criterion["scale"].get("anchors", [])}
    marks = anchor_marks(criterion["scale"])
    plain = {name: criterion.get(name) for name in ("key", "title", "weight", "minimum")}
    numbers = {
        name: Decimal(number) for name, number in plain.items() if name in ("weight", "minimum") and isinstance(number, str)
    }
    words = {place: anchors.get(mark, {}) for place, mark in marks.items()}
    return plain | numbers | words | {"description": criterion.get("description") or {}}
