"""What this app offers in the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.navigation import NavigationItem
from evaluation.queries.queue import was_offered_a_seat


def jury_link(request: HttpRequest) -> Iterator[NavigationItem]:
    """Yield the way to the queue for everybody who was offered a seat on a jury."""
    if was_offered_a_seat(request.user):
        yield NavigationItem.to_view(request, _("Jury"), "evaluation:queue", order=40)
