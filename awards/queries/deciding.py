"""What the decision of a round rests on: the frozen ranking, the published rule, and what it proposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.enterprise_size import SizeClass
from awards import proposing
from awards.models import RoundToDecide
from awards.proposing import ProposedOutcome, Ranked
from challenges.models import Round
from evaluation.models import RankingSnapshot, Report
from evaluation.queries.frozen import counts_places, most_of, outline_of
from submissions.lifecycle import HANDED_IN
from submissions.models import Entry

SMALL_AND_MEDIUM = {SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM}


@dataclass(frozen=True)
class Basis:
    """All that decides a round. `rules` are the figures of those that the ranking was made by.

    `limit` is how many may advance or win; `most` the greatest total that points can come to, None where there is none.
    `fewer_is_better`: points are totals of places.
    """

    ranked: tuple[Ranked, ...]
    rules: Mapping[str, Any]
    most: str | None
    fewer_is_better: bool
    ranking_sha256: str
    is_last_round: bool
    proposed: Mapping[str, ProposedOutcome]

    @property
    def limit(self) -> int | None:
        limit: int | None = self.rules["advance_limit"]
        return limit

    @property
    def prize_each(self) -> Decimal:
        return Decimal(self.rules["prize_each"] or 0)

    @property
    def allowed(self) -> tuple[str, ...]:
        return proposing.allowed_outcomes(is_last_round=self.is_last_round)

    @property
    def stops_at_a_tie(self) -> bool:
        return any(proposal.outcome is None for proposal in self.proposed.values())


def round_to_decide(stage: Round) -> RoundToDecide:
    """Return the round seen from its decision, with its report if there is one."""
    return RoundToDecide(stage, Report.objects.filter(newest_of=stage).first())


def is_last_round(stage: Round) -> bool:
    """Return whether no round of the challenge follows `stage`."""
    return not Round.objects.filter(challenge=stage.challenge_id, number__gt=stage.number).exists()


def basis(stage: Round) -> Basis:
    """Return what the decision of a ranked round rests on; RankingSnapshot.DoesNotExist before it is ranked."""
    snapshot = RankingSnapshot.objects.get(newest_of=stage)
    ranked = tuple(proposing.ranked_entries(snapshot.content))
    rules = outline_of(stage, snapshot.content)
    last = is_last_round(stage)
    proposed = proposing.proposed_outcomes(ranked, limit=rules["advance_limit"], is_last_round=last)
    return Basis(ranked, rules, most_of(snapshot.content), counts_places(snapshot.content), snapshot.sha256, last, proposed)


def counts_of(stage: Round) -> dict[str, int]:
    """Return how many entries of a round there are at each step before the decision, and how many are of small enterprises."""
    entries = Entry.objects.filter(round=stage, state__in=HANDED_IN).select_related("proposal__supplier")
    sizes = [entry.proposal.supplier.size_class for entry in entries]
    refused = sum(entry.state == Entry.State.INADMISSIBLE for entry in entries)
    return {
        "entered": len(sizes),
        "inadmissible": refused,
        "admissible": len(sizes) - refused,
        "sme": sum(size in SMALL_AND_MEDIUM for size in sizes),
    }
