"""What machines ask of the public site: keys, maps, rules for crawlers; and the ledger's heads."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as draw_sitemap
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core import clock
from ledger import signing
from ledger.queries import published_heads
from pages.queries.sitemap import SITEMAPS


def transparency(request: HttpRequest) -> HttpResponse:
    """The published heads of the ledger, and how to check them."""
    page = Paginator(published_heads(), 25).get_page(request.GET.get("page"))
    return render(request, "pages/transparency.html", {"page_of_heads": page, "now": clock.now()})


def jwks(request: HttpRequest) -> HttpResponse:
    """The public keys of the portal's signatures (RFC 7517)."""
    return JsonResponse(signing.public_keys(), content_type="application/jwk-set+json")


def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read all that is public; the rest asks for a sign-in anyway."""
    closed = "".join(f"Disallow: {path}\n" for path in ("/cms/", "/desk/", "/jury/", "/my/", "/account/"))
    lines = f"User-agent: *\n{closed}\nSitemap: {settings.PORTAL_BASE_URL}/sitemap.xml\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address in every language."""
    return draw_sitemap(request, SITEMAPS)
