"""When the last scorecard is in: lock all, freeze the ranking, start the report."""

from contextlib import suppress

from django.db import transaction

from accounts.models import User
from challenges.models import Round
from challenges.versioning import digest
from core import clock
from evaluation import emails
from evaluation.lifecycle import SCORECARD
from evaluation.methods.refusals import MarkRefused, StillOpenError, UndefinedError
from evaluation.models import RankingSnapshot, Report, Scorecard
from evaluation.queries.progress import judging_gaps
from evaluation.queries.snapshot import snapshot_content
from ledger.services import record_event

# Why rules may name no ranking, in words for people.
NO_RESULT = (MarkRefused, StillOpenError, UndefinedError)


def rank_round_if_complete(stage: Round, *, by: User) -> RankingSnapshot | None:
    """Rank `stage` if nothing is missing any more, and return the ranking; else None.

    None too where the rules name no ranking: whoever acted cannot help it, and the secretary is told why by `rank_round`.
    Called inside the transaction of the act that may have been the last one, with the round's row locked.
    """
    with suppress(*NO_RESULT):
        return rank_round(stage, by=by)
    return None


@transaction.atomic
def rank_round(stage: Round, *, by: User) -> RankingSnapshot | None:
    """Rank `stage` if nothing is missing any more, and return the ranking; else None.

    Raises:
        MarkRefused, StillOpenError, UndefinedError: the rules name no ranking.
    """
    stage.refresh_from_db()
    if stage.ranked_at is not None or any(judging_gaps(stage)):
        return None
    lock = SCORECARD["lock"]
    Scorecard.objects.filter(entry__round=stage, state__in=lock.sources).update(state=lock.target)
    now = clock.database_now()
    content = snapshot_content(stage)
    snapshot = RankingSnapshot.objects.create(round=stage, content=content, sha256=digest(content), made_at=now)
    stage.ranked_at = now
    stage.save(update_fields=["ranked_at"])
    report = Report.objects.create(round=stage)
    record_event("rank", stage.reference, by=by, sha256=snapshot.sha256)
    emails.tell_ranked(report)
    return snapshot
