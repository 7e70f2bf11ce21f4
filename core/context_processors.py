"""What every page of the portal knows without being told by its view."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.urls.resolvers import LocalePrefixPattern
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from core.navigation import footer_navigation, service_navigation


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language; `name` is written in that language."""

    code: str
    name: str
    url: str
    active: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """One link per language of the site, in the order of settings.LANGUAGES."""
    here = request.get_full_path()
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"].capitalize(),
            url=translate_url(here, code),
            active=code == get_language(),
        )
        for code, _name in settings.LANGUAGES
    ]


def portal(request: HttpRequest) -> dict[str, Any]:
    """Name, navigation and languages. Lazy: a template that draws no navigation asks no provider."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "home_url": f"/{LocalePrefixPattern(prefix_default_language=False).language_prefix}",
        "service_navigation": SimpleLazyObject(lambda: service_navigation.items(request)),
        "footer_navigation": SimpleLazyObject(lambda: footer_navigation.items(request)),
        "language_links": SimpleLazyObject(lambda: language_links(request)),
    }
