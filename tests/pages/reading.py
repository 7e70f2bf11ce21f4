"""Reading the public pages as a guest."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from challenges.models import Challenge
from challenges.services import archive_challenge
from tests.factories.challenges import make_authority

MOST_BYTES = 250_000


def read(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"pages:{name}", args=args))
    assert response.status_code == 200
    assert len(response.content) < MOST_BYTES
    return response.content.decode()


def archived(reference: str = "US-0001", brief: str = "<h3>Rules</h3><p>Old.</p>") -> Challenge:
    words = {"title": "Lunar loo", "summary": "A toilet.", "brief": [{"type": "paragraph", "value": brief}]}
    moment = datetime(2020, 6, 25, 12, tzinfo=UTC)
    return archive_challenge(
        make_authority("NASA"),
        reference=reference,
        words={"en": words},
        topic="science",
        source_url="https://www.challenge.gov/?challenge=lunar-loo",
        published_at=moment,
        opens_at=moment,
        closes_at=moment + timedelta(days=50),
        budget=Decimal(35_000),
    )
