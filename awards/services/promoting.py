"""A reserve moves up to the place of an award that was overturned, with a standstill and a letter of its own."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards.lifecycle import ListCause
from awards.models import Award, Decision
from awards.queries.reserves import free_places, next_reserves
from awards.services.changes import tell_change
from awards.services.listing import announce_award, list_awards
from awards.services.wording import in_every_language
from challenges.models import Challenge
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.reasons import reason_gaps
from ledger.services import publish_head
from submissions.lifecycle import ENTRY
from submissions.models import Entry


@transaction.atomic
def promote_reserve(entry: Entry, *, by: User, reason: str) -> Award:
    """Let the next reserve have the place of an overturned award, and tell every supplier of the round.

    Args:
        entry: the reserve with the best rank, or one of those that share it.
        by: a secretary of the authority.
        reason: why it moves up, and why this one where several share the rank; it becomes public.

    Raises:
        TransitionRefused: no place is free, another reserve comes first, the entry is no reserve, the challenge was cancelled, it
            is not allowed to `by`, or the reason says nothing.
    """
    Challenge.objects.select_for_update().get(pk=entry.round.challenge_id)
    held = Entry.objects.select_related("round__challenge__authority", "proposal__supplier").locked(entry)
    target = ENTRY.demand(held, "promote", by=by)
    if gaps := [*_gaps(held, reason)]:
        raise TransitionRefused("promote", gaps)
    now = clock.database_now()
    decision = Decision.objects.select_related("entry__proposal__supplier", "entry__round__record").get(entry=held)
    stage = decision.entry.round
    held.state = target
    held.save(update_fields=["state"])
    place = free_places(stage, held.proposal.lot_key)[0]
    made = [announce_award(_like(lost, decision), verb="promote", by=by, at=now) for lost in place]
    tell_change(list_awards(stage, cause=ListCause.PROMOTED, by=by, at=now, reason=reason.strip()))
    publish_head(occasion=f"award {made[0].reference}")
    return made[0]


def _gaps(entry: Entry, reason: str) -> Iterator[Gap]:
    if not free_places(entry.round, entry.proposal.lot_key):
        yield Gap(_("No award of this round was overturned, so there is no place to move up to."), code="no_place")
    elif entry.pk not in {decision.entry_id for decision in next_reserves(entry.round, entry.proposal.lot_key)}:
        yield Gap(_("Another reserve has a better rank."), code="not_next")
    yield from reason_gaps(reason)


def _like(lost: Award, decision: Decision) -> Award:
    """Return the reward of an overturned award, to be given to another entry."""
    return Award(
        decision=decision,
        item_key=lost.item_key,
        kind=lost.kind,
        title=lost.title,
        lot_key=lost.lot_key,
        because=in_every_language(lambda: Decision.Rule.MOVED_UP.label),
        amount=lost.amount,
        currency=lost.currency,
    )
