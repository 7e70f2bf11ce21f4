"""The supplier's and everybody's links."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.roles import SUPPLIER_ROLES
from core.navigation import NavigationItem


def supplier_links(request: HttpRequest) -> Iterator[NavigationItem]:
    """Yield the way to one's proposals, for people who act for a supplier."""
    user = request.user
    roles = {description.role for description in SUPPLIER_ROLES}
    if user.is_authenticated and any(held & roles for held in user.roles_by_organisation.values()):
        yield NavigationItem.to_view(request, _("My proposals"), "submissions:my", order=30)


def verification_link(request: HttpRequest) -> Iterator[NavigationItem]:
    """Yield the way to check a receipt."""
    yield NavigationItem.to_view(request, _("Check a receipt"), "submissions:verify", order=60)
