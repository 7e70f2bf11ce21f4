"""Dates and rules of a round, where it is of the plain kind."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from challenges.rules import plain_round
from challenges.rules.editing import Plain, at
from core.forms import DayField, Fieldset, Form, MomentField, MoneyField, TranslatedField

_TIE_BREAKS = {
    "jury": _("higher mark in the criterion with the greatest weight, then the jury decides"),
    "shared": _("higher mark in the criterion with the greatest weight, then they share the rank"),
    "earlier": _("higher mark in the criterion with the greatest weight, then earlier submission"),
    plain_round.KEEP_TIES: _("as written under all rules"),
}
_OPENERS = [(2, _("Two")), (1, _("One"))]


def small_number() -> forms.NumberInput:
    """Return an input as wide as what is typed into it."""
    return forms.NumberInput(attrs={"class": "govuk-input--width-4"})


class RoundForm(Form):
    """The rules of a plain round, but its criteria and questions. A draft may lack what submitting then asks for."""

    mark_optional = False
    fieldsets = [
        Fieldset(legend=_("Round"), fields=["title"]),
        Fieldset(
            legend=_("Dates"), fields=["opens_at", "closes_at", "decision_due_on"], hint=_("Times are legal time of the portal.")
        ),
        Fieldset(legend=_("Secrecy"), fields=["openers_required", "is_blind", "sees_others"]),
        Fieldset(legend=_("Judging"), fields=["scale_max", "minimum_scorecards", "threshold", "tie_break"]),
        Fieldset(legend=_("Outcome"), fields=["advance_limit", "prize_each"]),
    ]
    title = TranslatedField(label=_("Title"), max_length=80)
    opens_at = MomentField(label=_("Opens"), required=False)
    closes_at = MomentField(label=_("Deadline"), required=False, help_text=_("Noon on a working day leaves time for questions."))
    decision_due_on = DayField(label=_("Decision planned by"), required=False)
    openers_required = forms.TypedChoiceField(
        label=_("Officials needed to open"), coerce=int, choices=_OPENERS, widget=forms.RadioSelect
    )
    is_blind = forms.BooleanField(label=_("Blind: the jury does not know whose entry it reads"), required=False)
    sees_others = forms.ChoiceField(
        label=_("A juror sees the others' scorecards"), choices=Round.SeesOthers, widget=forms.RadioSelect
    )
    scale_max = forms.IntegerField(label=_("Highest mark"), min_value=1, max_value=10, widget=small_number())
    minimum_scorecards = forms.IntegerField(
        label=_("Scorecards needed per entry"), min_value=1, max_value=50, widget=small_number()
    )
    threshold = forms.DecimalField(
        label=_("Points needed"),
        min_value=0,
        decimal_places=2,
        localize=True,
        help_text=_("To advance or win. 0 means no threshold."),
    )
    tie_break = forms.ChoiceField(label=_("Ties are broken by"), widget=forms.RadioSelect, choices=list(_TIE_BREAKS.items()))
    advance_limit = forms.IntegerField(
        label=_("At most how many advance or win"), required=False, min_value=1, max_value=1000, widget=small_number(),
        help_text=_("How many go on to the next round; in the last round, how many win."),
    )  # fmt: skip
    prize_each = MoneyField(label=_("Prize for each of them"), max_digits=14)

    def __init__(self, *args: Any, document: Plain, key: str, currency: str, **kwargs: Any) -> None:
        self.document, self.key, self.currency = document, key, currency
        stage = at(document, f"rules/rounds/{key}")
        kwargs["initial"] = plain_round.read(stage, document["rules"].get("rewards", {}))
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in self.initial]:
            del self.fields[name]
        self.fields["title"].ask_in(document["rules"].get("languages", []))  # type: ignore[attr-defined]
        if "prize_each" in self.fields:
            self.fields["prize_each"].widget.suffix = currency
        if self.initial.get("tie_break") not in (None, plain_round.KEEP_TIES):
            self.fields["tie_break"].choices = [choice for choice in _TIE_BREAKS.items() if choice[0] != plain_round.KEEP_TIES]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The deadline comes after the opening."""
        cleaned = super().clean() or {}
        opens_at, closes_at, due_on = (cleaned.get(name) for name in ("opens_at", "closes_at", "decision_due_on"))
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", ValidationError(_("The deadline must be after the opening"), params={"part": "date"}))
        if closes_at and isinstance(due_on, date) and due_on < closes_at.date():
            self.add_error("decision_due_on", _("The decision cannot be planned before the deadline"))
        return cleaned

    def applied(self) -> Plain:
        """Return the document with what was typed."""
        return plain_round.write(self.document, self.key, self.cleaned_data, currency=self.currency)
