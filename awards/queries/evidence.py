"""Whether the records of decided rounds, the decisions and the letters still say the same; for `verify_ledger`."""

from collections.abc import Iterator, Mapping
from heapq import merge
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.fields.json import KT

from awards.models import Award, AwardList, ChangeNotice, Decision, Notice, ProposedDecision, RoundRecord
from challenges.queries.evidence import round_reference
from challenges.versioning import digest
from ledger import chain
from ledger.evidence import Defect, Kind, Piece
from ledger.models import Event
from ledger.queries import rows_left_out, rows_missing_for, stating


def _examine_records() -> Iterator[Piece | Defect]:
    events = stating("decide", of="record_sha256")
    own = events.filter(object_reference=OuterRef("reference"), stated=OuterRef("sha256"))
    records = RoundRecord.objects.annotate(
        reference=round_reference("round__"),
        rests_on_ranking=KT("content__ranking_sha256"),
        rests_on_report=KT("content__report_sha256"),
        ranking_sha256=F("round__ranking__sha256"),
        report_sha256=F("round__report__sha256"),
    )
    for record in records.annotate(is_recorded=Exists(own)).order_by("pk").iterator():
        sha256 = digest(record.content)
        yield Piece(record.pk, sha256)
        if sha256 != record.sha256:
            yield Defect(record.pk, "its content is not what its hash says")
        if record.rests_on_ranking != record.ranking_sha256:
            yield Defect(record.pk, "it rests on another ranking")
        if record.rests_on_report != record.report_sha256:
            yield Defect(record.pk, "it rests on another report")
        if not record.is_recorded:
            yield Defect(record.pk, "the ledger holds no decision of this round under its hash")
    yield from rows_left_out(RoundRecord.objects.all(), records)
    yield from rows_missing_for(events.exclude(stated__in=RoundRecord.objects.values("sha256")))


def _examine_decisions() -> Iterator[Piece | Defect]:
    """Hold the decisions of each round against its record, round by round: two streams, side by side."""
    streams: list[Iterator[RoundRecord | Decision]] = [
        RoundRecord.objects.order_by("round_id").iterator(),
        Decision.objects.select_related("entry").order_by("entry__round_id", "pk").iterator(),
    ]
    for _stage, rows in groupby(merge(*streams, key=_round_of), key=_round_of):
        recorded: dict[str, Mapping[str, Any]] = {}
        for row in rows:
            if isinstance(row, RoundRecord):
                recorded = _outcomes(row)
                continue
            said = _said(row)
            yield Piece(row.pk, digest(said))
            if not _agree(said, recorded.pop(row.entry.work_code, None)):
                yield Defect(row.pk, "the record of its round says something else")
        for code in recorded:
            yield Defect(f"on entry {code}", "no row says what was recorded")
    yield from rows_left_out(Decision.objects.all(), Decision.objects.annotate(reference=round_reference("entry__round__")))


def _round_of(row: RoundRecord | Decision) -> int:
    """Return the key of a row's round. Of one round, the record comes first: it is in the first stream."""
    return row.round_id if isinstance(row, RoundRecord) else row.entry.round_id


def _outcomes(record: RoundRecord) -> dict[str, Mapping[str, Any]]:
    """Return the outcomes in a record by work code; none where it says nothing of the kind any more."""
    try:
        return {row["work_code"]: row for row in record.content["outcomes"]}
    except (LookupError, TypeError):
        return {}


def _said(decision: Decision) -> dict[str, Any]:
    return {
        "work_code": decision.entry.work_code,
        "outcome": decision.outcome,
        "rule": decision.rule,
        "reason": decision.reason,
        "rank": decision.rank,
        "points": None if decision.points is None else f"{decision.points:f}",
    }


def _agree(said: Mapping[str, Any], recorded: Mapping[str, Any] | None) -> bool:
    """Return whether a decision is the recorded one; the reasons of those who did not win are left out of the public record."""
    if recorded is None:
        return False
    compared = {**recorded, "reason": recorded.get("reason") or said["reason"]}
    return all(compared.get(name) == fact for name, fact in said.items())


def _examine_letters() -> Iterator[Piece | Defect]:
    letters = Notice.objects.annotate(
        work_code=KT("content__work_code"),
        outcome=KT("content__outcome"),
        rule=KT("content__rule"),
        reason=KT("content__reason"),
        reference=round_reference("decision__entry__round__"),
    )
    for letter in letters.select_related("decision__entry").order_by("pk").iterator():
        yield Piece(letter.pk, digest(letter.content))
        decision = letter.decision
        told = (letter.work_code, letter.outcome, letter.rule, letter.reason)
        if told != (decision.entry.work_code, decision.outcome, decision.rule, decision.reason):
            yield Defect(letter.pk, "it tells something else than was decided")
    yield from rows_left_out(Notice.objects.all(), letters)
    for decision in Decision.objects.filter(notice__isnull=True).order_by("pk").iterator():
        yield Defect(f"on decision {decision.pk}", "no letter tells it")


