"""In which course of events rules are played through."""

from django import forms
from django.utils.translation import gettext_lazy

from awards.rehearsal import SCENARIOS
from core.forms import Form, WholeNumberField

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
