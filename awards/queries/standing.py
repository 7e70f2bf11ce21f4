"""What awards have against the end of their challenge; registered with challenges.cancelling and challenges.ending."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from awards.models import Award
from challenges.models import Challenge
from core.lifecycle import Gap

# Not settled yet.
OPEN = (Award.State.PROPOSED, Award.State.NOTIFIED)
STANDING = (Award.State.NOTIFIED, Award.State.FINAL, Award.State.CONTRACTED)


def standing_award_gaps(challenge: Challenge) -> Iterator[Gap]:
    """Yield a gap per award that was announced and not taken back: its winner was told, so it is overturned first."""
    # What was paid on the way to the last round stays paid.
    for award in Award.objects.deciding().filter(decision__entry__round__challenge=challenge, state__in=STANDING):
        words = {"reference": award.reference}
        yield Gap(_("Award %(reference)s is announced. Overturn it before you cancel the challenge.") % words)


def open_award_gaps(challenge: Challenge) -> Iterator[Gap]:
    """Yield a gap while an award is neither final nor overturned: once all are over, nobody could settle it any more."""
    waiting = Award.objects.filter(decision__entry__round__challenge=challenge, state__in=OPEN)
    if waiting.exists():
        yield Gap(_("An award is not final yet."), "conclude", "award_open")
