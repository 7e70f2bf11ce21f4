"""Taking challenges of the Challenge.gov feed into the archive."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Organisation
from challenges.challenge_gov import FeedChallenge
from challenges.models import Challenge
from challenges.models.challenge import Topic
from challenges.services.archive import archive_challenge

COUNTRY, CURRENCY, LANGUAGE = "US", "USD", "en"
# The feed says what kind of thing was asked for, not what about; the department does.
_TOPICS = (
    (("Health", "Food and Drug", "Disease"), Topic.HEALTH),
    (("Energy", "Environmental", "Interior", "Agriculture", "Oceanic"), Topic.ENVIRONMENT),
    (("Transportation", "Aviation"), Topic.TRANSPORT),
    (("Education",), Topic.EDUCATION),
    (("Defense", "Nav", "Homeland", "Justice", "Intelligence", "Security"), Topic.SAFETY),
    (("Veterans", "Housing", "International Development", "Labor"), Topic.SOCIAL),
    (("Commerce", "Small Business", "Commodity", "Deposit Insurance", "Census"), Topic.ECONOMY),
    (("General Services", "Management and Budget"), Topic.PUBLIC_SERVICES),
)


@transaction.atomic
def archive_feed_challenge(found: FeedChallenge) -> bool:
    """Store one challenge of the feed as concluded and return True; False if the archive has it already.

    The total prize becomes the budget, in US dollars. Raises ValidationError for what the archive cannot hold.
    """
    reference = f"US-{found.id}"
    if Challenge.objects.filter(reference=reference).exists():
        return False
    archive_challenge(
        _agency(found.agency),
        reference=reference,
        words={LANGUAGE: {"title": found.title, "summary": found.tagline, "brief": _brief(found)}},
        topic=_topic(found.agency),
        source_url=found.source_url,
        published_at=found.first_moment,
        opens_at=found.opens.instant if found.opens else None,
        closes_at=found.closes.instant if found.closes else None,
        currency=CURRENCY,
        budget=found.total_prize,
    )
    return True


def _agency(name: str) -> Organisation:
    """Return the authority of this name; nobody acts for it here, it only signs the archive."""
    authority, _made = Organisation.objects.get_or_create(
        kind=Organisation.Kind.AUTHORITY,
        country=COUNTRY,
        name=name,
        defaults={"slug": slugify(f"us {name}")[:80], "legal_form": Organisation.LegalForm.PUBLIC_BODY},
    )
    return authority


def _topic(agency: str) -> Topic:
    for words, topic in _TOPICS:
        if any(word in agency for word in words):
            return topic
    return Topic.SCIENCE


def _brief(found: FeedChallenge) -> list[dict[str, Any]]:
    """Return the record's texts as blocks, after the facts as they were printed."""
    facts = {
        "Agency": found.agency_as_printed,
        "Legal authority": found.legal_authority,
        "Asked for": ", ".join(found.kinds),
        "Total prize as printed": found.prize_as_printed,
        "Opened, as printed": found.opens_as_printed,
        "Closed, as printed": found.closes_as_printed,
    }
    rows = [{"type": "item", "value": {"label": label, "value": value}} for label, value in facts.items() if value]
    blocks: list[dict[str, Any]] = [{"type": "facts", "value": rows}]
    for heading, prose in found.brief:
        blocks += [{"type": "heading", "value": heading}, {"type": "paragraph", "value": prose}]
    return blocks
