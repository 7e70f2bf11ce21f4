"""What waits for an official among the challenges themselves."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, Visitor
from accounts.roles import Role
from challenges.lifecycle import AmendmentState, ChallengeState
from challenges.models import Amendment, Challenge
from core.worklist import WorkItem


def waiting_challenges(user: Visitor) -> Iterator[WorkItem]:
    """Yield what `user` can do next: approve what others wrote, mend what came back."""
    if not user.is_authenticated:
        return
    to_approve = _of(user, Role.PUBLISHER).filter(state=ChallengeState.IN_REVIEW).exclude(candidate__writers=user)
    for challenge in to_approve:
        yield _item(challenge, _("Approve %(reference)s"), "review")
    for challenge in _of(user, Role.AUTHOR).filter(state=ChallengeState.DRAFT).exclude(closing_reason=""):
        yield _item(challenge, _("Mend %(reference)s, which was returned"), "challenge")
    for amendment in _amended(user, Role.PUBLISHER).filter(state=AmendmentState.IN_REVIEW).exclude(candidate__writers=user):
        yield _item(amendment.challenge, _("Approve the amendment of %(reference)s"), "amendment")
    for amendment in _amended(user, Role.AUTHOR).filter(state=AmendmentState.DRAFTING).exclude(return_reason=""):
        yield _item(amendment.challenge, _("Mend the amendment of %(reference)s, which was returned"), "amendment")


def _amended(user: Visitor, role: Role) -> QuerySet[Amendment]:
    mine = Organisation.objects.with_role(user, role)
    running = Amendment.objects.filter(challenge__authority__in=mine, challenge__state=ChallengeState.PUBLISHED)
    return running.select_related("challenge")


def _of(user: Visitor, role: Role) -> Any:
    return Challenge.objects.filter(authority__in=Organisation.objects.with_role(user, role))


def _item(challenge: Challenge, act: str, view: str) -> WorkItem:
    url = reverse(f"challenges:{view}", args=[challenge.reference])
    return WorkItem(title=act % {"reference": challenge.reference}, url=url, context=challenge.working_title)
