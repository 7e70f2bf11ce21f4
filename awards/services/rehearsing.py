"""Keeping a rehearsal with what it rehearsed, for whoever approves that."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards.lifecycle import REHEARSAL
from awards.models import KeptRehearsal
from awards.queries.rehearsals import Rehearsable, to_rehearse
from awards.rehearsal import play, prepare, unreadable
from awards.rehearsal.keeping import main_lines
from challenges.models import Challenge
from challenges.rules.reading import read
from challenges.rules.shapes import Json
from challenges.services.locking import lock
from challenges.versioning import digest
from core import clock
from core.lifecycle import Gap, TransitionRefused
from ledger.services import record_event

ACT = "keep_rehearsal"


def keep_rehearsals(
    challenge: Challenge, *, by: User, sha256: str, scenarios: Iterable[str], entries: int, seed: int
) -> list[KeptRehearsal]:
    """Rehearse what is to be approved in each of `scenarios`, and keep what was found; what is kept already is not kept twice.

    Args:
        challenge: a draft, one in review, or one that is being amended.
        by: who writes or approves it.
        sha256: hash of words and rules as `by` saw them rehearsed.
        scenarios: keys of awards.rehearsal.SCENARIOS.
        entries: how many enter each round that is open to everyone.
        seed: of all chance.

    Raises:
        TransitionRefused: nothing is to be approved, `by` may not, or words or rules were changed since.
    """
    REHEARSAL.demand(KeptRehearsal(challenge=challenge), ACT, by=by)
    # Played before anything is locked: it takes a second where many enter.
    played = _played(_as_seen(challenge, by, sha256), scenarios, entries, seed)
    return _keep(challenge, played, by=by, sha256=sha256, entries=entries, seed=seed)


def _played(text: Rehearsable, scenarios: Iterable[str], entries: int, seed: int) -> dict[str, dict[str, Json]]:
    reading = read(text.plain)
    if reading.document is None or unreadable(reading):
        raise TransitionRefused(ACT, [Gap(_("The rules cannot be read, so that nothing was rehearsed."), code="unreadable")])
    prepared = prepare(reading.document)
    return {key: main_lines(play(prepared, entries, seed, key)) for key in scenarios}


@transaction.atomic
def _keep(
    challenge: Challenge, played: Mapping[str, dict[str, Json]], *, by: User, sha256: str, entries: int, seed: int
) -> list[KeptRehearsal]:
    lock(challenge)
    REHEARSAL.demand(KeptRehearsal(challenge=challenge), ACT, by=by)
    _as_seen(challenge, by, sha256)
    last = challenge.rehearsals.aggregate(newest=models.Max("number"))["newest"] or 0
    known = set(challenge.rehearsals.filter(sha256=sha256, entries=entries, seed=seed).values_list("scenario", flat=True))
    new = [scenario for scenario in played if scenario not in known]
    course = {"sha256": sha256, "entries": entries, "seed": seed}
    return [
        _row(challenge, by, {**course, "number": number, "scenario": scenario, "content": played[scenario]})
        for number, scenario in enumerate(new, start=last + 1)
    ]


def _row(challenge: Challenge, by: User, values: dict[str, Any]) -> KeptRehearsal:
    row: KeptRehearsal = KeptRehearsal.objects.create(
        challenge=challenge, content_sha256=digest(values["content"]), kept_at=clock.database_now(), kept_by=by, **values
    )
    told = {"number": str(row.number), "sha256": row.sha256, "rehearsal_sha256": row.content_sha256}
    record_event(ACT, challenge.reference, by=by, **told)
    return row


def _as_seen(challenge: Challenge, by: User, sha256: str) -> Rehearsable:
    """Return what there is to rehearse, if it is what `by` saw rehearsed. Raises TransitionRefused."""
    text = to_rehearse(challenge, by)
    if text.sha256 != sha256:
        words = _("Words or rules were changed after you opened this page. Rehearse what they are now.")
        raise TransitionRefused(ACT, [Gap(words, code="changed")])
    return text
