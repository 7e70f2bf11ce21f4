"""Acts that many tests of the judging begin with."""

from collections.abc import Callable, Iterable

import pytest

from accounts.models import User
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from evaluation import services
from evaluation.models import Juror
from ledger.models import Event
from submissions.models import Entry
from tests.factories.evaluation import Judging


def refused(act: Callable[[], object], words: str) -> None:
    """Assert that an act is refused, with these words."""
    with pytest.raises(TransitionRefused, match=words):
        act()


def verbs(reference: str) -> list[str]:
    """Return what the ledger says was done to a thing, in order."""
    return list(Event.objects.filter(object_reference=reference).order_by("sequence").values_list("verb", flat=True))


def mailed(template: str) -> int:
    """Return how many mails of a kind wait or were sent."""
    return OutgoingMail.objects.filter(key__startswith=template).count()


def invite(made: Judging, **changes: object) -> Juror:
    panel = services.form_panel(made.challenge, by=made.secretary)
    given = {"email": "Nowa@Example.org ", "name": "Nowa Osoba", "role": "member", "qualification": "Dr", **changes}
    return services.invite_juror(panel, by=made.secretary, **given)


def declare(made: Judging, person: User, *, conflicts: Iterable[Entry] = (), statement: str = "") -> None:
    services.declare_interests(
        made.seat(person), by=person, round=made.round, statement=statement, conflicts=[entry.proposal for entry in conflicts]
    )
