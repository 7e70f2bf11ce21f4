"""What the main menu offers by reason of who a person is."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import is_administrator
from core.navigation import NavigationItem


def administration_link(request: HttpRequest) -> Iterator[NavigationItem]:
    """The desk of administrators: people and organisations."""
    if is_administrator(request.user):
        url, beside = reverse("accounts:people"), reverse("accounts:desk_organisations")
        yield NavigationItem(text=_("Administration"), url=url, active=request.path.startswith((url, beside)), order=80)
