"""Decided rounds as they were recorded: counts, outcomes by work code, and the hashes that let anybody check them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from awards.lifecycle import Holding
from awards.models import Award, Decision, RoundRecord
from challenges.models import Round
from challenges.rules.document import Rules
from core.components import Column, Figure
from core.wording import grouped, localised


@dataclass(frozen=True)
class RoundResult:
    """What the public reads of one decided round, or of one of its windows.

    Rows of `ranking`: rank, work code, points, outcome, reason; where there are lots, the lot stands first, since each has a
    ranking of its own.

    `hides_codes`: a juror who never had one of the works would learn from its code whose it is, and may not know that yet.
    """

    name: str
    has_lots: bool
    figures: list[Figure]
    ranking: list[list[str]]
    departure_reason: str
    decided_at: datetime
    report_signed_at: datetime | None
    report_sha256: str
    ranking_sha256: str
    hides_codes: bool

    @property
    def head(self) -> list[Column]:
        return [
            *([Column(text=_("Lot"))] if self.has_lots else []),
            Column(text=_("Rank")),
            Column(text=_("Work code")),
            Column(text=_("Points"), numeric=True),
            Column(text=_("Outcome")),
            Column(text=_("Why")),
        ]


def round_results(records: Iterable[RoundRecord], rules: Rules, awards: Iterable[Award] = ()) -> list[RoundResult]:
    """Return the results of all decided rounds of a challenge.

    `awards` are those of the challenge: of an entry whose award was overturned, or which moved up, the page says what holds now.
    """
    lots = {lot.key: localised(lot.title) for lot in rules.lots}
    changed: dict[str, list[Award]] = {}
    for found in awards:
        if found.decides_the_contest:
            changed.setdefault(found.decision.entry.work_code, []).append(found)
    return [_result(record, lots, changed) for record in records]


def _result(record: RoundRecord, lots: Mapping[str, str], awards: Mapping[str, list[Award]]) -> RoundResult:
    report, hides_codes = getattr(record.round, "report", None), record.round.hides_names
    outcomes = sorted(record.content["outcomes"], key=lambda outcome: (*_lot(outcome, lots), *_by_rank(outcome)))
    has_lots = any("lot" in outcome for outcome in outcomes)
    return RoundResult(
        name=_name(record.round),
        has_lots=has_lots,
        figures=_figures(record.content["counts"]),
        ranking=[
            [
                *(_lot(outcome, lots) if has_lots else []),
                *_row(outcome, awards.get(outcome["work_code"], []), hides_code=hides_codes),
            ]
            for outcome in outcomes
        ],
        departure_reason=record.departure_reason,
        decided_at=record.decided_at,
        report_signed_at=report.signed_at if report else None,
        report_sha256=record.content["report_sha256"],
        ranking_sha256=record.content["ranking_sha256"],
        hides_codes=hides_codes,
    )


def _name(stage: Round) -> str:
    """Return what a round is called, with its window where it has several."""
    names = {"number": stage.place, "title": localised(stage.title), "window": stage.window_number}
    if stage.window_number is None:
        return _("Round %(number)s: %(title)s") % names
    return _("Round %(number)s, window %(window)s: %(title)s") % names


def _lot(outcome: Mapping[str, Any], lots: Mapping[str, str]) -> list[str]:
    key = outcome.get("lot", "")
    return [lots.get(key, key)]


def _figures(counts: Mapping[str, int]) -> list[Figure]:
    labels = {
        "entered": _("entered"),
        "admissible": _("admissible"),
        "scored": _("scored"),
        "passed": _("reached every threshold"),
        Decision.Outcome.ADVANCED.value: _("advanced"),
        Decision.Outcome.WINNER.value: _("won"),
    }
    return [Figure(value=str(counts[key]), label=label) for key, label in labels.items() if key in counts]


def _by_rank(outcome: Mapping[str, Any]) -> tuple[bool, int, str]:
    return (outcome["rank"] is None, outcome["rank"] or 0, outcome["work_code"])


def _row(outcome: Mapping[str, Any], awards: Sequence[Award], *, hides_code: bool) -> list[str]:
    held, why = str(Decision.Outcome(outcome["outcome"]).label), outcome["reason"] or _rule(outcome)
    if awards and all(award.holding == Holding.OVERTURNED for award in awards):
        held, why = _("Award overturned"), awards[0].overturning_reason
    elif any(award.moved_up for award in awards):
        held, why = str(Decision.Outcome.WINNER.label), str(Decision.Rule.MOVED_UP.label)
    return [
        str(outcome["rank"] or "–"),
        "–" if hides_code else outcome["work_code"],
        "–" if outcome["points"] is None else grouped(Decimal(outcome["points"]), 2),
        held,
        why,
    ]


def _rule(outcome: Mapping[str, Any]) -> str:
    """Return by which rule, in words; records of format 1 name it alone."""
    return localised(outcome["why"]) if "why" in outcome else str(Decision.Rule(outcome["rule"]).label)
