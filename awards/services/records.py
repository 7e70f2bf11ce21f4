"""The record of a decided round: rule, actual numbers and reasons, kept apart and frozen."""

from collections import Counter
from typing import Any

from accounts.models import Organisation
from awards.models import Decision
from awards.queries.deciding import counts_of
from awards.services.ruling import Ruled
from submissions.vault import handed_in_titles


def record_content(found: Ruled) -> dict[str, Any]:
    """Return what is published of a decided round. It names no supplier, and gives reasons in words for winners alone.

    Pzp art. 358(4): what was not awarded is not disclosed, and a reason could tell it. By rules of format 2 it holds what people
    decided because the rules leave it to them, so that anybody can follow how the outcome came about.
    """
    stage, basis, decisions = found.stage, found.ground, found.decisions
    outcomes = Counter(decision.outcome for decision in decisions)
    titles = handed_in_titles([decision.entry for decision in decisions if decision.outcome == Decision.Outcome.WINNER])
    return {
        "reference": stage.reference,
        "round": stage.number,
        "is_last_round": basis.is_last_round,
        "limit": basis.limit,
        "threshold": basis.rules["threshold"],
        "most": basis.most,
        "fewer_is_better": basis.fewer_is_better,
        "prize_each": basis.rules["prize_each"],
        "currency": stage.challenge.currency,
        "counts": {
            **counts_of(stage),
            "scored": sum(entry.points is not None for entry in basis.ranked),
            "passed": sum(entry.meets_thresholds for entry in basis.ranked),
            **{str(outcome): outcomes[outcome] for outcome in basis.allowed},
        },
        "outcomes": [
            _outcome(decision, ranked.lot, titles.get(decision.entry.work_code))
            for decision, ranked in zip(decisions, basis.ranked, strict=True)
        ],
        "jurors": found.report.content.get("jurors", []),
        "departing": sorted(found.departing),
        **({"acts": found.course.acts.as_json()} if found.course is not None else {}),
        "ranking_sha256": basis.ranking_sha256,
        "report_sha256": found.report.sha256,
    }


def published_supplier(supplier: Organisation) -> dict[str, Any]:
    """Return how a winner is named in public: what was true on the day of the decision."""
    return {
        "slug": supplier.slug,
        "name": supplier.name,
        "country": supplier.country,
        "legal_form": supplier.legal_form,
        "identifier_scheme": supplier.identifier_scheme,
        "identifier": supplier.identifier,
        "size_class": supplier.size_class,
    }


def _outcome(decision: Decision, lot: str, title: str | None) -> dict[str, Any]:
    return {
        "work_code": decision.entry.work_code,
        "outcome": decision.outcome,
        "rule": decision.rule,
        "reason": decision.reason if decision.outcome == Decision.Outcome.WINNER else "",
        "rank": decision.rank,
        "points": None if decision.points is None else f"{decision.points:f}",
        **({"why": decision.why} if decision.why else {}),
        **({"lot": lot} if lot else {}),
        **({} if title is None else {"title": title}),
    }
