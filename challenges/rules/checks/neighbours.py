"""Procedures that look like a contest and are none: prize draws and price auctions."""

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import silent
from challenges.rules.checks.register import each, kind_of
from challenges.rules.document import Document, Rules
from challenges.rules.findings import BLOCKING, Code, Finding, declare
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
    """Return whether prices alone are compared."""
    criteria = [criterion for judging in _judgings(rules) for criterion in _criteria(judging)]
    return bool(criteria) and all(criterion.type == "price" for criterion in criteria)


def _judgings(rules: Rules) -> list[Judging]:
    return [part.judging for part in each(rules.rounds) if isinstance(part.judging, Judging)]


def _criteria(judging: Judging) -> list[Criterion]:
    criteria = [criterion for part in each(judging.parts) for criterion in each(part.criteria)]
    return [criterion for criterion in criteria if kind_of(criterion.scale) != "pass_fail"]
