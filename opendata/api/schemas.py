"""What the interface takes and gives. Amounts and points are texts, moments ISO 8601 with an offset, words by language."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from challenges.lifecycle import ChallengePhase
from challenges.models.challenge import Topic
from opendata.queries.paging import DEFAULT_LIMIT, GREATEST_LIMIT

Texts = dict[str, str]


class Paging(Schema):
    """How much of a list, and from where."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=GREATEST_LIMIT, description="How many rows at most.")
    cursor: str = Field("", max_length=200, description="From `next` of the page before; empty for the first page.")


class ChallengeFilters(Paging):
    """Which challenges."""

    phase: ChallengePhase | None = None
    topic: Topic | None = None
    authority: str = Field("", max_length=80, description="Slug of an authority.")
    q: str = Field("", max_length=200, description="Words that all occur, in any language, without regard to case or accents.")


class Authority(Schema):
    name: str
    slug: str


class Version(Schema):
    """The frozen version that is in force; `sha256` over its canonical JSON (RFC 8785)."""

    number: int | None
    sha256: str


class RoundRow(Schema):
    number: int
    title: Texts
    opens_at: datetime | None
    closes_at: datetime | None
    decision_due_on: date | None
    phase: str | None = Field(description="None for challenges of an archive.")
    advance_limit: int | None
    prize_each: str | None
    decided_at: datetime | None
    counts: dict[str, int] | None = Field(description="How many entries at each step; None until the round is decided.")


class ChallengeRow(Schema):
    reference: str
    url: str
    api_url: str
    title: Texts
    summary: Texts
    authority: Authority
    topic: str
    phase: str
    languages: list[str]
    currency: str
    budget: str | None
    place: str
    cpv_codes: list[str]
    published_at: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    version: Version
    source_url: str = Field(description="Where an imported challenge was first published; empty for the portal's own.")
    rounds: list[RoundRow]


class RoundOutcomeRow(Schema):
    round: int
    decided_at: datetime
    limit: int | None
    departure_reason: str
    jurors: list[dict[str, str]]
    record_sha256: str
    ranking_url: str | None = Field(
        description="None while another blind round is to be judged: the ranking would tell too much."
    )


class WinnerRow(Schema):
    """An announced award. `state` tells whether it is final."""

    reference: str
    state: str
    challenge: dict[str, Any]
    authority: Authority
    supplier: dict[str, str]
    solution: dict[str, str]
    decides: bool = Field(description="Whether the contest was decided for it; else it was given on the way to the last round.")
    kind: str = Field(description="What is given: prize or funding.")
    reward: dict[str, str] = Field(description="What the rules call it, by language; empty where they name no reward.")
    lot: str | None = Field(description="Key of the lot, where there are lots.")
    amount: str | None = Field(description="None for the honour alone, and for goods.")
    prize: str | None = Field(description="The amount of a prize; None for anything else.")
    currency: str
    place: int | None
    points: str | None
    points_of: str | None = Field(description="The greatest total there could be, exact; None where there is no such number.")
    reason: dict[str, Any] = Field(description="The rule that applied, why in words by language, what the authority adds.")
    announced_at: datetime
    standstill_ends_at: datetime | None = Field(description="None where nothing stands still.")
    finalised_at: datetime | None
    overturned_at: datetime | None
    overturning_reason: str
    rounds: list[dict[str, int]]


class RefundRow(Schema):
    """What was refunded under one name: to how many, and how much in all."""

    reward: dict[str, str]
    count: int
    total: str
    currency: str


class ChallengeDetails(ChallengeRow):
    cancellation_reason: str = Field(description="Why the authority cancelled it; empty where it did not.")
    content: dict[str, Any] = Field(description="Words and rules, complete, as frozen.")
    entered: dict[str, int] = Field(description="Entries handed in by round, for rounds whose deadline has passed.")
    outcomes: list[RoundOutcomeRow]
    awards: list[WinnerRow]
    refunds: list[RefundRow]


class ChallengePage(Schema):
    data: list[ChallengeRow]
    next: str | None


class WinnerPage(Schema):
    data: list[WinnerRow]
    next: str | None


class RankingDocument(Schema):
    """The frozen ranking of a decided round, and the record of its decision. `sha256` over the canonical JSON of `ranking`."""

    sha256: str
    ranking: dict[str, Any]
    decision: dict[str, Any]


class Problem(Schema):
    detail: str
