"""What a secretary writes: outcomes with reasons, the public summary of a solution, why an award is held or taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import Decision
from awards.queries.deciding import Basis
from awards.rehearsal import SCENARIOS
from core.forms import Fieldset, Form, LongTextField, WholeNumberField
from core.forms.base import Group

# So many entries are played on a page; the command takes more.
MOST_REHEARSED = 200
LARGEST_SEED = 999_999


COURSES = [(each.key, each.title) for each in SCENARIOS.values()]


class RehearsalForm(Form):
    """In which course of events a draft is played through."""

    mark_optional = False
    scenario = forms.ChoiceField(label=gettext_lazy("What happens"), choices=COURSES)
    entries = WholeNumberField(label=gettext_lazy("Number of entries"), min_value=1, max_value=MOST_REHEARSED)
    seed = WholeNumberField(
        label=gettext_lazy("Seed"),
        help_text=gettext_lazy("The same number gives the same marks and draws again."),
        min_value=0,
        max_value=LARGEST_SEED,
    )


class KeepingForm(Form):
    """In which courses of events a rehearsal is kept with what it rehearsed, the hash of which is `sha256`."""

    scenarios = forms.MultipleChoiceField(
        label=gettext_lazy("What happens"), choices=COURSES, widget=forms.CheckboxSelectMultiple
    )
    entries = WholeNumberField(min_value=1, max_value=MOST_REHEARSED, widget=forms.HiddenInput)
    seed = WholeNumberField(max_value=LARGEST_SEED, widget=forms.HiddenInput)
    sha256 = forms.CharField(widget=forms.HiddenInput)


class DecisionForm(Form):
    """An outcome and a reason per ranked entry, filled with what the rules propose, and the reason for departing from that."""

    departure_reason = LongTextField(
        label=gettext_lazy("Reason for departing from the proposal"),
        help_text=gettext_lazy(
            "Needed where you decide otherwise than proposed, or between entries that share a rank. It becomes public."
        ),
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, basis: Basis, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = [entry.work_code for entry in basis.ranked]
        labels = dict(Decision.Outcome.choices)
        choices = [("", _("Choose an outcome")), *((outcome, labels[outcome]) for outcome in basis.allowed)]
        for code in self.codes:
            self.fields[f"outcome-{code}"] = forms.ChoiceField(
                label=_("Outcome"),
                choices=choices,
                initial=basis.proposed[code].outcome or "",
                error_messages={"required": _("Choose an outcome for entry %(code)s") % {"code": code}},
            )
            self.fields[f"reason-{code}"] = forms.CharField(
                label=_("What you add to the letter"), required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.legends = {code: _legend(code, names.get(code, code)) for code in self.codes}

    def groups(self) -> list[Group]:
        """A fieldset per entry, then the reason for departing."""
        entries = [
            Group(Fieldset(legend=legend, fields=[]), [self[f"outcome-{code}"], self[f"reason-{code}"]])
            for code, legend in self.legends.items()
        ]
        return [*entries, Group(None, [self["departure_reason"]])]

    @property
    def outcomes(self) -> dict[str, str]:
        """The chosen outcomes by work code."""
        return {code: self.cleaned_data[f"outcome-{code}"] for code in self.codes}

    @property
    def reasons(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"reason-{code}"] for code in self.codes}

    def ruling(self) -> dict[str, Any]:
        """The arguments that `decide_round` and `preview_letters` take."""
        return {"outcomes": self.outcomes, "reasons": self.reasons, "departure_reason": self.cleaned_data["departure_reason"]}


class FinaliseForm(Form):
    """The words about the solution that the public reads."""

    public_summary = LongTextField(
        label=gettext_lazy("The solution in a few sentences"),
        help_text=gettext_lazy("The public reads this beside the winner. Ask the supplier which words they allow."),
        max_words=150,
        rows=4,
    )


class ReasonForm(Form):
    """Why an award is suspended or resumed, or is to be overturned, or is not."""

    reason = LongTextField(label=gettext_lazy("Reason"), rows=3)


class ConfirmForm(Form):
    """To confirm what another person proposed: there is nothing to fill in."""


def _legend(code: str, name: str) -> str:
    return code if name == code else f"{code} · {name}"
