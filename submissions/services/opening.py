"""Opening a round: an act of several officials after the deadline."""

from django.db import transaction

from accounts.models import User
from challenges.models import Round
from core import clock
from core.lifecycle import TransitionRefused
from ledger.services import publish_head, record_event
from submissions import emails
from submissions.models import Entry, OpeningConsent
from submissions.queries.opening import opening


@transaction.atomic
def consent_to_opening(round: Round, *, by: User) -> Round:  # noqa: A002 - the domain's own word
    """Record the consent of `by`; with the last one that the rules ask for, open the round and publish a head of the ledger.

    Source: Directive 2014/24/EU, art. 22(3) and annex IV: nobody reads before the deadline, and only authorised people together
    after it.

    Raises:
        TransitionRefused: before the deadline by the database's clock, not an opener, a second consent of one person, or open
            already.
    """
    stage = Round.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=round.pk)
    found = opening(stage, by=by)
    if found.gaps:
        raise TransitionRefused("open", found.gaps)
    consent = OpeningConsent.objects.create(round=stage, given_at=clock.database_now(), given_by=by)
    given = len(found.consents) + 1
    record_event("consent_to_opening", stage.reference, by=by, given=str(given), required=str(found.required))
    if given < found.required:
        emails.ask_for_consent(consent)
        return stage
    stage.opened_at = clock.database_now()
    stage.save(update_fields=["opened_at"])
    handed_in = Entry.objects.opened().filter(round=stage).count()
    withdrawn = stage.entries.filter(state=Entry.State.WITHDRAWN).count()
    record_event("open", stage.reference, by=by, handed_in=str(handed_in), withdrawn=str(withdrawn))
    publish_head(occasion=f"opening {stage.reference}")
    emails.tell_opened(stage, handed_in=handed_in)
    return stage
