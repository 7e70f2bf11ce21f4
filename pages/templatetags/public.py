"""Tags of the public site."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from core import clock
from pages.blocks import frozen_blocks
from pages.models import ChallengePage
from pages.queries.challenge import PublicChallenge, previewed_challenge

register = template.Library()


@register.simple_tag
def absolute(path: str) -> str:
    """Return the full address of a path: under the portal's own name, whatever host the request named."""
    return f"{settings.PORTAL_BASE_URL}{path}"


@register.simple_tag
def preview_of(page: ChallengePage) -> PublicChallenge:
    """Return a challenge as the public would read it if the words of this manuscript, saved or not, were frozen now."""
    words: dict[str, dict[str, Any]] = {
        page.language: {"title": page.title, "summary": page.summary, "brief": frozen_blocks(page.brief)}
    }
    language = get_language() or settings.LANGUAGE_CODE
    return previewed_challenge(page.challenge, words=words, language=language, now=clock.now())
