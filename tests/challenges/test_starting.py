"""Starting a challenge from a template, for one's own authority."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from challenges.models import Challenge
from tests.challenges.signing_in import SignedIn
from tests.factories.challenges import make_challenge_draft

pytestmark = pytest.mark.django_db


def test_a_challenge_is_started_from_a_template(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    typed = {
        "authority": str(ministry.authority.pk),
        "titles_en": "Quiet nights",
        "titles_pl": "",
        "topic": "health",
        "preset": "open-social-challenge",
        "law_profile": "eu-design-contest",
        "languages": ["en", "pl"],
        "currency": "EUR",
    }
    client = signed_in(ministry.author)
    refused = client.post(reverse("challenges:new"), typed)
    client.post(reverse("challenges:new"), typed | {"titles_pl": "Ciche noce"})

    assert "Enter the title in Polish" in refused.content.decode()
    challenge = Challenge.objects.get()
    assert (challenge.working_title, len(challenge.rules.rounds), challenge.currency) == ("Quiet nights", 1, "EUR")
    assert signed_in(ministry.publisher).get(reverse("challenges:new")).status_code == 403


def test_nobody_starts_a_challenge_for_another_authority(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    other = make_challenge_draft().authority
    client = signed_in(ministry.author)

    response = client.post(reverse("challenges:new"), {"authority": str(other.pk), "titles_en": "Mine now"})

    assert response.status_code == 422
    assert not Challenge.objects.filter(authority=other, working_title="Mine now").exists()