def _examine_lists() -> Iterator[Piece | Defect]:
    """Examine the award lists: each follows the one before it, and the newest says what the awards say."""
    events = stating("list_awards", of="list_sha256")
    own = events.filter(object_reference=OuterRef("reference"), stated=OuterRef("sha256"))
    before = AwardList.objects.filter(round=OuterRef("round"), number=OuterRef("number") - 1)
    lists = AwardList.objects.annotate(
        reference=round_reference("round__"),
        before_sha256=Subquery(before.values("sha256")),
        before_stated=KT("content__list_before_sha256"),
    )
    for made in lists.annotate(is_recorded=Exists(own)).order_by("pk").iterator():
        sha256 = digest(made.content)
        yield Piece(made.pk, sha256)
        if sha256 != made.sha256:
            yield Defect(made.pk, "its content is not what its hash says")
        if (made.content.get("number"), made.content.get("cause"), made.content.get("reason")) != (
            made.number,
            made.cause,
            made.reason,
        ):
            yield Defect(made.pk, "its columns say something else than its content")
        if made.before_stated != (made.before_sha256 or ""):
            yield Defect(made.pk, "it does not follow from the list before it")
        if not made.is_recorded:
            yield Defect(made.pk, "the ledger holds no list of this round under its hash")
    yield from rows_left_out(AwardList.objects.all(), lists)
    yield from rows_missing_for(events.exclude(stated__in=AwardList.objects.values("sha256")))
    yield from _awards_unlike_their_list()


def _awards_unlike_their_list() -> Iterator[Defect]:
    """Yield a defect for each award that does not say what its line in the newest list of its round says."""
    newest = AwardList.objects.filter(round=OuterRef("decision__entry__round")).order_by("-number")
    awards = Award.objects.annotate(newest=Subquery(newest.values("pk")[:1]), lines=Subquery(newest.values("content__lines")[:1]))
    for award in awards.filter(newest__isnull=False).order_by("pk").iterator():
        held = {line["award"]: line["holds"] for line in award.lines}
        if award.award_list_id != award.newest or held.get(award.reference) != (award.state != Award.State.OVERTURNED):
            yield Defect(award.newest, f"award {award.reference} says something else")


def _examine_change_letters() -> Iterator[Piece | Defect]:
    letters = ChangeNotice.objects.annotate(
        work_code=KT("content__work_code"),
        told_sha256=KT("content__list_sha256"),
        reference=round_reference("decision__entry__round__"),
    )
    for letter in letters.select_related("decision__entry", "award_list").order_by("pk").iterator():
        yield Piece(letter.pk, digest(letter.content))
        if (letter.work_code, letter.told_sha256) != (letter.decision.entry.work_code, letter.award_list.sha256):
            yield Defect(letter.pk, "it tells of another list or another entry")
    yield from rows_left_out(ChangeNotice.objects.all(), letters)


def _examine_proposals() -> Iterator[Piece | Defect]:
    """Examine the proposed decisions: each is in the ledger as it was made, and as it was answered."""
    events = stating("propose_decision", of="proposal_sha256")
    known = set(events.values_list("object_reference", "stated"))
    answers = Event.objects.filter(verb__in=[f"{answer}_decision" for answer in _ANSWERS.values()])
    answered = {(event.object_reference, event.verb, str(event.data.get("number"))) for event in answers}
    proposals = ProposedDecision.objects.annotate(reference=round_reference("round__"))
    found = set()
    for proposed in proposals.select_related("round__challenge", "report").order_by("pk"):
        sha256 = chain.sha256(proposed.canonical)
        found.add((proposed.round.reference, sha256))
        yield Piece(proposed.pk, sha256)
        if (proposed.round.reference, sha256) not in known:
            yield Defect(proposed.pk, "the ledger does not hold that it was proposed so")
        verb = f"{_ANSWERS[proposed.answer]}_decision" if proposed.answer else ""
        if verb and (proposed.round.reference, verb, str(proposed.number)) not in answered:
            yield Defect(proposed.pk, "the ledger does not hold what became of it")
    yield from rows_left_out(ProposedDecision.objects.all(), proposals)
    missing = [pk for pk, *stated in events.values_list("pk", "object_reference", "stated") if tuple(stated) not in found]
    yield from rows_missing_for(events.filter(pk__in=missing))


_ANSWERS = {"approved": "approve", "sent_back": "send_back", "annulled": "annul", "dropped": "drop"}

EVIDENCE = (
    Kind("award-lists", "awards_awardlist", _examine_lists),
    Kind("change-letters", "awards_changenotice", _examine_change_letters),
    Kind("proposed-decisions", "awards_proposeddecision", _examine_proposals),
    Kind("records", "awards_roundrecord", _examine_records),
    Kind("decisions", "awards_decision", _examine_decisions),
    Kind("letters", "awards_notice", _examine_letters),
)
