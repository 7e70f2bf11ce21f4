"""Manuscripts and what the public reads of a challenge."""

import re

from django.test import Client
from django.urls import reverse

from challenges.models import Challenge
from pages.models import ChallengePage

_CHANGING = re.compile(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"')


def manuscript(challenge: Challenge, language: str = "en") -> ChallengePage:
    """Return the manuscript of a challenge in a language."""
    return ChallengePage.objects.get(challenge=challenge, language=language)


def public_bytes(challenge: Challenge) -> tuple[str, bytes]:
    """Return what everybody reads: the article of the public page, and the version's JSON."""
    client = Client()
    page = client.get(reverse("pages:challenge", args=[challenge.reference]))
    assert page.status_code == 200
    article = page.content.decode().split("<article", 1)[1].split("</article>", 1)[0]
    version = client.get(reverse("pages:challenge_version", args=[challenge.reference, 1]))
    assert version.status_code == 200
    return _CHANGING.sub("", article), version.content
