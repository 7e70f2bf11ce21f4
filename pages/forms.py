"""What the public asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.lifecycle import ChallengePhase
from challenges.models.challenge import Topic
from core.forms import Form
from pages.queries.listing import publishing_authorities


class ChallengeFilter(Form):
    """The filters of the list of challenges; they live in the address. What is unknown is passed over, not refused."""

    mark_optional = False

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=[("", _("All phases")), *ChallengePhase.choices])
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[("", _("All topics")), *Topic.choices])
    authority = forms.ChoiceField(label=_("Authority"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authorities = [(authority.slug, authority.name) for authority in publishing_authorities()]
        self.fields["authority"].choices = [("", _("All authorities")), *authorities]  # type: ignore[attr-defined]

    @property
    def criteria(self) -> dict[str, str]:
        """The filters that are set and known, as `pages.queries.listing.found_challenges` takes them."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        given["query"] = given.pop("q")
        return {name: value for name, value in given.items() if value}
