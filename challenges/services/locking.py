"""Taking hold of a challenge before changing it."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.lifecycle import CHALLENGE
from challenges.models import Challenge, Contribution
from core.lifecycle import Gap, TransitionRefused
from ledger.services import record_event


def lock(challenge: Challenge) -> Challenge:
    """Lock the row of `challenge` until the transaction ends and bring the object up to date."""
    challenge.refresh_from_db(from_queryset=Challenge.objects.select_for_update())
    return challenge


def hold_for_editing(challenge: Challenge, *, by: User, part: str) -> Challenge:
    """Lock `challenge`, refuse unless it is a draft that `by` may write, and note that `by` wrote `part` of its rules.

    Raises TransitionRefused.
    """
    lock(challenge)
    CHALLENGE.demand(challenge, "edit", by=by)
    Contribution.objects.get_or_create(challenge=challenge, user=by)
    record_event("edit", challenge.reference, by=by, part=part)
    return challenge


def demand_reason(transition: str, reason: str) -> str:
    """Return `reason` without space around it; raise TransitionRefused when there is none."""
    if not reason.strip():
        raise TransitionRefused(transition, [Gap(_("Give the reason."), "reason")])
    return reason.strip()
