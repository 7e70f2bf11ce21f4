"""What everybody may know of outcomes: winners, and what was decided round by round. Read from frozen records alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from awards.lifecycle import Holding
from awards.models import Award, Decision, RoundRecord
from challenges.models import Challenge
from core.wording import localised
from evaluation.queries.frozen import HUNDRED

Records = dict[int, list[RoundRecord]]


@dataclass(frozen=True)
class RoundCounts:
    """How many entries there were at each step of a decided round; `chosen` advanced or won."""

    number: int
    title: Mapping[str, str]
    entered: int
    admissible: int
    passed: int
    chosen: int
    decided_at: datetime


@dataclass(frozen=True)
class Winner:
    """An announced award as the public sees it: problem, solution, who, what is given, reasons, and counts per round.

    `kind` and `reward` say what is given: a prize or funding, and what the rules call it; `amount` is None for the honour alone.
    """

    reference: str
    challenge_reference: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    topic: str
    authority: str
    authority_slug: str
    supplier: Mapping[str, Any]
    solution: str
    public_summary: str
    kind: str
    reward: Mapping[str, str]
    lot: str
    amount: Decimal | None
    currency: str
    # Whether the contest was decided for it; else it was given on the way to the last round.
    decides: bool
    place: int | None
    points: Decimal | None
    # The greatest total that points can come to, exact; None where there is no such number.
    most: str | None
    counts_places: bool
    rule: str
    why: Mapping[str, str]
    reason: str
    # What holds of it now: see awards.lifecycle.Holding.
    state: str
    announced_at: datetime
    standstill_ends_at: datetime | None
    finalised_at: datetime | None
    overturned_at: datetime | None
    overturning_reason: str
    # Name by language and weight in hundredths, of the round that decided.
    criteria: tuple[tuple[Mapping[str, str], Decimal], ...]
    rounds: tuple[RoundCounts, ...]

    @property
    def is_final(self) -> bool:
        return self.state in (Holding.FINAL, Holding.CONTRACTED)

    @property
    def is_overturned(self) -> bool:
        return self.state == Holding.OVERTURNED

    @property
    def rule_words(self) -> str:
        """Why this entry won, by the published rule; with the authority's own words in `reason`."""
        return localised(self.why) if self.why else str(Decision.Rule(self.rule).label)


@dataclass(frozen=True)
class RoundOutcome:
    """A decided round as the public sees it. `jurors` have name, role and qualification; `departure_reason` may be empty.

    `hides_names`: its works may not be joined with names yet, so neither their codes nor its scorecards are told.
    """

    counts: RoundCounts
    is_last_round: bool
    limit: int | None
    departure_reason: str
    jurors: tuple[Mapping[str, str], ...]
    sha256: str
    hides_names: bool


@dataclass(frozen=True)
class Refunds:
    """What was refunded under one name: to how many, and how much in all. Whose costs they were is not told."""

    reward: Mapping[str, str]
    count: int
    total: Decimal
    currency: str


@dataclass(frozen=True)
class ChallengeOutcome:
    """All that was decided about a challenge so far: its decided rounds, its awards with those overturned, its refunds."""

    rounds: tuple[RoundOutcome, ...]
    awards: tuple[Winner, ...]
    refunds: tuple[Refunds, ...] = ()

    @property
    def winners(self) -> tuple[Winner, ...]:
        return tuple(award for award in self.awards if award.decides and not award.is_overturned)

    @property
    def in_standstill(self) -> bool:
        return any(award.state in (Holding.NOTIFIED, Holding.SUSPENDED) for award in self.awards)


def public_awards() -> "QuerySet[Award]":
    """Return the awards that contests were decided for and that stand, the newest first: filter, slice, then ask `as_winners`."""
    standing = Award.objects.public().deciding().told_once().exclude(state=Award.State.OVERTURNED)
    return _with_all(standing).order_by("-notified_at", "reference")


def awards_of(challenge: Challenge) -> "QuerySet[Award]":
    """Return the public awards of one challenge but refunds, the last round first, by rank; the overturned ones too."""
    own = Award.objects.public().wins().told_once().filter(decision__entry__round__challenge=challenge)
    return _with_all(own).order_by("-decision__entry__round__number", F("decision__rank").asc(nulls_last=True), "reference")


def refunds_of(challenge: Challenge) -> tuple[Refunds, ...]:
    """Return what was refunded, reward by reward; nothing while names of the round are hidden: their number could tell."""
    own = Award.objects.public().filter(decision__entry__round__challenge=challenge, kind=Award.Kind.REFUND)
    found: dict[str, list[Award]] = {}
    for award in own.exclude(state=Award.State.OVERTURNED).order_by("reference"):
        found.setdefault(award.item_key, []).append(award)
    return tuple(
        Refunds(those[0].title, len(those), sum((each.amount or Decimal() for each in those), Decimal()), those[0].currency)
        for those in found.values()
    )


