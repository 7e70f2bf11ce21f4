"""The base classes of the portal's forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from core.forms.fields import MarkField
from core.forms.renderer import PortalBoundField, PortalRenderer


@dataclass(frozen=True, kw_only=True)
class Fieldset:
    """Fields that belong together, under a legend or none. Names that the form does not have (any more) are passed over."""

    legend: Any
    fields: Sequence[str]
    hint: Any = ""


@dataclass(frozen=True)
class Group:
    """A fieldset with its bound fields, or fields that stand under no legend (`fieldset` is None)."""

    fieldset: Fieldset | None
    fields: list[forms.BoundField]


def _required_message(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return _("Choose a file for “{label}”")
    if isinstance(field, forms.BooleanField):
        return _("Tick “{label}” to go on")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | MarkField):
        return _("Choose an answer for “{label}”")
    return _("Fill in “{label}”")


class PortalForm(forms.BaseForm):
    """What makes a form ours. `fieldsets` groups the fields; `mark_optional = False` leaves out "(optional)" (filters)."""

    default_renderer = PortalRenderer
    bound_field_class = PortalBoundField
    # The server explains errors better than the browser's bubbles: forms carry `novalidate` and no `required`.
    use_required_attribute = False
    fieldsets: ClassVar[Sequence[Fieldset]] = ()
    mark_optional: ClassVar[bool] = True

    def full_clean(self) -> None:
        """Validate, with messages that name the field: "This field is required" says nothing in a list of errors."""
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                label = self[name].label
                field.error_messages["required"] = _required_message(field).format(label=label)
        super().full_clean()

    def groups(self) -> list[Group]:
        """Fieldsets in their order, after them the fields that none of them names."""
        named = {name for fieldset in self.fieldsets for name in fieldset.fields}
        groups = [
            Group(fieldset if fieldset.legend else None, [self[name] for name in fieldset.fields if name in self.fields])
            for fieldset in self.fieldsets
        ]
        rest = [field for field in self.visible_fields() if field.name not in named]
        return [group for group in [*groups, Group(None, rest)] if group.fields]

    def get_context(self) -> dict[str, Any]:
        """Django's context and the groups."""
        return {**super().get_context(), "groups": self.groups()}


class Form(PortalForm, forms.Form):
    """Base of every form that is not made from a model."""


class ModelForm(PortalForm, forms.ModelForm):
    """Base of every form made from a model. Declare moments, money and translated texts with the fields of core.forms."""
