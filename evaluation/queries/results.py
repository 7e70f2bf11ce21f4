"""A ranking as people read it: rows with rounded numbers, and the ties in words."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from evaluation import ranking

# Points and means as shown on pages; the data file has more places and the exact fraction.
PLACES = 2


@dataclass(frozen=True)
class Row:
    """One entry of a ranking; `missed` names the thresholds it did not reach."""

    work_code: str
    rank: int | None
    points: Decimal | None
    means: list[Decimal | None]
    scorecards: int
    missed: list[Any]
    shares_rank: bool


@dataclass(frozen=True)
class Result:
    """A ranking with its rules: criteria in their published order, rows best first, ties, and what follows from them."""

    criteria: list[dict[str, Any]]
    rows: list[Row]
    ties: list[str]
    nobody_passed: bool
    scale_max: int
    threshold: Decimal
    sha256: str

    @property
    def has_criterion_thresholds(self) -> bool:
        return any(Decimal(criterion["threshold"] or 0) for criterion in self.criteria)


def result_of(stage: Round) -> Result:
    """Return the frozen ranking of `stage`, ready to be read."""
    snapshot = stage.ranking
    content = snapshot.content
    criteria = content["rules"]["criteria"]
    ranks = [entry["rank"] for entry in content["entries"]]
    return Result(
        criteria=criteria,
        rows=[_row(entry, criteria, ranks) for entry in content["entries"]],
        ties=[_tie_in_words(tie) for tie in content["ties"]],
        nobody_passed=content["nobody_passed"],
        scale_max=content["rules"]["scale_max"],
        threshold=Decimal(content["rules"]["threshold"] or 0),
        sha256=snapshot.sha256,
    )


def _row(entry: dict[str, Any], criteria: list[dict[str, Any]], ranks: list[int | None]) -> Row:
    names = {criterion["key"]: criterion["name"] for criterion in criteria} | {"points": _("points")}
    exact = entry["points_exact"]
    return Row(
        work_code=entry["work_code"],
        rank=entry["rank"],
        points=ranking.shown(Fraction(exact), PLACES) if exact else None,
        means=[_mean(entry["criteria"].get(criterion["key"])) for criterion in criteria],
        scorecards=entry["scorecards"],
        missed=[names[key] for key in entry["missed"]],
        shares_rank=entry["rank"] is not None and ranks.count(entry["rank"]) > 1,
    )


def _mean(text: str | None) -> Decimal | None:
    return ranking.shown(Fraction(text), PLACES) if text else None


def _tie_in_words(tie: dict[str, Any]) -> str:
    codes = ", ".join(tie["work_codes"])
    rules = dict(Round.TieBreak.choices)
    by = "; ".join(str(rules[rule]) for rule in tie["broken_by"])
    if tie["remains"] and by:
        return _("%(codes)s have equal points. The rule “%(by)s” told some of them apart; the rest share a rank.") % {
            "codes": codes,
            "by": by,
        }
    if tie["remains"]:
        return _("%(codes)s have equal points and share a rank: no published rule tells them apart.") % {"codes": codes}
    return _("%(codes)s have equal points. The published rule tells them apart: %(by)s.") % {"codes": codes, "by": by}
