"""What the decision of a round rests on: the frozen ranking, the published rule, and what it proposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.enterprise_size import SizeClass
from awards import proposing
from awards.consequences.outcomes import passes
from awards.lifecycle import OutcomeRule
from awards.models import ProposedDecision, RoundToDecide
from awards.proposing import ProposedOutcome, Ranked
from awards.queries.playing import Course, course_of, plays_by_rules
from challenges.models import Round
from evaluation.methods.asking import Ask
from evaluation.methods.numbers import shown_text
from evaluation.models import RankingSnapshot, Report
from evaluation.queries.frozen import counts_places, most_of, outline_of
from submissions.lifecycle import HANDED_IN
from submissions.models import Entry

SMALL_AND_MEDIUM = {SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM}


@dataclass(frozen=True)
class Basis:
    """All that decides a round. `rules` are the figures of those that the ranking was made by.

    `limit` is how many may advance or win, where it is one number; `most` the greatest total that points can come to, None where
    there is none. `fewer_is_better`: points are totals of places. `asks` is what people must answer first. `may_depart`: whether
    officials may decide otherwise than proposed. `course` is what the rules of format 2 say; None for format 1.
    """

    ranked: tuple[Ranked, ...]
    rules: Mapping[str, Any]
    most: str | None
    fewer_is_better: bool
    ranking_sha256: str
    is_last_round: bool
    proposed: Mapping[str, ProposedOutcome]
    may_depart: bool
    course: Course | None = None
    has_reserves: bool = False

    @property
    def limit(self) -> int | None:
        limit: int | None = self.rules["advance_limit"]
        return limit

    @property
    def prize_each(self) -> Decimal:
        return Decimal(self.rules["prize_each"] or 0)

    @property
    def allowed(self) -> tuple[str, ...]:
        return proposing.allowed_outcomes(is_last_round=self.is_last_round, has_reserves=self.has_reserves)

    @property
    def asks(self) -> tuple[Ask, ...]:
        return self.course.asks if self.course else ()

    @property
    def stops_at_a_tie(self) -> bool:
        """Whether a person chooses between entries that share a rank: by rules of format 1, which ask nothing else of people."""
        return self.course is None and any(proposal.outcome is None for proposal in self.proposed.values())

    def why(self, work_code: str, *, tells_rank: bool = True) -> str:
        """Return in words of the active language why the rules propose what they propose of an entry."""
        rule = str(OutcomeRule(self.proposed[work_code].rule).label)
        if self.course is None:
            return rule
        return self.course.explained(work_code, is_last=self.is_last_round, tells_rank=tells_rank) or rule


def round_to_decide(stage: Round) -> RoundToDecide:
    """Return the round seen from its decision, with its report and what is proposed, if there are any."""
    waiting = next((found for found in proposals_of(stage) if found.answered_at is None), None)
    return RoundToDecide(stage, Report.objects.filter(newest_of=stage).first(), waiting)


def proposals_of(stage: Round) -> list[ProposedDecision]:
    """Return all decisions that were proposed for a round, with who did and what became of them."""
    found = ProposedDecision.objects.filter(round=stage)
    return list(found.select_related("proposed_by", "answered_by", "report"))


def is_last_round(stage: Round) -> bool:
    """Return whether no round of the rules follows `stage`; a further window of the same round does not."""
    return not any(stage.round_key in later.follows for later in stage.document.rules.rounds)


def basis(stage: Round) -> Basis:
    """Return what the decision of a ranked round rests on; RankingSnapshot.DoesNotExist before it is ranked.

    Raises:
        StillOpenError, UndefinedError, MarkRefused, ActRefused: the rules name no outcome.
    """
    snapshot = RankingSnapshot.objects.get(newest_of=stage)
    content, rules = snapshot.content, outline_of(stage, snapshot.content)
    shared = (most_of(content), counts_places(content), snapshot.sha256, is_last_round(stage))
    if plays_by_rules(content):
        return _by_rules(course_of(stage, snapshot), rules, shared)
    ranked = tuple(proposing.ranked_entries(content))
    proposed = proposing.proposed_outcomes(ranked, limit=rules["advance_limit"], is_last_round=shared[-1])
    return Basis(
        ranked,
        rules,
        *shared,
        proposed,
        may_depart=not stage.challenge.verdict_binds,
        has_reserves=shared[-1],
    )


def _by_rules(course: Course, rules: Mapping[str, Any], shared: tuple[str | None, bool, str, bool]) -> Basis:
    """Return what decides a round of format 2."""
    rule = course.rules.advancing
    departure = rule.may_depart if rule else None
    told = {code: course.told_of(code, is_last=shared[-1]) for code in course.work_codes}
    binds = course.stage.challenge.verdict_binds
    return Basis(
        tuple(_ranked(course, code) for code in course.work_codes),
        rules,
        *shared,
        {code: ProposedOutcome(code, found.outcome, found.rule) for code, found in told.items()},
        may_depart=not binds and departure is not None and departure.by == "authority",
        course=course,
        has_reserves=bool(rule and rule.reserves),
    )


def _ranked(course: Course, work_code: str) -> Ranked:
    here = course.seen_from(work_code)
    standing = here.ranking.of(work_code)
    points = proposing.kept_points(shown_text(standing.total, here.ranking.shown))
    is_open = here.ranking.is_judged and standing.is_in and standing.total is None
    return Ranked(work_code, standing.rank, points, passes(work_code, here), is_open, here.scope.lot or "")


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
