"""Starting a proposal, and naming it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import Form

# The choice to enter without an organisation.
AS_PERSON = "person"


class TitleForm(Form):
    """The title of a solution."""

    title = forms.CharField(
        label=_("Title of your solution"),
        max_length=120,
        help_text=_("A few words that name what you propose. Do not put your own name or that of your organisation into it."),
    )


class StartForm(TitleForm):
    """For whom one takes part, and what one proposes."""

    supplier = forms.ChoiceField(label=_("Who takes part?"), widget=forms.RadioSelect)
    field_order = ("supplier", "title")

    def __init__(self, suppliers: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(supplier.slug, supplier.name) for supplier in suppliers]
        if not any(supplier.legal_form == Organisation.LegalForm.NATURAL_PERSON for supplier in suppliers):
            choices.append((AS_PERSON, _("I take part myself, as a person without an organisation")))
        field = cast(forms.ChoiceField, self.fields["supplier"])
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]