def as_winners(awards: Iterable[Award], records: Records | None = None) -> list[Winner]:
    """Return awards as the public sees them; one more query for all of them together, unless the records are at hand."""
    found = list(awards)
    if records is None:
        records = records_by_challenge({award.decision.entry.round.challenge_id for award in found})
    return [_winner(award, records.get(award.decision.entry.round.challenge_id, [])) for award in found]


def winners() -> list[Winner]:
    """Return every standing winner, the newest first."""
    return as_winners(public_awards())


def challenge_outcome(challenge: Challenge) -> ChallengeOutcome:
    """Return what was decided about one challenge; empty before the first decision."""
    records = records_by_challenge({challenge.pk}).get(challenge.pk, [])
    awards = tuple(_winner(award, records) for award in awards_of(challenge))
    return ChallengeOutcome(tuple(map(_round_outcome, records)), awards, refunds_of(challenge))


def _with_all(awards: "QuerySet[Award]") -> "QuerySet[Award]":
    """Join what a winner shows, without the long texts of versions and letters."""
    challenge = "decision__entry__round__challenge"
    related = awards.select_related(f"{challenge}__authority", f"{challenge}__published_version", "award_list")
    return related.prefetch_related("suspensions").defer(
        f"{challenge}__published_version__content", f"{challenge}__published_version__search_text"
    )


def records_by_challenge(challenges: Iterable[int]) -> Records:
    """Return what was recorded of the decided rounds of `challenges` (primary keys), in their order."""
    found: Records = {}
    version = "round__challenge__published_version"
    records = RoundRecord.objects.filter(round__challenge__in=challenges).select_related("round__report", version)
    light = records.defer("round__report__content", f"{version}__content", f"{version}__search_text")
    for record in light.order_by("round__number"):
        found.setdefault(record.round.challenge_id, []).append(record)
    return found


def _winner(award: Award, records: Sequence[RoundRecord]) -> Winner:
    announced: Any = award  # its moments are there: it is announced
    decision, line = award.decision, _line_of(award)
    challenge = decision.entry.round.challenge
    version: Any = challenge.published_version
    record = next(each for each in records if each.round_id == decision.entry.round_id)
    return Winner(
        reference=award.reference,
        challenge_reference=challenge.reference,
        titles=version.titles,
        summaries=version.summaries,
        topic=challenge.topic,
        authority=challenge.authority.name,
        authority_slug=challenge.authority.slug,
        supplier=award.published_supplier,
        solution=published_title(award, record),
        public_summary=award.public_summary,
        kind=award.kind,
        reward=award.title,
        lot=award.lot_key,
        amount=award.amount,
        currency=award.currency,
        decides=award.decides_the_contest,
        place=decision.rank,
        points=decision.points,
        # Records of format 1 before this release do not say it.
        most=record.content.get("most", HUNDRED),
        counts_places=record.content.get("fewer_is_better", False),
        rule=Decision.Rule.MOVED_UP if award.moved_up else decision.rule,
        why=award.because if award.moved_up or not award.decides_the_contest else decision.why,
        reason=line["reason"] if line else decision.reason,
        state=award.holding,
        announced_at=announced.notified_at,
        standstill_ends_at=award.standstill_ends_at,
        finalised_at=award.finalised_at,
        overturned_at=award.overturned_at,
        overturning_reason=award.overturning_reason,
        criteria=tuple((row["name"], Decimal(row["weight"])) for row in decision.entry.round.rule_figures["criteria"]),
        rounds=tuple(_counts(record) for record in records),
    )


def published_title(award: Award, record: RoundRecord) -> str:
    """Return the title of an awarded solution as it was frozen: in the award's list, or before there were lists in the record."""
    line, code = _line_of(award), award.decision.entry.work_code
    rows = record.content["outcomes"]
    return str(line["title"] if line else next(row["title"] for row in rows if row["work_code"] == code))


def _line_of(award: Award) -> Mapping[str, Any] | None:
    """Return the award's line in the newest list; None in awards from before there were lists."""
    lines = award.award_list.content["lines"] if award.award_list else ()
    return next((line for line in lines if line["award"] == award.reference), None)


def _counts(record: RoundRecord) -> RoundCounts:
    counts = record.content["counts"]
    return RoundCounts(
        number=record.content["round"],
        title=record.round.title,
        entered=counts["entered"],
        admissible=counts["admissible"],
        passed=counts["passed"],
        chosen=counts.get("advanced", 0) + counts.get("winner", 0),
        decided_at=record.decided_at,
    )


def _round_outcome(record: RoundRecord) -> RoundOutcome:
    return RoundOutcome(
        counts=_counts(record),
        is_last_round=record.content["is_last_round"],
        limit=record.content["limit"],
        departure_reason=record.departure_reason,
        jurors=tuple(record.content["jurors"]),
        sha256=record.sha256,
        hides_names=record.round.hides_names,
    )
