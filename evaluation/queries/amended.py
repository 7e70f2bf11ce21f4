"""What the judging knows of rounds whose rules somebody amends."""

from collections.abc import Iterator

from challenges.amending import Known
from challenges.models import Challenge
from evaluation.lifecycle import HANDED_IN
from evaluation.models import Scorecard


def marks_known(challenge: Challenge) -> Iterator[tuple[str, Known]]:
    """Yield the rounds in which a scorecard was handed in: from then on somebody may have seen a mark of another."""
    cards = Scorecard.objects.filter(entry__round__challenge=challenge, state__in=HANDED_IN)
    for key in cards.order_by().values_list("entry__round__round_key", flat=True).distinct():
        yield key, Known(is_mark_seen=True)
