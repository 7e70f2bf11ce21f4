"""Filters that live in the URL."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.lifecycle import ChallengeState
from core.forms import Form


class DeskFilterForm(Form):
    """Which challenges the desk lists; `counts` by state stand beside the choices."""

    mark_optional = False
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, counts: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("All (%(count)d)") % {"count": sum(counts.values())})
        states = [(state.value, f"{state.label} ({counts[state]})") for state in ChallengeState]
        self.fields["state"].choices = [everything, *states]  # type: ignore[attr-defined]
