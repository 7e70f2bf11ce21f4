"""What is kept of a rehearsal: its main lines as plain data, without words, so that they read alike in every language.

{"findings": [{"code", "severity", "path", "params"}], "assumptions": [path], "people_decide": n, "paid": {currency: amount},
 "rounds": [{"key", "came", "is_stopped", "ranked", "shared", "advanced"}], "result_sha256": of all ranks, totals and payments}
"""

from typing import Any

from awards.consequences.paying import as_amount
from awards.rehearsal.result import Rehearsal, Stage
from challenges.rules.findings import CODES, Finding
from challenges.rules.shapes import Json
from challenges.versioning import digest
from evaluation.methods.results import exact


def main_lines(found: Rehearsal) -> dict[str, Json]:
    """Return what is to be kept of a rehearsal."""
    kept: dict[str, Json] = {
        "findings": [
            {"code": each.code, "severity": each.severity.value, "path": each.path, "params": dict(each.params)}
            for each in found.findings
        ],
        "assumptions": [assumption.path for assumption in found.assumptions],
        "people_decide": sum(1 for _each in found.decisions),
        "paid": {currency: as_amount(amount) for currency, amount in found.paid.items()},
        "rounds": [_line(stage) for stage in found.stages],
    }
    return {**kept, "result_sha256": digest(_result(found))}


def findings_of(kept: dict[str, Any], within: Json) -> tuple[Finding, ...]:
    """Return the findings that were kept, to be said in the active language; `within` is the document, None if it is gone.

    What the portal no longer knows how to say is left out; its code stays in what was kept.
    """
    return tuple(
        Finding(each["code"], each["path"], each["params"], within) for each in kept["findings"] if each["code"] in CODES
    )


def _line(stage: Stage) -> dict[str, Json]:
    played = stage.played.played if stage.played else ()
    standings = [one for each in played for one in each.ranking.standings]
    advanced = [each.advanced for each in played if each.advanced is not None]
    return {
        "key": stage.key,
        "came": stage.came,
        "is_stopped": stage.played is None,
        "ranked": sum(one.rank is not None for one in standings),
        "shared": sum(one.is_shared for one in standings),
        "advanced": sum(len(each.work_codes) for each in advanced) if advanced else None,
    }


def _result(found: Rehearsal) -> Json:
    """Return everything that follows from marks, without a word."""
    played = [(stage.key, each) for stage in found.stages if stage.played for each in stage.played.played]
    payments = found.outcome.paid.payments if found.outcome else ()
    return {
        "findings": [[each.code, each.path] for each in found.findings],
        "rounds": [
            {
                "key": key,
                "lot": each.scope.lot,
                "window": each.scope.window,
                "standings": [[one.work_code, one.rank, exact(one.total)] for one in each.ranking.standings],
                "advanced": None if each.advanced is None else list(each.advanced.work_codes),
            }
            for key, each in played
        ],
        "payments": [[each.award.item, each.award.work_code, each.currency, as_amount(each.amount)] for each in payments],
    }
