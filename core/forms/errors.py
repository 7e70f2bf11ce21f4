"""From refused forms to the links of the error summary."""

from collections.abc import Iterable, Iterator
from typing import cast

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet

from core.components import ErrorLink
from core.forms.renderer import PortalBoundField, PortalRenderer, dress

_NAMELESS = {
    "invalid", "too_long", "min_value", "max_value", "max_length", "max_digits", "max_decimal_places", "max_whole_digits",
}  # fmt: skip


def error_links(forms: Iterable[BaseForm | BaseFormSet]) -> list[ErrorLink]:
    """Every error of the forms in page order, each with the id of its input. Errors about the whole lead to the first field."""
    return [link for form in forms for link in _links(form)]


def _links(form: BaseForm | BaseFormSet) -> Iterator[ErrorLink]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from (ErrorLink(text=str(error)) for error in form.non_form_errors())
        for member in form.forms:
            yield from _links(member)
        return
    if not form.is_bound or form.is_valid():
        return
    ours = isinstance(form.renderer, PortalRenderer)
    dress(form)
    visible = cast("list[PortalBoundField]", form.visible_fields())
    first = visible[0].error_target if visible else ""
    yield from (ErrorLink(text=str(error), target=first) for error in form.non_field_errors())
    for field in form.hidden_fields():
        yield from (ErrorLink(text=f"{field.label}: {error}", target=first) for error in field.errors)
    for field in visible:
        for error in form.errors.as_data().get(field.name, []):
            text = " ".join(error.messages)
            # Our own messages name the field, or what is wrong with it; Django's say "Enter a whole number" and no more.
            prefix = f"{field.label}: " if not ours or error.code in _NAMELESS else ""
            yield ErrorLink(text=f"{prefix}{text}", target=field.error_target)
