"""A challenge for search engines: schema.org in JSON-LD."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from pages.queries.challenge import PublicChallenge

# As Django's json_script does: nothing in the data can end the element around it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_challenge(public: PublicChallenge) -> SafeString:
    """Return the challenge as JSON-LD, ready to stand inside a script element."""
    address = f"{settings.PORTAL_BASE_URL}{reverse('pages:challenge', args=[public.challenge.reference])}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "identifier": public.challenge.reference,
        "name": public.words["title"],
        "description": public.words["summary"],
        "inLanguage": public.words_language,
        "provider": {"@type": "GovernmentOrganization", "name": public.content["authority"]["name"]},
    }
    if public.is_open and public.deadline:
        data["availabilityEnds"] = public.deadline.isoformat()
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 (escaped above)
