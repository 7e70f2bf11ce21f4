"""The secretary's check of an entry, and the filter of the list of entries."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, LongTextField
from submissions.lifecycle import EntryState


class CheckForm(Form):
    """A reason for admitting or not admitting; the button says which."""

    reason = LongTextField(
        label=_("Reason"), max_length=4000, rows=4, required=False,
        help_text=_("Needed if you do not admit the entry. Its supplier will read it."),
    )  # fmt: skip


class EntryFilterForm(Form):
    """What the list of entries shows; lives in the address."""

    mark_optional = False
    state = forms.ChoiceField(
        label=_("Checked"),
        required=False,
        choices=[
            ("", _("All entries")),
            (EntryState.SUBMITTED, _("Still to be checked")),
            (EntryState.ADMISSIBLE, _("Admitted")),
            (EntryState.INADMISSIBLE, _("Not admitted")),
        ],
    )
    lot = forms.ChoiceField(label=_("Lot"), required=False)
    code = forms.CharField(label=_("Work code"), required=False, max_length=10)

    def __init__(self, lots: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lots:
            cast(forms.ChoiceField, self.fields["lot"]).choices = [("", _("All lots")), *lots.items()]
        else:
            del self.fields["lot"]
