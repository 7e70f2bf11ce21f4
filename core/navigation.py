"""Where the portal's navigation comes from: each app registers what it offers, `templates/base.html` draws it.

An app registers a provider in its `AppConfig.ready` or in a module imported there:

    from core.navigation import NavigationItem, service_navigation

    @service_navigation.register
    def desk_links(request):
        if can_use_desk(request.user):
            yield NavigationItem.to_view(request, _("Desk"), "desk", order=30)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One link. `active` marks the section the reader is in; lower `order` comes first; `count` is a badge, hidden at 0."""

    text: str
    url: str
    active: bool = False
    order: int = 100
    count: int = 0

    @classmethod
    def to_view(cls, request: HttpRequest, text: str, view_name: str, *, order: int = 100, count: int = 0) -> "NavigationItem":
        """A link to a named view, active on that address and on every address below it.

        Raises:
            django.urls.NoReverseMatch: there is no view of that name.
        """
        url = reverse(view_name)
        return cls(text=text, url=url, active=request.path.startswith(url), order=order, count=count)


Provider = Callable[[HttpRequest], Iterable[NavigationItem]]


class NavigationRegistry:
    """An ordered set of providers, asked anew for each request."""

    def __init__(self) -> None:
        self._providers: list[Provider] = []

    def register(self, provider: Provider) -> Provider:
        """Add a provider; usable as a decorator. Registering the same one twice changes nothing."""
        if provider not in self._providers:
            self._providers.append(provider)
        return provider

    def items(self, request: HttpRequest) -> list[NavigationItem]:
        """The links this reader is offered, by `order`; equal orders keep the order of registration."""
        return sorted((item for provider in self._providers for item in provider(request)), key=lambda item: item.order)


# The row under the header: challenges, winners, and the rooms of each role.
service_navigation = NavigationRegistry()
# The links at the foot of every page: accessibility, privacy, open data.
footer_navigation = NavigationRegistry()
