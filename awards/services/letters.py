"""What the outcome letter of one supplier holds: frozen when it is sent, so that it can be read the same for ever."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from awards.models import Decision
from awards.queries.deciding import Basis
from awards.services.rewarding import RewardsTold
from awards.services.wording import in_every_language
from challenges.models import Challenge, ChallengeVersion, Round
from evaluation.models import RankingSnapshot, Scorecard
from evaluation.queries.frozen import counts_places, criteria_told, most_of
from evaluation.queries.revealing import ends_with
from submissions.vault import handed_in_titles

# At most this many ranked entries are told no band: a third of them would name a single entry.
FEWEST_FOR_BANDS = 6
_THIRDS = (_("in the upper third"), _("in the middle third"), _("in the lower third"))


@dataclass(frozen=True)
class LetterFrame:
    """What all letters of a round share. `comments` are the jurors' by work code; `means` the panel's marks by work code.

    `passed` are the ranked entries that reached what the rules ask; `most` the greatest total that points can come to. `rewards`
    are told by work code. `winners` are empty while whose works are whose may not be known.
    """

    stage: Round
    challenge: Challenge
    titles: Mapping[str, str]
    rules: Mapping[str, Any]
    means: Mapping[str, Mapping[str, str]]
    comments: Mapping[str, Sequence[str]]
    criteria: Sequence[Mapping[str, Any]]
    most: str | None
    fewer_is_better: bool
    entries: int
    passed: AbstractSet[str]
    next_round: Mapping[str, Any] | None
    standstill_ends_at: str | None
    winners: Sequence[Mapping[str, Any]]
    rewards: Mapping[str, Sequence[Mapping[str, Any]]]


def letter_frame(stage: Round, ground: Basis, decisions: Sequence[Decision], rewards: RewardsTold) -> LetterFrame:
    """Return what the letters about these decisions, stored or not, share."""
    version = ChallengeVersion.objects.filter(challenge=stage.challenge_id, number__isnull=False).latest("number")
    content = RankingSnapshot.objects.get(newest_of=stage).content
    hidden = stage.hides_names and not ends_with(stage, "decision")
    winning = [decision for decision in decisions if decision.outcome == Decision.Outcome.WINNER and not hidden]
    solutions = handed_in_titles([decision.entry for decision in winning])
    return LetterFrame(
        stage=stage,
        challenge=stage.challenge,
        titles=version.titles,
        rules=ground.rules,
        criteria=[*criteria_told(content)],
        most=most_of(content),
        fewer_is_better=counts_places(content),
        means={entry["work_code"]: entry["criteria"] for entry in content["entries"]},
        comments=comments_by_entry(stage),
        entries=len(decisions),
        passed={entry.work_code for entry in ground.ranked if entry.rank is not None and entry.meets_thresholds},
        next_round=next((_schedule(later) for later in version.outline["rounds"] if later["number"] == stage.number + 1), None),
        standstill_ends_at=rewards.standstill_ends_at.isoformat() if rewards.standstill_ends_at else None,
        winners=[_winner(decision, solutions[decision.entry.work_code]) for decision in winning],
        rewards=rewards.by_work_code,
    )


def _schedule(rules: Mapping[str, Any]) -> dict[str, Any]:
    return {key: rules[key] for key in ("number", "title", "opens_at", "closes_at")}


def _winner(decision: Decision, title: str) -> dict[str, Any]:
    """Return what other suppliers are told of a winner (art. 55(2)(c) of 2014/24/EU: name, and what was better)."""
    points = None if decision.points is None else f"{decision.points:f}"
    return {"name": decision.entry.proposal.supplier.name, "title": title, "points": points}


def comments_by_entry(stage: Round) -> dict[str, list[str]]:
    """Return the jurors' comments for the suppliers by work code, without the jurors' names and in no telling order."""
    cards = Scorecard.objects.filter(entry__round=stage, state=Scorecard.State.LOCKED).exclude(comment="")
    found: dict[str, list[str]] = {}
    for code, comment in cards.order_by("comment").values_list("entry__work_code", "comment"):
        found.setdefault(code, []).append(comment)
    return found


def letter(decision: Decision, frame: LetterFrame) -> dict[str, Any]:
    """Return the content of the letter about `decision`: JSON, words by language, numbers as text."""
    code = decision.entry.work_code
    means = frame.means.get(code, {})
    return {
        "reference": frame.challenge.reference,
        "challenge": frame.titles,
        "authority": frame.challenge.authority.name,
        "contact_email": frame.challenge.figures["contact_email"],
        "round": {"number": frame.stage.number, "title": frame.rules["title"]},
        "work_code": code,
        "outcome": decision.outcome,
        "rule": decision.rule,
        "why": decision.why,
        "reason": decision.reason,
        "decided_at": decision.decided_at.isoformat(),
        "entries": frame.entries,
        "ranked": len(frame.passed),
        "rank_band": _rank_band(decision.rank, len(frame.passed)) if code in frame.passed else None,
        "points": None if decision.points is None else f"{decision.points:f}",
        "most": frame.most,
        "fewer_is_better": frame.fewer_is_better,
        "threshold": frame.rules["threshold"],
        "criteria": [{**criterion, "mean": means.get(criterion["key"])} for criterion in frame.criteria],
        "comments": list(frame.comments.get(code, [])),
        "rewards": list(frame.rewards.get(code, [])),
        "currency": frame.challenge.currency,
        "next_round": frame.next_round if decision.outcome == Decision.Outcome.ADVANCED else None,
        "winners": list(frame.winners),
        "standstill_ends_at": frame.standstill_ends_at,
        "law": {"profile": frame.challenge.profile.key, "source": frame.challenge.profile.source},
    }


def _rank_band(rank: int | None, ranked: int) -> dict[str, str] | None:
    """Return in which third of the ranked entries a rank lies, in every language; None where that would be the rank itself."""
    if rank is None or ranked < FEWEST_FOR_BANDS:
        return None
    return in_every_language(lambda: _THIRDS[min(2, (rank - 1) * 3 // ranked)])
