"""Taking hold of a challenge before changing it.

Locks go down from it: challenge, amendment, rounds, panel, entry, scorecard, report, award.
"""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.lifecycle import AMENDMENT, CHALLENGE
from challenges.models import Amendment, Challenge, Contribution, Round
from core.lifecycle import Gap, TransitionRefused
from core.permissions import Actor
from ledger.services import record_event


def lock(challenge: Challenge) -> Challenge:
    """Lock the row of `challenge` until the transaction ends and bring the object up to date."""
    challenge.refresh_from_db(from_queryset=Challenge.objects.select_for_update())
    return challenge


def hold_rounds(challenge: Challenge) -> list[Round]:
    """Lock the rounds of a challenge, whose own row is locked, until the transaction ends, and return them in their order."""
    return list(Round.objects.select_for_update().filter(challenge=challenge).order_by("number"))


def hold_for_editing(challenge: Challenge, *, by: User, part: str) -> Challenge:
    """Lock `challenge`, refuse unless it or its amendment is a draft that `by` may write, and note that `by` wrote `part` of it.

    Raises TransitionRefused.
    """
    lock(challenge)
    if gaps := editing_refusals(challenge, by=by):
        raise TransitionRefused("edit", gaps)
    Contribution.objects.get_or_create(challenge=challenge, user=by)
    record_event("edit", challenge.reference, by=by, part=part)
    return challenge


def editing_refusals(challenge: Challenge, *, by: Actor) -> list[Gap]:
    """Return what stands against `by` writing rules: those of a draft, or of the amendment that is being written."""
    if challenge.amendment is None:
        return CHALLENGE.refusals(challenge, "edit", by=by)
    return AMENDMENT.refusals(challenge.amendment, "edit", by=by)


def hold_amendment(amendment: Amendment) -> Challenge:
    """Lock the challenge of `amendment`, then its own row, until the transaction ends; bring both up to date."""
    challenge = lock(amendment.challenge)
    amendment.refresh_from_db(from_queryset=Amendment.objects.select_for_update())
    amendment.challenge = challenge
    return challenge


def demand_reason(transition: str, reason: str) -> str:
    """Return `reason` without space around it; raise TransitionRefused when there is none."""
    if not reason.strip():
        raise TransitionRefused(transition, [Gap(_("Give the reason."), "reason")])
    return reason.strip()
