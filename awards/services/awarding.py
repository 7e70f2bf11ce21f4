"""Leading an award from its announcement through the standstill to its end. Nothing of its history is ever removed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards import emails
from awards.lifecycle import AWARD
from awards.models import Award, Suspension
from awards.services.concluding import conclude_when_over
from challenges.models import Challenge
from core import clock
from core.lifecycle import Gap, TransitionRefused
from evaluation.services.revealing import reveal_rounds
from ledger.services import publish_head, record_event


@transaction.atomic
def finalise_award(award: Award, *, by: User, public_summary: str) -> Award:
    """Make an award final after its standstill, and conclude the challenge when it was the last one open.

    `public_summary` is what the public reads about the solution: words that the supplier allows.

    Raises:
        TransitionRefused: the challenge is over, the standstill has not ended by the database's clock, the award is suspended or
            not announced, `by` is no secretary of the authority, or the summary is empty.
    """
    held = _locked_with_challenge(award)
    target = AWARD.demand(held, "finalise", by=by)
    _demand_words(public_summary, "finalise", Gap(_("Say in a few sentences what the solution is."), "public_summary"))
    held.state = target
    held.public_summary = public_summary.strip()
    held.finalised_at = clock.database_now()
    held.save(update_fields=["state", "public_summary", "finalised_at"])
    record_event("finalise", held.reference, by=by)
    emails.tell_award_final(held)
    conclude_when_over(held.challenge, by=by)
    publish_head(occasion=f"award {held.reference}")
    return held


@transaction.atomic
def contract_award(award: Award, *, by: User) -> Award:
    """Note that the contract that an award leads to was signed. Where anonymity lasts until then, names are told now.

    Raises:
        TransitionRefused: the award is not final, or `by` is no secretary of the authority.
    """
    held = _locked_with_challenge(award)
    held.state = AWARD.demand(held, "contract", by=by)
    held.contracted_at = clock.database_now()
    held.save(update_fields=["state", "contracted_at"])
    record_event("contract", held.reference, by=by)
    reveal_rounds(held.challenge, by, is_contracted=True)
    return held


@transaction.atomic
def suspend_award(award: Award, *, by: User, reason: str) -> Award:
    """Hold an award back while a complaint is looked into (Directive 89/665/EEC, art. 2(3)): it cannot become final meanwhile.

    Raises:
        TransitionRefused: the award is not in its standstill, is suspended already, `by` is no secretary, or there is no reason.
    """
    held = locked(award)
    AWARD.demand(held, "suspend", by=by)
    _demand_words(reason, "suspend", Gap(_("Give the reason for suspending the award."), "reason"))
    Suspension.objects.create(award=held, reason=reason.strip(), suspended_at=clock.database_now(), suspended_by=by)
    record_event("suspend", held.reference, by=by)
    emails.tell_award_suspended(held)
    return locked(held)


@transaction.atomic
def resume_award(award: Award, *, by: User, reason: str) -> Award:
    """Lift the suspension of an award. The standstill still ends no earlier than it was announced to end.

    Raises:
        TransitionRefused: the award is not suspended, `by` is no secretary of the authority, or there is no reason.
    """
    held = locked(award)
    AWARD.demand(held, "resume", by=by)
    _demand_words(reason, "resume", Gap(_("Give the reason for lifting the suspension."), "reason"))
    suspension = held.suspensions.get(lifted_at__isnull=True)
    suspension.lifted_at = clock.database_now()
    suspension.lifted_by = by
    suspension.lifting_reason = reason.strip()
    suspension.save(update_fields=["lifted_at", "lifted_by", "lifting_reason"])
    record_event("resume", held.reference, by=by)
    return locked(held)


def _locked_with_challenge(award: Award) -> Award:
    """Return the award as it is now, locked behind its challenge's row.

    Of two awards settled at the same moment, the second then sees what became of the first, and concludes the challenge.
    """
    Challenge.objects.select_for_update().get(pk=award.challenge.pk)
    return locked(award)


def locked(award: Award) -> Award:
    """Return the award as it is now, locked until the end of the transaction."""
    held: Award = (
        Award.objects.select_for_update(of=("self",))
        .select_related(
            "decision__entry__proposal__supplier",
            "decision__entry__proposal__challenge__authority",
            "decision__entry__round__challenge__authority",
        )
        .get(pk=award.pk)
    )
    return held


def _demand_words(words: str, transition: str, gap: Gap) -> None:
    if not words.strip():
        raise TransitionRefused(transition, [gap])
