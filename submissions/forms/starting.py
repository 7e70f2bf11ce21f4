"""Starting a proposal, and naming it."""

from collections.abc import Mapping, Sequence
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


class LotForm(Form):
    """The lot that a proposal is for."""

    lot = forms.ChoiceField(label=_("Lot"), widget=forms.RadioSelect)

    def __init__(self, lots: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["lot"]).choices = list(lots.items())


class StartForm(TitleForm):
    """For whom one takes part, in which of the lots, where there are any, and what one proposes."""

    supplier = forms.ChoiceField(label=_("Who takes part?"), widget=forms.RadioSelect)
    lot = forms.ChoiceField(
        label=_("Which lot is your proposal for?"),
        widget=forms.RadioSelect,
        help_text=_("To take part in several lots, start a proposal for each."),
    )
    field_order = ("supplier", "lot", "title")

    def __init__(self, suppliers: Sequence[Organisation], lots: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lots:
            cast(forms.ChoiceField, self.fields["lot"]).choices = list(lots.items())
        else:
            del self.fields["lot"]
        choices: list[tuple[str, Any]] = [(supplier.slug, supplier.name) for supplier in suppliers]
        if not any(supplier.legal_form == Organisation.LegalForm.NATURAL_PERSON for supplier in suppliers):
            choices.append((AS_PERSON, _("I take part myself, as a person without an organisation")))
        field = cast(forms.ChoiceField, self.fields["supplier"])
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]
