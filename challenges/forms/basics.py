"""The basic facts of a challenge, and how one is started."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import Role
from challenges.models import LONGEST_WORKING_TITLE, Topic
from challenges.presets import PRESETS
from challenges.profiles import OFFERED_PROFILE_CHOICES, PROFILES
from challenges.rules.base import decimal_text
from challenges.rules.editing import Plain
from core.forms import Fieldset, Form, MoneyField, TranslatedField

CURRENCIES = [(code, code) for code in ("PLN", "EUR", "CHF", "CZK", "DKK", "GBP", "HUF", "NOK", "RON", "SEK", "UAH", "USD")]
_CPV = re.compile(r"\d{8}(-\d)?")


class CodesField(forms.CharField):
    """CPV codes between commas or spaces (Regulation (EC) No 2195/2002); gives a list of texts."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        codes = re.split(r"[\s,;]+", value.strip()) if isinstance(value, str) else list(value or [])
        return [code for code in codes if code]

    def validate(self, value: list[str]) -> None:
        super().validate(" ".join(value))
        for code in value:
            if not _CPV.fullmatch(code):
                raise ValidationError(
                    _("“%(code)s” is not a CPV code: eight digits, and a check digit after a hyphen."), params={"code": code}
                )

    def run_validators(self, value: Any) -> None:
        super().run_validators(" ".join(value))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def languages_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("Words, questions and criteria are asked for in each of them."),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )


class NewChallengeForm(Form):
    """Where a challenge begins: who asks, after which template, under which law."""

    fieldsets = [
        Fieldset(
            legend=_("What it is called"),
            fields=["authority", "titles", "topic"],
            hint=_("Title and topic can be changed later."),
        ),
        Fieldset(legend=_("How it runs"), fields=["preset", "law_profile", "languages", "currency"]),
    ]
    authority = forms.ModelChoiceField(label=_("Authority"), queryset=Organisation.objects.none())
    titles = TranslatedField(label=_("Title"), required_languages=[], max_length=LONGEST_WORKING_TITLE)
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("Choose")), *Topic.choices])
    preset = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)
    law_profile = forms.ChoiceField(label=_("Law profile"), choices=OFFERED_PROFILE_CHOICES, widget=forms.RadioSelect)
    languages = languages_field()
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authorities = Organisation.objects.authorities().with_role(user, Role.AUTHOR)
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]
        self.fields["preset"].choices = [  # type: ignore[attr-defined]
            (preset.key, f"{preset.name}. {preset.description}") for preset in PRESETS.values()
        ]
        if authorities.count() == 1:
            self.initial.setdefault("authority", authorities.get())

    def clean(self) -> dict[str, Any]:
        """A title in each chosen language."""
        cleaned = super().clean() or {}
        titles = cleaned.get("titles") or {}
        names = dict(settings.LANGUAGES)
        for language in cleaned.get("languages", []):
            if "titles" in cleaned and not titles.get(language):
                words = {"part": language, "language": names[language]}
                self.add_error("titles", ValidationError(_("Enter the title in %(language)s"), params=words))
        return cleaned


class BasicsForm(Form):
    """The facts that stand at the head of a challenge."""

    working_title = forms.CharField(
        label=_("Working title"),
        max_length=LONGEST_WORKING_TITLE,
        help_text=_("Only officials see it; the public title is among the words."),
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic)
    law_profile = forms.ChoiceField(label=_("Law profile"), choices=OFFERED_PROFILE_CHOICES, widget=forms.RadioSelect)
    languages = languages_field()
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    budget = MoneyField(
        label=_("Budget"),
        required=False,
        max_digits=14,
        help_text=_("The most you may spend on prizes and the contract after them."),
    )
    cpv_codes = CodesField(
        label=_("CPV codes"), required=False, help_text=_("For example 72000000-5. Put commas between several.")
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    contact_email = forms.EmailField(label=_("Contact e-mail"), help_text=_("Published with the challenge."))

    def __init__(self, *args: Any, document: Plain, working_title: str, **kwargs: Any) -> None:
        self.document = document
        notice, rules = document["notice"], document["rules"]
        budget = notice.get("budget") or {}
        kwargs["initial"] = {
            "working_title": working_title,
            "topic": notice.get("topic"),
            "law_profile": rules.get("law", {}).get("profile"),
            "languages": rules.get("languages", []),
            "currency": budget.get("currency", "EUR"),
            "budget": Decimal(budget["amount"]) if budget.get("amount") else None,
            "cpv_codes": notice.get("cpv_codes", []),
            "place": notice.get("place") or "",
            "contact_email": notice.get("contact_email") or "",
        }
        super().__init__(*args, **kwargs)
        self.fields["budget"].widget.suffix = self.initial["currency"]
        known = {code for code, _name in CURRENCIES}
        if self.initial["currency"] not in known:
            self.fields["currency"].choices = [*CURRENCIES, (self.initial["currency"],) * 2]  # type: ignore[attr-defined]

    def applied(self) -> Plain:
        """Return the document with what was typed; another profile brings its own numbers."""
        cleaned = self.cleaned_data
        notice = self.document["notice"] | {
            "topic": cleaned["topic"],
            "cpv_codes": cleaned["cpv_codes"],
            "place": cleaned["place"] or None,
            "contact_email": cleaned["contact_email"],
            "budget": budget_of(cleaned["budget"], cleaned["currency"]),
        }
        rules = self.document["rules"] | {"languages": cleaned["languages"]}
        if cleaned["law_profile"] != rules.get("law", {}).get("profile"):
            profile = PROFILES[cleaned["law_profile"]]
            rules["law"] = {**rules.get("law", {}), "profile": profile.key, "values": profile.law_values()}
        return {**self.document, "notice": notice, "rules": rules}


def budget_of(amount: Decimal | None, currency: str) -> Plain:
    """Return a budget; without an amount it only says in which currency sums are typed, and freezing leaves it out."""
    found: Plain = {"currency": currency, "tax": "gross"}
    return found if amount is None else {"amount": decimal_text(amount), **found}
