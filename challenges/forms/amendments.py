"""Why something public is amended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Amendment
from core.forms import Form, LongTextField


class AmendmentForm(Form):
    """The reason, which everybody will read, and its kind for open data."""

    code = forms.ChoiceField(label=_("What kind of reason is it?"), choices=Amendment.Code, widget=forms.RadioSelect)
    reason = LongTextField(
        label=_("Why is it amended?"),
        help_text=_("Everybody reads it as you write it: on the public page, in open data, and suppliers by e-mail."),
        max_length=2000,
        rows=4,
    )
