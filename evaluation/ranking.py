"""The rule of record: from frozen rules and scorecards to a ranking. Pure, exact, and enough for anybody to check a result.

The rule, published with every challenge:
1. A juror's points for an entry: each mark as a share of the highest mark, times the criterion's weight, as a share of 100.
2. The panel's points: the mean over the jurors. The panel's mark in a criterion: the mean over the jurors.
3. An entry passes if its panel marks reach every criterion's threshold and its points the round's threshold.
4. Entries that pass are ranked by points; ties are broken by the published order alone. What is still tied shares a rank, and the
   ranks after it leave a gap: 1, 1, 3.

A card with a mark missing is "not scored", never 0, and counts nowhere; neither does a recused card. An entry with fewer whole
cards than the rules ask is not scored. Inside, all numbers are exact fractions. `shown` alone rounds, half to even, to `PLACES`
places.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

PLACES = 4
METHOD = "weighted-mean"
# States in which a card's marks count.
COUNTING = frozenset({"submitted", "locked"})

Rules = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """Where one entry stands. `points` (of 100) and `criteria` (panel means by key) are None and empty for what is not scored."""

    work_code: str
    arrival: int
    scorecards: int
    points: Fraction | None
    criteria: Mapping[str, Fraction]
    missed: tuple[str, ...]
    rank: int | None = None

    @property
    def is_scored(self) -> bool:
        return self.points is not None

    @property
    def meets_thresholds(self) -> bool:
        return self.is_scored and not self.missed


@dataclass(frozen=True)
class Tie:
    """Entries with equal points: the published rules that told them apart, and whether some still share a rank."""

    work_codes: tuple[str, ...]
    broken_by: tuple[str, ...]
    remains: bool


@dataclass(frozen=True)
class Ranking:
    """The standings, best first: those that pass, those that do not by points, those that are not scored; and the ties."""

    standings: tuple[Standing, ...]
    ties: tuple[Tie, ...]

    @property
    def nobody_passed(self) -> bool:
        return not any(standing.meets_thresholds for standing in self.standings)


def rank(rules: Rules, scorecards: Iterable[Mapping[str, Any]], entries: Iterable[Mapping[str, Any]]) -> Ranking:
    """Return the ranking of a round.

    Args:
        rules: the round as frozen in `ChallengeVersion.content["rounds"]`; weights, thresholds and marks are decimal strings.
        scorecards: mappings with `work_code`, `state` and `marks` ({criterion key: mark as a string, or None}).
        entries: mappings with `work_code` and `arrival`: the place in the order of submission, shared where times are equal.
    """
    whole = _whole_marks(rules, scorecards)
    standings = [_standing(rules, entry, whole.get(entry["work_code"], [])) for entry in entries]
    passed = [standing for standing in standings if standing.meets_thresholds]
    ranked, ties = _ranked(rules, passed)
    failed = [standing for standing in standings if standing.is_scored and standing.missed]
    unscored = [standing for standing in standings if not standing.is_scored]
    failed.sort(key=lambda standing: (-(standing.points or 0), standing.work_code))
    unscored.sort(key=lambda standing: standing.work_code)
    return Ranking((*ranked, *failed, *unscored), ties)


def _whole_marks(rules: Rules, scorecards: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Fraction]]]:
    """Return by work code the marks of each card that counts and has a mark for every criterion."""
    keys = [criterion["key"] for criterion in rules["criteria"]]
    found: dict[str, list[dict[str, Fraction]]] = {}
    for card in scorecards:
        marks = card["marks"]
        if card["state"] in COUNTING and all(marks.get(key) is not None for key in keys):
            found.setdefault(card["work_code"], []).append({key: Fraction(str(marks[key])) for key in keys})
    return found


def _standing(rules: Rules, entry: Mapping[str, Any], cards: list[dict[str, Fraction]]) -> Standing:
    """Return points, panel means and missed thresholds of one entry, without its rank."""
    if len(cards) < max(1, int(rules["minimum_scorecards"])):
        return Standing(entry["work_code"], entry["arrival"], len(cards), None, {}, ())
    criteria = rules["criteria"]
    means = {c["key"]: sum((card[c["key"]] for card in cards), Fraction()) / len(cards) for c in criteria}
    points = points_of(rules, means)
    missed = tuple(c["key"] for c in criteria if means[c["key"]] < Fraction(c["threshold"] or 0))
    if points < Fraction(rules["threshold"] or 0):
        missed += ("points",)
    return Standing(entry["work_code"], entry["arrival"], len(cards), points, means, missed)


def points_of(rules: Rules, marks: Mapping[str, Fraction]) -> Fraction:
    """Return the points of 100 for marks by criterion: one juror's, or the panel's means, since the rule is linear."""
    weights = {criterion["key"]: Fraction(criterion["weight"]) for criterion in rules["criteria"]}
    earned = sum((marks[key] / rules["scale_max"] * weight for key, weight in weights.items()), Fraction())
    return earned / sum(weights.values()) * 100


def _ranked(rules: Rules, passed: list[Standing]) -> tuple[list[Standing], tuple[Tie, ...]]:
    """Return the standings that pass with their ranks, and the ties among them."""
    breakers = {name: _TIE_BREAKS[name](rules) for name in rules["tie_break"]}

    def place(standing: Standing) -> tuple[Any, ...]:
        return (-(standing.points or 0), *(breaker(standing) for breaker in breakers.values()))

    ranked: list[Standing] = []
    for _place, sharing in groupby(sorted(passed, key=lambda s: (place(s), s.work_code)), key=place):
        number = len(ranked) + 1
        ranked += [Standing(s.work_code, s.arrival, s.scorecards, s.points, s.criteria, s.missed, number) for s in sharing]
    return ranked, tuple(_ties(ranked, breakers))


def _ties(ranked: list[Standing], breakers: Mapping[str, Callable[[Standing], Any]]) -> Iterable[Tie]:
    for _points, sharing in groupby(ranked, key=lambda standing: standing.points):
        tied = list(sharing)
        if len(tied) > 1:
            remains = len({standing.rank for standing in tied}) < len(tied)
            yield Tie(tuple(standing.work_code for standing in tied), tuple(_used(tied, breakers)), remains)


def _used(tied: list[Standing], breakers: Mapping[str, Callable[[Standing], Any]]) -> Iterable[str]:
    """Yield the rules that told entries apart which all rules before had left together."""
    before: set[tuple[Any, ...]] = {()}
    keys: dict[str, tuple[Any, ...]] = {standing.work_code: () for standing in tied}
    for name, breaker in breakers.items():
        keys = {standing.work_code: (*keys[standing.work_code], breaker(standing)) for standing in tied}
        if len(set(keys.values())) > len(before):
            yield name
        before = set(keys.values())


def _by_heaviest_criterion(rules: Rules) -> Callable[[Standing], Any]:
    """Higher panel mark in the criterion with the greatest weight; where several have it, in their published order."""
    greatest = max(Fraction(criterion["weight"]) for criterion in rules["criteria"])
    heaviest = [criterion["key"] for criterion in rules["criteria"] if Fraction(criterion["weight"]) == greatest]
    return lambda standing: tuple(-standing.criteria[key] for key in heaviest)


def _by_earlier_submission(_rules: Rules) -> Callable[[Standing], Any]:
    return lambda standing: standing.arrival


_TIE_BREAKS: dict[str, Callable[[Rules], Callable[[Standing], Any]]] = {
    "heaviest_criterion": _by_heaviest_criterion,
    "earlier_submission": _by_earlier_submission,
}


def shown(number: Fraction | None, places: int = PLACES) -> Decimal | None:
    """Return an exact number as it is shown: the one place where the portal rounds points and means (half to even)."""
    if number is None:
        return None
    # A fraction rounds itself half to even; division in Decimal would round twice.
    return Decimal(round(number * 10**places)).scaleb(-places)


def as_json(ranking: Ranking) -> dict[str, Any]:
    """Return the ranking as published: numbers as strings, rounded for reading and exact (`83.3333` and `250/3`)."""
    return {
        "entries": [
            {
                "work_code": standing.work_code,
                "arrival": standing.arrival,
                "rank": standing.rank,
                "points": _text(shown(standing.points)),
                "points_exact": _text(standing.points),
                "criteria": {key: _text(shown(mean)) for key, mean in standing.criteria.items()},
                "scorecards": standing.scorecards,
                "is_scored": standing.is_scored,
                "meets_thresholds": standing.meets_thresholds,
                "missed": list(standing.missed),
            }
            for standing in ranking.standings
        ],
        "ties": [
            {"work_codes": list(tie.work_codes), "broken_by": list(tie.broken_by), "remains": tie.remains} for tie in ranking.ties
        ],
        "nobody_passed": ranking.nobody_passed,
    }


def _text(number: Decimal | Fraction | None) -> str | None:
    return None if number is None else str(number)


def recompute(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ranking that follows from published `rules`, `scorecards` and `entries`, to compare with what is stated."""
    return as_json(rank(content["rules"], content["scorecards"], content["entries"]))
