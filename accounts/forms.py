"""What people fill in about themselves and their organisations."""

from typing import Any, cast

from allauth.account.forms import SignupForm
from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import IdentifierError, Scheme, checked_identifier
from accounts.models import Organisation
from accounts.roles import AUTHORITY_ROLES, SUPPLIER_ROLES, Role
from core.folding import folded
from core.forms import Fieldset, Form, ModelForm, WholeNumberField

# The EU, the EEA, and who most often enters besides.
COUNTRIES = """
    AT BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK UA US
"""


def country_choices() -> list[tuple[str, str]]:
    """Return countries by code, with their names in the active language, in the order of the names."""
    names = Locale.parse(get_language() or settings.LANGUAGE_CODE).territories
    return sorted(((code, names[code]) for code in COUNTRIES.split()), key=lambda country: folded(country[1]))


class SignUpForm(SignupForm):
    """E-mail address, name, password. The adapter takes the name and the language of the page."""

    name = forms.CharField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["email", "name", "password1"]


class ProfileForm(Form):
    """A person's own data."""

    name = forms.CharField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, help_text=_("In which we write to you.")
    )


class PersonEntryForm(Form):
    """What a person without a company tells."""

    name = forms.CharField(label=_("Full name"), max_length=200, help_text=_("As it will stand in a contract, if you win."))


class OrganisationForm(ModelForm):
    """An organisation's data, entered once. `kind` decides which legal forms there are."""

    fieldsets = [
        Fieldset(legend=_("The organisation"), fields=["name", "legal_form", "country"]),
        Fieldset(
            legend=_("Identifier"),
            fields=["identifier_scheme", "identifier"],
            hint=_("A number from a public register. We check its digits now and the register before an award."),
        ),
        Fieldset(
            legend=_("Size"),
            fields=["headcount", "turnover", "balance_sheet"],
            hint=_("Of the last closed year. We work out whether this is a micro, small or medium-sized enterprise."),
        ),
    ]
    headcount = WholeNumberField(label=_("Number of staff"), required=False)
    turnover = WholeNumberField(label=_("Yearly turnover in euro"), required=False)
    balance_sheet = WholeNumberField(label=_("Balance sheet total in euro"), required=False)
    identifier_scheme = forms.ChoiceField(
        label=_("Kind of identifier"), choices=[("", _("None")), *Scheme.choices], required=False
    )

    class Meta:
        model = Organisation
        fields = (
            "name", "legal_form", "country", "identifier_scheme", "identifier", "headcount", "turnover", "balance_sheet",
        )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=country_choices, initial="PL")
        possible = _legal_forms(kind)
        legal_form = cast("forms.ChoiceField", self.fields["legal_form"])
        legal_form.choices = [choice for choice in Organisation.LegalForm.choices if choice[0] in possible]
        if kind == Organisation.Kind.AUTHORITY:
            for name in ("headcount", "turnover", "balance_sheet"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """An identifier and its kind belong together, and the number must be one of that kind."""
        data = super().clean() or self.cleaned_data
        scheme, number = data.get("identifier_scheme", ""), data.get("identifier", "")
        if number and not scheme:
            self.add_error("identifier_scheme", _("Choose the kind of this identifier"))
        elif scheme and not number and "identifier" not in self.errors:
            self.add_error("identifier", _("Fill in the number"))
        elif scheme and number:
            try:
                data["identifier"] = checked_identifier(scheme, number)
            except IdentifierError:
                self.add_error("identifier", _("This is not a valid number of the chosen kind. Check each digit."))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """Leave it to the service whether an identifier is taken: it says what to do then, the constraint only that it is."""
        return {*super()._get_validation_exclusions(), "identifier"}  # type: ignore[misc] # the stubs leave it out


def _legal_forms(kind: str) -> set[Organisation.LegalForm]:
    every = set(Organisation.LegalForm)
    if kind == Organisation.Kind.AUTHORITY:
        return {Organisation.LegalForm.PUBLIC_BODY}
    return every - {Organisation.LegalForm.PUBLIC_BODY, Organisation.LegalForm.NATURAL_PERSON}


class InvitationForm(Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        described = AUTHORITY_ROLES if organisation.is_authority else SUPPLIER_ROLES
        role = cast("forms.ChoiceField", self.fields["role"])
        role.choices = [(row.role.value, f"{row.role.label}: {row.can}") for row in described]


class GrantForm(Form):
    """Which role in which authority a person is given."""

    organisation = forms.ModelChoiceField(
        label=_("Authority"), queryset=Organisation.objects.authorities().order_by("name"), to_field_name="slug"
    )
    role = forms.ChoiceField(label=_("Role"), choices=[(row.role.value, row.role.label) for row in AUTHORITY_ROLES])


class MembershipForm(Form):
    """A role of a person in an organisation, as posted by a button."""

    organisation = forms.ModelChoiceField(queryset=Organisation.objects.all(), to_field_name="slug")
    role = forms.ChoiceField(choices=Role.choices)


class PeopleFilterForm(Form):
    """The search of the list of people."""

    mark_optional = False
    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)


class OrganisationFilterForm(Form):
    """The search of the list of organisations."""

    mark_optional = False
    q = forms.CharField(label=_("Name or identifier"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Organisation.Kind.choices], required=False)
    unverified = forms.BooleanField(label=_("Only those that wait to be verified"), required=False)
