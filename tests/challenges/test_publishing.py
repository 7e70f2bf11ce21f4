import pytest

from challenges.models import Challenge
from tests.factories.challenges import make_published_challenge

pytestmark = pytest.mark.django_db


def test_a_published_challenge_has_its_first_version() -> None:
    challenge = make_published_challenge()

    assert challenge.state == Challenge.State.PUBLISHED
    assert challenge.published_version.number == 1
