"""Starting a proposal, and naming it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import Form, LongTextField

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


class PartnersForm(Form):
    """Who takes part with the supplier; `seen` is what was shown, so that nobody overwrites what they have not read."""

    partners = LongTextField(
        label=_("Who takes part with you?"),
        required=False,
        max_length=20_000,
        rows=8,
        help_text=_("One organisation or person on each line, without the one that enters."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_partners(self) -> list[str]:
        """Return the names."""
        return [line for line in self.cleaned_data["partners"].splitlines() if line.strip()]

    def clean_seen(self) -> list[str]:
        """Return the names that were shown."""
        return list(self.cleaned_data["seen"].splitlines())


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
