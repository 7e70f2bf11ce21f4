"""The ranking of a round as rows of a table, with what the rules propose and what was decided."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from awards.lifecycle import OutcomeRule
from awards.models import Decision
from awards.proposing import Ranked
from awards.queries.deciding import Basis
from core.components import Column, Table, Tag
from core.wording import grouped

_COLOURS: Mapping[str, Any] = {"advanced": "green", "winner": "green", "reserve": "yellow", "not_advanced": "grey", "": "orange"}


def table_of(basis: Basis, names: Mapping[str, str], decisions: Mapping[str, Decision]) -> Table:
    """Return the ranking: rank, entry, points, what the rules propose and why; once decided, what was decided and why."""
    head: list[Column | str] = [_("Rank"), _("Entry"), Column(text=_("Points"), numeric=True), _("Proposed"), _("Why")]
    if decisions:
        head[3:] = [_("Decided"), _("Why")]
    return Table(
        caption=_("Ranking and decision") if decisions else _("Ranking and proposal"),
        head=head,
        rows=[_row(entry, basis, names, decisions) for entry in basis.ranked],
        empty_text=_("No entry was admitted to this round."),
    )


def outcome_tag(outcome: str | None) -> Tag:
    """Return an outcome as a coloured word; None means that a person must decide."""
    text = Decision.Outcome(outcome).label if outcome else _("Decide yourself")
    return Tag(text=str(text), colour=_COLOURS[outcome or ""])


def _row(entry: Ranked, basis: Basis, names: Mapping[str, str], decisions: Mapping[str, Decision]) -> list[Any]:
    code = entry.work_code
    decision = decisions.get(code)
    outcome = decision.outcome if decision else basis.proposed[code].outcome
    rule = OutcomeRule(decision.rule if decision else basis.proposed[code].rule)
    why = f"{rule.label} {decision.reason}" if decision and decision.reason else rule.label
    name = names.get(code, code)
    return [
        "–" if entry.rank is None else str(entry.rank),
        code if name == code else f"{code} · {name}",
        _("not scored") if entry.points is None else grouped(entry.points, 2),
        outcome_tag(outcome),
        why,
    ]
