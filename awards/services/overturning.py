"""Taking an award back: one official proposes it with a reason, another one confirms, and everybody concerned is told."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards import emails
from awards.lifecycle import AWARD, OVERTURNING, ListCause
from awards.models import Award, Overturning
from awards.queries.confirming import people_who_confirm
from awards.services.awarding import locked
from awards.services.changes import tell_change
from awards.services.concluding import conclude_when_over
from awards.services.listing import list_awards
from challenges.models import Challenge
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.reasons import reason_gaps
from ledger.services import publish_head, record_event
from submissions.lifecycle import ENTRY
from submissions.models import Entry


@transaction.atomic
def propose_overturning(award: Award, *, by: User, reason: str) -> Overturning:
    """Propose to take an award back. Nothing changes until another person confirms it; they are told.

    Args:
        award: announced or final, and not proposed to be taken back already.
        by: a secretary of the authority.
        reason: of substance; it becomes public when it is confirmed, and every supplier of the round reads it.

    Raises:
        TransitionRefused: one of these does not hold, or there is nobody who could confirm it.
    """
    held = locked(award)
    proposed = Overturning(award=held, reason=reason.strip(), proposed_at=clock.database_now(), proposed_by=by)
    OVERTURNING.demand(proposed, "propose", by=by)
    gaps = [*reason_gaps(reason)]
    people = people_who_confirm(held, proposed_by=by)
    if not people:
        gaps.append(Gap(_("Nobody can confirm this. An administrator gives the role that it needs."), code="nobody_confirms"))
    if gaps:
        raise TransitionRefused("propose", gaps)
    proposed.save()
    record_event("propose_overturning", held.reference, by=by)
    emails.ask_to_confirm(proposed, people)
    return proposed


@transaction.atomic
def confirm_overturning(award: Award, *, by: User) -> Award:
    """Take an award back as it was proposed, and tell every supplier of the round what holds now.

    Decision, letters and dates stay as they were; the next award list says what holds. When every award of a challenge was
    overturned the challenge stays open: a reserve moves up, or its authority cancels it.

    Raises:
        TransitionRefused: nobody proposed it, `by` proposed it, or the law profile gives the power to somebody else.
    """
    Challenge.objects.select_for_update().get(pk=award.challenge.pk)
    entry = Entry.objects.locked(award.decision.entry)
    held = locked(award)
    proposed = _open(held)
    OVERTURNING.demand(proposed, "confirm", by=by)
    now = clock.database_now()
    held.state = AWARD.demand(held, "overturn", by=by)
    held.overturned_at, held.overturning_reason = now, proposed.reason
    held.save(update_fields=["state", "overturned_at", "overturning_reason"])
    if held.decides_the_contest and not _holds_another(held):
        entry.state = ENTRY.demand(entry, "overturn", by=by)
        entry.save(update_fields=["state"])
    proposed.confirmed_at, proposed.confirmed_by = now, by
    proposed.save(update_fields=["confirmed_at", "confirmed_by"])
    record_event("overturn", held.reference, by=by)
    tell_change(list_awards(held.decision.entry.round, cause=ListCause.OVERTURNED, by=by, at=now, reason=held.overturning_reason))
    # The secretary who proposed it ends the challenge with it, where this was the last award that was open.
    conclude_when_over(held.challenge, by=proposed.proposed_by)
    publish_head(occasion=f"award {held.reference}")
    return held


@transaction.atomic
def drop_overturning(award: Award, *, by: User, reason: str) -> Award:
    """Let a proposal to take an award back rest, with the reason; the award stands as before.

    Raises:
        TransitionRefused: nobody proposed it, it is not allowed to `by`, or the reason says nothing.
    """
    held = locked(award)
    proposed = _open(held)
    OVERTURNING.demand(proposed, "drop", by=by)
    if gaps := [*reason_gaps(reason)]:
        raise TransitionRefused("drop", gaps)
    proposed.dropped_at, proposed.dropped_by, proposed.dropping_reason = clock.database_now(), by, reason.strip()
    proposed.save(update_fields=["dropped_at", "dropped_by", "dropping_reason"])
    record_event("drop_overturning", held.reference, by=by)
    return locked(held)


def _holds_another(lost: Award) -> bool:
    """Return whether the entry still wins by another award."""
    others = Award.objects.wins().filter(decision=lost.decision_id).exclude(pk=lost.pk)
    return others.exclude(state=Award.State.OVERTURNED).exists()


def _open(award: Award) -> Overturning:
    found: Overturning | None = award.proposed_overturning
    if found is None:
        raise TransitionRefused("overturn", [Gap(_("Nobody proposed to overturn this award."), code="not_proposed")])
    return found
