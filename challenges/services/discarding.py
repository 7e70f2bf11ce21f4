"""Ending an amendment without publishing it: what is in force stays, and is where the next one begins."""

from django.db import transaction

from accounts.models import User
from challenges import manuscripts
from challenges.lifecycle import AMENDMENT, AmendmentState
from challenges.models import Amendment, Challenge
from challenges.services.drafting import begin_anew
from challenges.services.locking import hold_amendment
from core import clock
from ledger.services import record_event


@transaction.atomic
def discard_amendment(amendment: Amendment, *, by: User) -> Amendment:
    """Give up an amendment; nothing that is public changes. Raises TransitionRefused: it is over, or `by` may not.

    Rules and words are again those in force. Words that somebody wrote meanwhile stay in the history of their manuscript.
    """
    challenge = hold_amendment(amendment)
    amendment.state = AmendmentState(AMENDMENT.demand(amendment, "discard_amendment", by=by))
    amendment.discarded_at, amendment.discarded_by = clock.database_now(), by
    amendment.save(update_fields=["state", "discarded_at", "discarded_by"])
    begin_anew(challenge)
    for language in amendment.changed_words():
        # Nobody counts as having written what is in force.
        manuscripts.store().write(challenge, language=language, words=amendment.base.content["words"][language], by=None)
    challenge.__dict__.pop("amendment", None)
    record_event("discard_amendment", challenge.reference, by=by)
    return amendment


def discard_open(challenge: Challenge, *, by: User) -> None:
    """Discard the amendment that is open, if there is one: what is cancelled is not amended."""
    if challenge.amendment is not None:
        discard_amendment(challenge.amendment, by=by)
