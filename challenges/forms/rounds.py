"""Dates and rules of a round."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from challenges.versioning import number_text
from core.forms import DayField, Fieldset, Form, MomentField, MoneyField, TranslatedField

_TIE_BREAKS = (
    (Round.TieBreak.HEAVIEST_CRITERION, Round.TieBreak.EARLIER_SUBMISSION),
    (Round.TieBreak.HEAVIEST_CRITERION,),
    (Round.TieBreak.EARLIER_SUBMISSION,),
)


def small_number() -> forms.NumberInput:
    """Return an input as wide as what is typed into it."""
    return forms.NumberInput(attrs={"class": "govuk-input--width-4"})


_OPENERS = [(2, _("Two")), (1, _("One"))]


class RoundForm(Form):
    """Everything of a round that is a rule, but its criteria and questions. A draft may lack what submitting then asks for."""

    mark_optional = False
    fieldsets = [
        Fieldset(legend=_("Round"), fields=["title", "kind"]),
        Fieldset(
            legend=_("Dates"), fields=["opens_at", "closes_at", "decision_due_on"], hint=_("Times are legal time of the portal.")
        ),
        Fieldset(legend=_("Secrecy"), fields=["openers_required", "is_blind", "sees_others"]),
        Fieldset(legend=_("Judging"), fields=["scale_max", "minimum_scorecards", "threshold", "tie_break"]),
        Fieldset(legend=_("Outcome"), fields=["advance_limit", "prize_each"]),
    ]
    title = TranslatedField(label=_("Title"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=Round.Kind)
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
        max_value=100,
        decimal_places=2,
        widget=small_number(),
        help_text=_("Out of 100, to advance or win. 0 means no threshold."),
    )
    tie_break = forms.ChoiceField(label=_("Ties are broken by"), widget=forms.RadioSelect)
    advance_limit = forms.IntegerField(
        label=_("At most how many advance or win"), required=False, min_value=1, max_value=1000, widget=small_number(),
        help_text=_("How many go on to the next round; in the last round, how many win."),
    )  # fmt: skip
    prize_each = MoneyField(label=_("Prize for each of them"), max_digits=14)

    def __init__(self, *args: Any, stage: Round, **kwargs: Any) -> None:
        initial = {name: getattr(stage, name) for name in self.base_fields}
        kwargs["initial"] = initial | {"tie_break": ",".join(stage.tie_break), "threshold": number_text(stage.threshold)}
        super().__init__(*args, **kwargs)
        self.fields["title"].ask_in(stage.challenge.languages)  # type: ignore[attr-defined]
        self.fields["prize_each"].widget.suffix = stage.challenge.currency
        self.fields["tie_break"].choices = [  # type: ignore[attr-defined]
            (",".join(order), _(", then ").join(str(rule.label) for rule in order)) for order in _TIE_BREAKS
        ]

    def clean_tie_break(self) -> list[str]:
        return str(self.cleaned_data["tie_break"]).split(",")

    def clean(self) -> dict[str, Any]:
        """The deadline comes after the opening."""
        cleaned = super().clean() or {}
        opens_at, closes_at, due_on = (cleaned.get(name) for name in ("opens_at", "closes_at", "decision_due_on"))
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", ValidationError(_("The deadline must be after the opening"), params={"part": "date"}))
        if closes_at and due_on and due_on < closes_at.date():
            self.add_error("decision_due_on", _("The decision cannot be planned before the deadline"))
        return cleaned
