"""Whether rankings, reports and signatures still say what was frozen; for `verify_ledger`."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Concat

from challenges.queries.evidence import round_reference
from challenges.versioning import digest
from evaluation.lifecycle import ReportState
from evaluation.models import RankingSnapshot, Report, Signature
from evaluation.published import follows
from ledger import chain
from ledger.evidence import Defect, Kind, Piece
from ledger.queries import rows_left_out, rows_missing_for, stating


def _examine_rankings() -> Iterator[Piece | Defect]:
    events = stating("rank")
    own = events.filter(object_reference=OuterRef("reference"), stated=OuterRef("sha256"))
    snapshots = RankingSnapshot.objects.annotate(reference=round_reference("round__")).annotate(is_recorded=Exists(own))
    for snapshot in snapshots.order_by("pk").iterator():
        sha256 = digest(snapshot.content)
        yield Piece(snapshot.pk, sha256)
        if sha256 != snapshot.sha256:
            yield Defect(snapshot.pk, "its content is not what its hash says")
        if not follows(snapshot.content):
            yield Defect(snapshot.pk, "its ranking does not follow from its rules and scorecards")
        if not snapshot.is_recorded:
            yield Defect(snapshot.pk, "the ledger holds no ranking of this round under its hash")
    yield from rows_left_out(RankingSnapshot.objects.all(), snapshots)
    yield from rows_missing_for(events.exclude(stated__in=RankingSnapshot.objects.values("sha256")))


def _examine_reports() -> Iterator[Piece | Defect]:
    """Examine the reports that went round for signatures; the others are still being written."""
    events = stating("circulate")
    own = events.filter(object_reference=OuterRef("reference"), stated=OuterRef("sha256"))
    circulated = Report.objects.exclude(state=ReportState.DRAFT)
    reports = circulated.annotate(
        reference=round_reference("round__"), rests_on=KT("content__ranking_sha256"), ranking_sha256=F("ranking__sha256")
    )
    for report in reports.annotate(is_recorded=Exists(own)).order_by("pk").iterator():
        sha256 = digest(report.content)
        yield Piece(report.pk, sha256)
        if sha256 != report.sha256:
            yield Defect(report.pk, "its content is not what its hash says")
        if report.rests_on != report.ranking_sha256:
            yield Defect(report.pk, "it rests on another ranking")
        if not report.is_recorded:
            yield Defect(report.pk, "the ledger does not hold that it went round under its hash")
    yield from rows_left_out(circulated, reports)
    yield from rows_missing_for(events.exclude(stated__in=Report.objects.values("sha256")))


def _examine_signatures() -> Iterator[Piece | Defect]:
    events = stating("sign").annotate(signature=Concat("stated", Value(" "), "actor", output_field=CharField()))
    own = events.filter(object_reference=OuterRef("reference"), signature=OuterRef("signature"))
    signatures = Signature.objects.annotate(
        reference=round_reference("report__round__"), signature=Concat("sha256", Value(" "), "juror__user__ledger_name")
    )
    for signature in signatures.annotate(is_recorded=Exists(own)).select_related("report").order_by("pk").iterator():
        yield Piece(signature.pk, chain.sha256(f"{signature.report_id} {signature.juror_id} {signature.sha256}".encode()))
        if signature.sha256 != signature.report.sha256:
            yield Defect(signature.pk, "it stands under another hash than the report's")
        if not signature.is_recorded:
            yield Defect(signature.pk, "the ledger does not hold that this juror signed it")
    yield from rows_left_out(Signature.objects.all(), signatures)
    yield from rows_missing_for(events.exclude(signature__in=signatures.values("signature")))


EVIDENCE = (
    Kind("rankings", "evaluation_rankingsnapshot", _examine_rankings),
    Kind("reports", "evaluation_report", _examine_reports),
    Kind("signatures", "evaluation_signature", _examine_signatures),
)
