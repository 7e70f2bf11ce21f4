"""The people on the jury of a challenge, for the apps below that ask by challenge."""

from collections.abc import Iterable

from challenges.models import Challenge
from evaluation.models import Juror


def people_with_seats(challenge: Challenge) -> Iterable[int]:
    """Return the ids of everybody who was offered a seat on the jury of `challenge`, whatever became of it."""
    return Juror.objects.filter(panel__challenge=challenge).values_list("user", flat=True)
