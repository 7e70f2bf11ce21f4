"""Whether acts, corrections, rankings, reports and signatures still say what was frozen; for `verify_ledger`."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from challenges.queries.evidence import round_reference
from challenges.versioning import digest
from evaluation.lifecycle import ReportState
from evaluation.models import Act, Correction, RankingSnapshot, Report, Signature
from evaluation.published import follows
from ledger import chain
from ledger.evidence import Defect, Kind, Piece
from ledger.queries import rows_left_out, rows_missing_for, stating


def _numbering_defects(rows: QuerySet[Any]) -> Iterator[Defect]:
    """Yield a defect for each gap in the numbers of a round's rows: they run from 1."""
    found = rows.order_by("round", "number").values_list("round", "pk", "number").iterator()
    for _stage, series in groupby(found, key=itemgetter(0)):
        for place, (_round, key, number) in enumerate(series, start=1):
            if number != place:
                yield Defect(key, f"its number is {number}, and {place} in its round")


def _series_defects(rows: QuerySet[Any]) -> Iterator[Defect]:
    """Yield what is wrong with a series: a gap in its numbers, or another one than the last that is the newest of its round."""
    yield from _numbering_defects(rows)
    later = rows.filter(round=OuterRef("round"), number__gt=OuterRef("number"))
    pointed = rows.annotate(has_later=Exists(later)).exclude(has_later=True, newest_of__isnull=True)
    for key in pointed.exclude(has_later=False, newest_of=F("round")).order_by("pk").values_list("pk", flat=True).iterator():
        yield Defect(key, "the last of its round, and it alone, is the newest")


def _numbered(rows: QuerySet[Any], verb: str, reference: Concat) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return rows with what the event of their number states (`stated`, `actor`), and the events whose number no row has."""
    events = stating(verb).annotate(place=KT("data__number"))
    own = events.filter(object_reference=OuterRef("reference"), place=OuterRef("place"))
    placed = rows.annotate(reference=reference, place=Cast("number", CharField()))
    missing = events.exclude(Exists(placed.filter(reference=OuterRef("object_reference"), place=OuterRef("place"))))
    return placed.annotate(stated=Subquery(own.values("stated")[:1]), actor=Subquery(own.values("actor")[:1])), missing


def _examine_acts() -> Iterator[Piece | Defect]:
    acts, missing = _numbered(Act.objects.all(), "enter_act", round_reference("round__"))
    for act in acts.select_related("made_by").order_by("pk").iterator():
        sha256 = digest(act.content)
        yield Piece(act.pk, sha256)
        if (act.stated, act.actor) != (sha256, act.made_by.ledger_name):
            yield Defect(act.pk, "the ledger does not hold that this was entered")
    yield from _numbering_defects(Act.objects.all())
    yield from rows_left_out(Act.objects.all(), acts)
    yield from rows_missing_for(missing)


def _examine_corrections() -> Iterator[Piece | Defect]:
    reference = Concat(round_reference("scorecard__entry__round__"), Value("/"), "scorecard__entry__work_code")
    corrections, missing = _numbered(Correction.objects.all(), "ask_correction", reference)
    settled = {verb: _numbered(Correction.objects.all(), verb, reference) for verb in ("record_correction", "drop_correction")}
    recorded, dropped = (dict(rows.values_list("pk", "actor")) for rows, _missing in settled.values())
    people = ("scorecard__juror__user", "recorded_by", "dropped_by")
    for each in corrections.select_related(*people).order_by("pk").iterator():
        sha256 = digest(each.content)
        yield Piece(each.pk, sha256)
        if (each.stated, each.actor) != (sha256, each.scorecard.juror.user.ledger_name):
            yield Defect(each.pk, "the ledger does not hold that its juror asked for this")
        by = [person and person.ledger_name for person in (each.recorded_by, each.dropped_by)]
        if by != [recorded[each.pk], dropped[each.pk]]:
            yield Defect(each.pk, "the ledger holds another end of it")
    yield from _numbering_defects(Correction.objects.all())
    yield from rows_left_out(Correction.objects.all(), corrections)
    yield from rows_missing_for(missing)
    for _rows, unsaid in settled.values():
        yield from rows_missing_for(unsaid)


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
    yield from _series_defects(RankingSnapshot.objects.all())
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
    yield from _series_defects(Report.objects.all())
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
    Kind("acts", "evaluation_act", _examine_acts),
    Kind("corrections", "evaluation_correction", _examine_corrections),
    Kind("rankings", "evaluation_rankingsnapshot", _examine_rankings),
    Kind("reports", "evaluation_report", _examine_reports),
    Kind("signatures", "evaluation_signature", _examine_signatures),
)
