"""The map of the public site: what everybody may read, in every language."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from challenges.models import Challenge
from pages.models import InformationPage


class _PortalSitemap(Sitemap[Any]):
    """Addresses under PORTAL_BASE_URL, whatever host the request named."""

    protocol = urlsplit(settings.PORTAL_BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return str(urlsplit(settings.PORTAL_BASE_URL).netloc)


class SectionSitemap(_PortalSitemap):
    """The pages that are always there."""

    i18n = True
    alternates = True

    def items(self) -> list[str]:
        return ["pages:home", "pages:challenges", "pages:winners", "pages:transparency"]

    def location(self, item: str) -> str:
        return reverse(item)


class ChallengeSitemap(_PortalSitemap):
    """Every public challenge."""

    i18n = True
    alternates = True
    limit = 5000

    def items(self) -> QuerySet[Challenge]:
        found: QuerySet[Challenge] = Challenge.objects.public().only("reference", "published_at").order_by("reference")
        return found

    def location(self, item: Challenge) -> str:
        return reverse("pages:challenge", args=[item.reference])

    def lastmod(self, item: Challenge) -> datetime | None:
        return item.published_at


class InformationSitemap(_PortalSitemap):
    """About, help, privacy, accessibility: each language has its own page."""

    def items(self) -> QuerySet[InformationPage]:
        found: QuerySet[InformationPage] = InformationPage.objects.live().order_by("path")
        return found

    def location(self, item: InformationPage) -> str:
        return str(urlsplit(item.get_url()).path)


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "sections": SectionSitemap,
    "challenges": ChallengeSitemap,
    "information": InformationSitemap,
}
