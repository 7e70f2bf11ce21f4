"""Procedures that look like a contest and are none: prize draws and price auctions."""

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import silent
from challenges.rules.checks.register import each, is_said, kind_of, number
from challenges.rules.document import Document, Rules
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.intake import Intake
from challenges.rules.judging import Criterion, Judging
from challenges.rules.naming import VALUES
from challenges.rules.rewards import Rewards

declare(
    {
        "neighbour": Code(
            BLOCKING,
            _("A neighbour, not a contest: this is %(procedure)s, in which nobody judges a work."),
            _("Run it as a procedure of its own. The portal runs contests."),
        ),
    }
)
VALUES["procedure"] = {"draw": _("a prize draw"), "auction": _("a price auction")}


def neighbour(document: Document) -> Finding | None:
    """Return what to say of a procedure that is no contest; None for a contest."""
    rules = document.rules
    if silent(rules):
        return None
    procedure = "draw" if _is_draw(rules) else "auction" if _is_auction(rules) else ""
    return Finding("neighbour", "rules", {"procedure": procedure}) if procedure else None


def _is_draw(rules: Rules) -> bool:
    """Return whether nothing is judged, and every reward is drawn by lot."""
    if not isinstance(rules.rewards, Rewards) or silent(rules.rounds) or rules.juries:
        return False
    items = each(rules.rewards.items)
    return bool(items) and all(kind_of(item.to) == "lot" for item in items) and not _judgings(rules)


def _is_auction(rules: Rules) -> bool:
    """Return whether prices alone are compared, or nothing but prices is handed in to be judged."""
    criteria = [criterion for judging in _judgings(rules) for criterion in _criteria(judging)]
    return bool(criteria) and (all(criterion.type == "price" for criterion in criteria) or _takes_prices_alone(rules))


def _takes_prices_alone(rules: Rules) -> bool:
    """Return whether all that is asked, beside who it is and what is declared, is a price, and nobody meets."""
    stages = each(rules.rounds)
    intakes = [stage.intake for stage in stages if isinstance(stage.intake, Intake)]
    if any(is_said(stage.meeting) for stage in stages) or any(silent(intake.questions) for intake in intakes):
        return False
    asked = [question for intake in intakes for question in each(intake.questions)]
    works = [question for question in asked if question.envelope != "identity" and question.kind != "declaration"]
    return bool(works) and all(question.envelope == "price" for question in works)


def _judgings(rules: Rules) -> list[Judging]:
    return [part.judging for part in each(rules.rounds) if isinstance(part.judging, Judging)]


def _criteria(judging: Judging) -> list[Criterion]:
    """Return the criteria that tell works apart: none that is only checked, and none without weight."""
    criteria = [criterion for part in each(judging.parts) for criterion in each(part.criteria)]
    counted = [criterion for criterion in criteria if kind_of(criterion.scale) != "pass_fail" and criterion.type != "formal"]
    return [criterion for criterion in counted if number(criterion.weight) != 0]
