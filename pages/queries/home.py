"""The home page: its words and honest counts."""

from datetime import datetime

from django.utils.translation import gettext as _

from awards.lifecycle import AwardState
from awards.models import Award
from challenges.models import Challenge, Round
from core.components import Figure
from pages.models import HomePage
from submissions.models import Entry


def opening_words(language: str) -> HomePage | None:
    """Return the published words of the home page in `language`, if the site has been made."""
    page: HomePage | None = HomePage.objects.live().filter(locale__language_code=language).first()
    return page


def key_figures(now: datetime) -> list[Figure]:
    """Return what the portal has come to, leaving out what is still nothing.

    Entries are counted only once their round was opened: before, their number is nobody's to know.
    """
    counts = (
        (Challenge.objects.public().count(), _("challenges published")),
        (Round.objects.accepting(now).filter(number=1).count(), _("open now")),
        (Entry.objects.opened().count(), _("entries judged or being judged")),
        (Award.objects.public().deciding().exclude(state=AwardState.OVERTURNED).count(), _("winners announced")),
    )
    return [Figure(value=str(count), label=label) for count, label in counts if count]
