"""What the public site offers at the head and the foot of every page."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import is_administrator
from core.navigation import NavigationItem
from pages.models import InformationPage


def public_sections(request: HttpRequest) -> Iterator[NavigationItem]:
    """Challenges and winners, for everybody."""
    yield NavigationItem.to_view(request, _("Challenges"), "pages:challenges", order=10)
    yield NavigationItem.to_view(request, _("Winners"), "pages:winners", order=20)


def editor(request: HttpRequest) -> Iterator[NavigationItem]:
    """The editor of information pages, for administrators; officials reach their manuscripts from the desk."""
    if is_administrator(request.user):
        yield NavigationItem.to_view(request, _("Pages"), "wagtailadmin_home", order=90)


def information(request: HttpRequest) -> Iterator[NavigationItem]:
    """The information pages of the reader's language, in the order of the editor, and transparency."""
    pages = InformationPage.objects.live().filter(locale__language_code=get_language()).order_by("path")
    for page in pages:
        # Without the request: it would ask for the site, of which there is one.
        yield NavigationItem(text=page.title, url=urlsplit(page.get_url() or "").path, order=50)
    yield NavigationItem.to_view(request, _("Transparency"), "pages:transparency", order=60)
