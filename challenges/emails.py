"""What is said by mail about a challenge's way to the public, and to whom."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from challenges.models import Challenge, ChallengeVersion
from core.mail import queue_mail


def tell_publishers(challenge: Challenge, version: ChallengeVersion) -> None:
    """Ask the publishers of the authority who wrote none of it to approve the candidate."""
    publishers = User.objects.filter(
        is_active=True, memberships__organisation=challenge.authority_id, memberships__role=Role.PUBLISHER
    ).exclude(pk__in=version.writers.values("pk"))
    _tell("submitted", challenge, version, publishers, view="review", writer=version.submitted_by)


def tell_writers(fact: str, challenge: Challenge, version: ChallengeVersion, *, by: Any) -> None:
    """Tell those who wrote the version what became of it: `fact` is published, returned or cancelled."""
    _tell(fact, challenge, version, version.writers.filter(is_active=True).exclude(pk=by.pk), view="challenge")


def _tell(
    fact: str, challenge: Challenge, version: ChallengeVersion, people: Iterable[User], *, view: str, **context: Any
) -> None:
    for person in people:
        queue_mail(
            key=f"challenge-{fact}:{version.pk}:{person.pk}",
            to=person,
            template=f"challenge_{fact}",
            context={
                "challenge": challenge,
                "titles": version.titles,
                "path": lambda: reverse(f"challenges:{view}", args=[challenge.reference]),
                **context,
            },
        )
