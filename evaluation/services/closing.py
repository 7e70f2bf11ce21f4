"""When the last scorecard is in: lock all, freeze the ranking, start the report."""

from accounts.models import User
from challenges.models import Round
from challenges.versioning import digest
from core import clock
from evaluation import emails
from evaluation.lifecycle import SCORECARD
from evaluation.models import RankingSnapshot, Report, Scorecard
from evaluation.queries.progress import judging_gaps
from evaluation.queries.snapshot import snapshot_content
from ledger.services import record_event


def rank_round_if_complete(stage: Round, *, by: User) -> RankingSnapshot | None:
    """Rank `stage` if nothing is missing any more, and return the ranking; else None.

    Called inside the transaction of the act that may have been the last one, with the round's row locked.
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
