"""What the published rules propose as the outcome of a round. Pure functions over a frozen ranking.

The rule: whoever met every threshold advances (in the last round: wins) in the order of ranks, as long as there are places.
Entries that share a rank at the last places stop the rule: a person decides, with a reason. In the last round, whoever met every
threshold and found no place is a reserve. Who missed a threshold never advances or wins; that nobody does is a proper outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from awards.lifecycle import OutcomeRule
from submissions.lifecycle import EntryState

# Places of points after a decision.
PLACES = 4


@dataclass(frozen=True)
class Ranked:
    """One entry of a ranking: `rank` is None where it was not ranked, `points` None where it was not scored.

    Points are as the rules print them, with PLACES places: so they are kept and told. The exact ones stand in the ranking.
    `is_open`: nothing is known yet, since people must enter something first. `lot` is the one that it is ranked in, if any.
    """

    work_code: str
    rank: int | None
    points: Decimal | None
    meets_thresholds: bool
    is_open: bool = False
    lot: str = ""


@dataclass(frozen=True)
class ProposedOutcome:
    """What the rules say about one entry, and by which rule. `outcome` is None where a person must decide."""

    work_code: str
    outcome: str | None
    rule: str


def ranked_entries(content: Mapping[str, Any]) -> list[Ranked]:
    """Return the entries of a ranking snapshot's content, in its order."""
    return [
        Ranked(
            work_code=entry["work_code"],
            rank=entry["rank"],
            points=kept_points(entry["points"]),
            meets_thresholds=bool(entry["meets_thresholds"]),
            is_open=not entry["is_scored"] and entry.get("out", True) is None,
        )
        for entry in content["entries"]
    ]


def kept_points(text: str | None) -> Decimal | None:
    """Return points with PLACES places, half to even, however many the rules print."""
    return None if text is None else Decimal(round(Fraction(text) * 10**PLACES)).scaleb(-PLACES)


def allowed_outcomes(*, is_last_round: bool, has_reserves: bool) -> tuple[str, ...]:
    """Return the outcomes that an entry can have in such a round, the best first."""
    best = EntryState.WINNER if is_last_round else EntryState.ADVANCED
    return (best, *([EntryState.RESERVE] if has_reserves else []), EntryState.NOT_ADVANCED)


def proposed_outcomes(entries: Iterable[Ranked], *, limit: int | None, is_last_round: bool) -> dict[str, ProposedOutcome]:
    """Return by work code what the rules propose. `limit`: at most how many advance or win; None for no limit."""
    every = list(entries)
    passed = sorted((e for e in every if e.meets_thresholds and e.rank is not None), key=_by_rank)
    groups = [list(group) for _rank, group in groupby(passed, key=_by_rank)]
    places = len(passed) if limit is None else limit
    found = {entry.work_code: _failed(entry) for entry in every if entry not in passed}
    for group in groups:
        for entry in group:
            found[entry.work_code] = _outcome_in_group(entry, len(group), places, is_last_round=is_last_round)
        # Behind a tie that waits for a person nobody moves up.
        places = max(0, places - len(group))
    return {entry.work_code: found[entry.work_code] for entry in every}


def departures(proposed: Mapping[str, ProposedOutcome], outcomes: Mapping[str, str]) -> list[str]:
    """Return the work codes whose outcome is not what the rules propose, ties among them."""
    return [code for code, proposal in proposed.items() if outcomes.get(code) != proposal.outcome]


def overdrawn(entries: Sequence[Ranked], outcomes: Mapping[str, str], *, limit: int | None) -> tuple[int, list[str]]:
    """Return what no reason can allow: how many too many advance or win, and who does so below a threshold."""
    best = {code for code, outcome in outcomes.items() if outcome in (EntryState.ADVANCED, EntryState.WINNER)}
    unfit = [e.work_code for e in entries if e.work_code in best and not (e.meets_thresholds and e.rank is not None)]
    return (0 if limit is None else max(0, len(best) - limit)), unfit


def _by_rank(entry: Ranked) -> int:
    return entry.rank or 0


def _failed(entry: Ranked) -> ProposedOutcome:
    rule = OutcomeRule.BELOW_THRESHOLD if entry.points is not None else OutcomeRule.NOT_RANKED
    return ProposedOutcome(entry.work_code, EntryState.NOT_ADVANCED, rule)


def _outcome_in_group(entry: Ranked, size: int, places: int, *, is_last_round: bool) -> ProposedOutcome:
    """Return the outcome of an entry whose rank is shared by `size` entries when `places` are left."""
    if size <= places:
        return ProposedOutcome(
            entry.work_code, EntryState.WINNER if is_last_round else EntryState.ADVANCED, OutcomeRule.WITHIN_LIMIT
        )
    if places:
        return ProposedOutcome(entry.work_code, None, OutcomeRule.TIE)
    return ProposedOutcome(
        entry.work_code, EntryState.RESERVE if is_last_round else EntryState.NOT_ADVANCED, OutcomeRule.NO_PLACE_LEFT
    )
