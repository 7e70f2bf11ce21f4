"""What this app offers in the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.permissions import is_official
from core.navigation import NavigationItem


def desk_link(request: HttpRequest) -> Iterator[NavigationItem]:
    """Yield the way to the desk for everybody who acts for an authority."""
    if is_official(request.user):
        yield NavigationItem.to_view(request, _("Desk"), "challenges:desk", order=30)
