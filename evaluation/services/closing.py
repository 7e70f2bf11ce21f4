"""When the last scorecard is in: lock all, freeze the ranking, start the report. Later rankings supersede it."""

from contextlib import suppress

from django.db import transaction

from accounts.models import User
from challenges.models import Round
from challenges.versioning import digest
from core import clock
from evaluation import emails
from evaluation.lifecycle import SCORECARD, RankingCause, ReportState
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
    return freeze_ranking(stage, by=by, cause=RankingCause.JUDGED)


def freeze_ranking(stage: Round, *, by: User, cause: RankingCause) -> RankingSnapshot:
    """Freeze a ranking of what is in now: it counts from now on, and so does the report under it. The round's row is locked.

    A report that is still being written goes on under the new ranking; one that went round for signatures stays as it is, and a
    new one is begun.
    """
    now = clock.database_now()
    content = snapshot_content(stage)
    former = RankingSnapshot.objects.filter(newest_of=stage)
    number = stage.rankings.count() + 1
    former.update(newest_of=None)
    snapshot = RankingSnapshot.objects.create(
        round=stage, number=number, cause=cause, newest_of=stage, content=content, sha256=digest(content), made_at=now
    )
    if stage.ranked_at is None:
        stage.ranked_at = now
        stage.save(update_fields=["ranked_at"])
    record_event("rank", stage.reference, by=by, sha256=snapshot.sha256, number=number, cause=cause)
    former_report = Report.objects.filter(newest_of=stage).first()
    report = report_under(snapshot)
    emails.tell_ranked(report)
    if former_report is not None and former_report != report:
        emails.tell_superseded(report, former_report)
    return snapshot


def report_under(snapshot: RankingSnapshot) -> Report:
    """Return the report that the jury writes under a ranking: the one it is writing, else a new one, which counts from now on."""
    stage = snapshot.round
    report = Report.objects.select_for_update().filter(newest_of=stage).first()
    if report is not None and report.state == ReportState.DRAFT:
        report.ranking = snapshot
        report.save(update_fields=["ranking"])
        return report
    Report.objects.filter(newest_of=stage).update(newest_of=None)
    # The jury's words stay its words; the chair sends them round again, or changes them first.
    remarks = report.remarks if report is not None else ""
    number = stage.reports.count() + 1
    return Report.objects.create(round=stage, number=number, newest_of=stage, ranking=snapshot, remarks=remarks)
