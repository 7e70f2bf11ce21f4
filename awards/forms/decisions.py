"""What is written about a decision: outcomes and reasons by who proposes it, ground and reason by who does not agree."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.lifecycle import Annulment, SendingBack
from awards.models import Decision
from awards.queries.deciding import Basis
from core.forms import Fieldset, Form, LongTextField
from core.forms.base import Group

DEPARTURE = "departure_reason"


class DecisionForm(Form):
    """What is added to each letter; outcomes where officials may choose them, filled with what the rules propose, and why so."""

    def __init__(self, *args: Any, basis: Basis, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.basis = basis
        self.codes = [entry.work_code for entry in basis.ranked]
        # By rules of format 1 a person chooses between those who share a rank where the places end.
        self.chosen = [code for code in self.codes if basis.may_depart or basis.proposed[code].outcome is None]
        for code in self.codes:
            self._add_entry(code)
        if basis.may_depart or basis.stops_at_a_tie:
            self._add_departure()
        self.legends = {code: legend(code, names) for code in self.codes}

    def _add_entry(self, code: str) -> None:
        labels = dict(Decision.Outcome.choices)
        choices = [("", _("Choose an outcome")), *((outcome, labels[outcome]) for outcome in self.basis.allowed)]
        if code in self.chosen:
            self.fields[f"outcome-{code}"] = forms.ChoiceField(
                label=_("Outcome"),
                choices=choices,
                initial=self.basis.proposed[code].outcome or "",
                error_messages={"required": _("Choose an outcome for entry %(code)s") % {"code": code}},
            )
        self.fields[f"reason-{code}"] = forms.CharField(
            label=_("What you add to the letter"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    def _add_departure(self) -> None:
        if self.basis.may_depart:
            label = _("Reason for departing from the proposal")
            hint = _(
                "Needed where you decide otherwise than proposed. Another official must agree, everybody concerned is told, and "
                "it becomes public."
            )
        else:
            label = _("How you choose between entries that share a rank")
            hint = _("It becomes public.")
        self.fields[DEPARTURE] = LongTextField(label=label, help_text=hint, required=False, rows=4)

    def groups(self) -> list[Group]:
        """A fieldset per entry, then the reason for departing."""
        entries = [
            Group(Fieldset(legend=text, fields=[]), [self[name] for name in self._names(code) if name in self.fields])
            for code, text in self.legends.items()
        ]
        return [*entries, *([Group(None, [self[DEPARTURE]])] if DEPARTURE in self.fields else [])]

    @staticmethod
    def _names(code: str) -> tuple[str, str]:
        return f"outcome-{code}", f"reason-{code}"

    def ruling(self) -> dict[str, Any]:
        """The arguments that `decide_round`, `propose_decision` and `preview_letters` take."""
        outcomes = {code: proposal.outcome for code, proposal in self.basis.proposed.items() if proposal.outcome is not None}
        outcomes |= {code: self.cleaned_data[f"outcome-{code}"] for code in self.chosen}
        reasons = {code: self.cleaned_data[f"reason-{code}"] for code in self.codes}
        return {"outcomes": outcomes, "reasons": reasons, "departure_reason": self.cleaned_data.get(DEPARTURE, "")}


class SendBackForm(Form):
    """On which ground, and why, a verdict goes back to its jury."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=SendingBack.choices, widget=forms.RadioSelect)
    reason = LongTextField(label=gettext_lazy("Reason"), help_text=gettext_lazy("The jury reads it."), rows=3)


class AnnulForm(Form):
    """On which ground, and why, a contest ends without a result."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=Annulment.choices, widget=forms.RadioSelect)
    reason = LongTextField(label=gettext_lazy("Reason"), help_text=gettext_lazy("It becomes public."), rows=3)


def legend(code: str, names: Mapping[str, str]) -> str:
    """Return what an entry is called: its code, with the name where it may be known."""
    name = names.get(code, code)
    return code if name == code else f"{code} · {name}"
