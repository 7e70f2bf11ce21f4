"""The ranking of a round as rows of a table, lot by lot, with what the rules propose and what was decided."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Decision, ProposedDecision
from awards.proposing import Ranked
from awards.queries.deciding import Basis
from core.components import Column, Table, Tag
from core.wording import grouped, localised

_COLOURS: Mapping[str, Any] = {"advanced": "green", "winner": "green", "reserve": "yellow", "not_advanced": "grey", "": "orange"}


def tables_of(
    basis: Basis, names: Mapping[str, str], decisions: Mapping[str, Decision], proposed: ProposedDecision | None
) -> list[Table]:
    """Return the ranking, one table for each lot: rank, entry, points, what is proposed or was decided, and why."""
    lots = dict.fromkeys(entry.lot for entry in basis.ranked) or {"": None}
    titles = {lot.key: localised(lot.title) for lot in basis.course.document.rules.lots} if basis.course else {}
    caption = _("Ranking and decision") if decisions else _("Ranking and proposal")
    head: list[Column | str] = [_("Rank"), _("Entry"), Column(text=_("Points"), numeric=True)]
    head += [_("Decided") if decisions else _("Proposed"), _("Why")]
    return [
        Table(
            caption=f"{titles[lot]}: {caption}" if lot in titles else caption,
            head=head,
            rows=[_row(entry, basis, names, decisions, proposed) for entry in basis.ranked if entry.lot == lot],
            empty_text=_("No entry was admitted to this round."),
        )
        for lot in lots
    ]


def outcome_tag(outcome: str | None) -> Tag:
    """Return an outcome as a coloured word; None means that people must decide."""
    text = Decision.Outcome(outcome).label if outcome else _("Decide yourself")
    return Tag(text=str(text), colour=_COLOURS[outcome or ""])


def _row(
    entry: Ranked,
    basis: Basis,
    names: Mapping[str, str],
    decisions: Mapping[str, Decision],
    proposed: ProposedDecision | None,
) -> list[Any]:
    code = entry.work_code
    decision, name = decisions.get(code), names.get(code, code)
    outcome = decision.outcome if decision else basis.proposed[code].outcome
    why = basis.why(code)
    if proposed is not None and proposed.outcomes.get(code) != outcome:
        outcome, why = proposed.outcomes.get(code), str(Decision.Rule.DEPARTURE.label)
    if decision is not None:
        why = localised(decision.why) if decision.why else str(Decision.Rule(decision.rule).label)
        why = f"{why} {decision.reason}".strip()
    return [
        "–" if entry.rank is None else str(entry.rank),
        code if name == code else f"{code} · {name}",
        _("not scored") if entry.points is None else grouped(entry.points, 2),
        outcome_tag(outcome),
        why,
    ]
