"""Which jurors read which entries; the vault asks here."""

from django.db.models import F

from accounts.models import Visitor
from evaluation.lifecycle import ScorecardState
from evaluation.models import Scorecard
from submissions.models import Entry


def reads_as_juror(user: Visitor, entry: Entry) -> bool:
    """Return whether `user` scores `entry` from a seat on its jury, declared interests for the round and is in no conflict."""
    own = Scorecard.objects.of_juror(user).filter(entry=entry).exclude(state=ScorecardState.RECUSED)
    declared = own.filter(
        juror__declarations__round=F("entry__round"), juror__declarations__declared_at__isnull=False
    ).select_related("entry")
    card = declared.first()
    return card is not None and not any(card.conflict_gaps())
