"""What is said by mail about a challenge's way to the public, and to whom."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from challenges import cancelling
from challenges.models import Amendment, Challenge, ChallengeVersion
from core.mail import queue_mail


def tell_publishers(challenge: Challenge, version: ChallengeVersion) -> None:
    """Ask the publishers of the authority who wrote none of it to approve the candidate."""
    _tell("submitted", challenge, version, _approvers(version), view="review", writer=version.submitted_by)


def _approvers(version: ChallengeVersion) -> Iterable[User]:
    """Return the publishers of the authority who wrote none of `version`."""
    held = {"memberships__organisation": version.challenge.authority_id, "memberships__role": Role.PUBLISHER}
    return User.objects.filter(is_active=True, **held).exclude(pk__in=version.writers.values("pk"))


def tell_writers(fact: str, challenge: Challenge, version: ChallengeVersion, *, by: User) -> None:
    """Tell those who wrote the version what became of it: `fact` is published or returned."""
    _tell(fact, challenge, version, version.writers.filter(is_active=True).exclude(pk=by.pk), view="challenge")


def tell_approvers_of_amendment(amendment: Amendment, version: ChallengeVersion) -> None:
    """Ask the publishers of the authority who wrote none of it to approve the amendment."""
    context = {"writer": version.submitted_by, "amendment": amendment}
    _tell("amendment_submitted", amendment.challenge, version, _approvers(version), view="amendment", **context)


def tell_writers_of_amendment(fact: str, amendment: Amendment, *, by: User) -> None:
    """Tell those who wrote the amendment what became of it: `fact` is published or returned."""
    version = amendment.candidate
    if version is not None:
        writers = version.writers.filter(is_active=True).exclude(pk=by.pk)
        _tell(f"amendment_{fact}", amendment.challenge, version, writers, view="amendment", amendment=amendment)


def tell_cancelled(challenge: Challenge, *, by: User) -> None:
    """Tell the writers of a challenge and everybody whom it concerns that it was cancelled, and why; nobody twice."""
    writers = challenge.candidate.writers.filter(is_active=True).exclude(pk=by.pk) if challenge.candidate else ()
    on_the_desk = [(person, _desk_path) for person in writers]
    version = challenge.published_version or challenge.candidate
    titles = version.titles if version else challenge.working_title
    for person, path in [*on_the_desk, *cancelling.told(challenge)]:
        context = {"challenge": challenge, "titles": titles, "path": partial(path, challenge)}
        key = f"challenge-cancelled:{challenge.reference}:{person.pk}"
        queue_mail(key=key, to=person, template="challenge_cancelled", context=context)


def _desk_path(challenge: Challenge) -> str:
    return reverse("challenges:challenge", args=[challenge.reference])


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
