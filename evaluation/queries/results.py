"""A ranking as people read it: rows with rounded numbers, and the ties in words."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from challenges.rules import document as rules
from challenges.rules.base import Text
from challenges.rules.facts import fact
from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.names import Names
from challenges.rules.outline import TIE_BREAKS
from challenges.rules.upgrades.format_1_rounds import upgraded_round
from core.wording import figure
from evaluation import ranking
from evaluation.lifecycle import ScorecardState
from evaluation.models import Juror, Scorecard
from evaluation.queries.conflicts import entries_in_conflict
from evaluation.scales import MarkScale, scale_of
from evaluation.scoring import weight_words

# Points and values as shown on pages; the data file has more places and the exact fraction.
PLACES = 2


@dataclass(frozen=True)
class Column:
    """A criterion of a ranking: what it counts and the least value needed, in words, "" for none."""

    key: str
    title: Text
    scale: MarkScale
    weight: str
    minimum: str


@dataclass(frozen=True)
class Row:
    """One entry of a ranking; `missed` names what it did not reach. A code that the reader may not know is ""."""

    work_code: str
    rank: int | None
    points: Decimal | None
    values: list[str]
    scorecards: int
    missed: list[Any]
    shares_rank: bool


@dataclass(frozen=True)
class Result:
    """A ranking with its rules: criteria in their published order, rows best first, ties, and what follows from them.

    `method` tells how the points come about. `shows_scorecards`: whether the reader may know how many jurors scored each entry.
    """

    columns: list[Column]
    rows: list[Row]
    ties: list[str]
    nobody_passed: bool
    method: str
    threshold: Decimal
    sha256: str
    shows_scorecards: bool

    @property
    def hides_codes(self) -> bool:
        return any(not row.work_code for row in self.rows)


def result_of(stage: Round, *, juror: Juror | None) -> Result:
    """Return the frozen ranking of `stage`, ready to be read by an official (None) or from a seat on the jury.

    Until the report of a blind round is signed a juror is not told how many scored each entry, nor, if they stepped back from
    one, the codes they never had: the work that was missing from their queue belongs to the supplier they are connected with.
    """
    is_secret = juror is not None and stage.rules.is_blind and stage.revealed_at is None
    known = _codes_known_to(juror, stage) if juror is not None and is_secret else None
    snapshot = stage.ranking
    content = snapshot.content
    part = _part(content["rules"])
    columns = [_column(part, criterion) for criterion in part.criteria]
    ranks = [entry["rank"] for entry in content["entries"]]
    return Result(
        columns=columns,
        rows=[_row(entry, columns, ranks, known) for entry in content["entries"]],
        ties=[_tie_in_words(tie, known) for tie in content["ties"]],
        nobody_passed=content["nobody_passed"],
        method=fact(part.aggregation, Names(stage.document)).value,
        threshold=Decimal(content["rules"]["threshold"] or 0),
        sha256=snapshot.sha256,
        shows_scorecards=not is_secret,
    )


def _part(frozen: dict[str, Any]) -> JudgingPart:
    """Return how the round was judged, from the rules of format 1 that are frozen with its ranking."""
    stage = {**frozen, "questions": []}
    judging = rules.Round.model_validate(upgraded_round(stage, [stage], sorted(stage["title"]))).judging
    if judging is None:
        raise LookupError("A round was ranked that nobody judged.")
    return judging.parts[0]


def _column(part: JudgingPart, criterion: Criterion) -> Column:
    minimum = figure(criterion.minimum) if isinstance(criterion.minimum, str) else ""
    return Column(criterion.key, criterion.title, scale_of(criterion), weight_words(part, criterion), minimum)


def _codes_known_to(juror: Juror, stage: Round) -> set[str] | None:
    """Return the codes that a juror with a conflict scored; None for one without: they had every work before them."""
    cards = Scorecard.objects.filter(juror=juror, entry__round=stage)
    if not entries_in_conflict([juror], stage)[juror.pk] and not cards.filter(state=ScorecardState.RECUSED).exists():
        return None
    return set(cards.handed_in().values_list("entry__work_code", flat=True))


def _row(entry: dict[str, Any], columns: list[Column], ranks: list[int | None], known: set[str] | None) -> Row:
    names = {column.key: column.title for column in columns} | {"points": _("points")}
    exact = entry["points_exact"]
    return Row(
        work_code=entry["work_code"] if known is None or entry["work_code"] in known else "",
        rank=entry["rank"],
        points=ranking.shown(Fraction(exact), PLACES) if exact else None,
        values=[_value(column, entry["criteria"].get(column.key)) for column in columns],
        scorecards=entry["scorecards"],
        missed=[names[key] for key in entry["missed"]],
        shares_rank=entry["rank"] is not None and ranks.count(entry["rank"]) > 1,
    )


def _value(column: Column, text: str | None) -> str:
    """Return what the jury as a whole gave, in words; "" where the entry was not scored."""
    value = ranking.shown(Fraction(text), PLACES) if text else None
    return "" if value is None else column.scale.told(value)


def _tie_in_words(tie: dict[str, Any], known: set[str] | None) -> str:
    shown = [code if known is None or code in known else str(_("an entry you do not score")) for code in tie["work_codes"]]
    codes = ", ".join(shown)
    by = "; ".join(str(TIE_BREAKS[rule]) for rule in tie["broken_by"])
    if tie["remains"] and by:
        return _("%(codes)s have equal points. The rule “%(by)s” told some of them apart; the rest share a rank.") % {
            "codes": codes,
            "by": by,
        }
    if tie["remains"]:
        return _("%(codes)s have equal points and share a rank: no published rule tells them apart.") % {"codes": codes}
    return _("%(codes)s have equal points. The published rule tells them apart: %(by)s.") % {"codes": codes, "by": by}
