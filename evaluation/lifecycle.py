"""States of the judging: panel, scorecard, report."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.lifecycle import challenge_is_not_over, challenge_is_running
from core.lifecycle import Gap, Lifecycle, Transition
from core.permissions import Actor


class PanelState(models.TextChoices):
    FORMING = "forming", _("Being formed")
    APPOINTED = "appointed", _("Appointed")
    DISCHARGED = "discharged", _("Discharged")


class ScorecardState(models.TextChoices):
    ASSIGNED = "assigned", _("Not started")
    DRAFT = "draft", _("Started")
    SUBMITTED = "submitted", _("Submitted")
    LOCKED = "locked", _("Locked")
    RECUSED = "recused", _("Recused")


# Cards that their jurors have still to submit, and cards whose marks count.
WAITING = (ScorecardState.ASSIGNED, ScorecardState.DRAFT)
HANDED_IN = (ScorecardState.SUBMITTED, ScorecardState.LOCKED)


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SIGNING = "signing", _("Waiting for signatures")
    SIGNED = "signed", _("Signed")


def panel_has_quorum(panel: Any, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while too few jurors accepted, or nobody chairs (art. 81 of 2014/24/EU; Pzp art. 335)."""
    return panel.quorum_gaps()


def scorecard_is_complete(scorecard: Any, _user: Actor) -> Iterable[Gap]:
    """Yield a gap per criterion without a mark, and per extreme mark without a reason."""
    return scorecard.gaps()


def interests_are_declared(scorecard: Any, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while the juror has not declared interests for the round (art. 24 of 2014/24/EU; Pzp art. 56)."""
    return scorecard.declaration_gaps()


def no_conflict_is_known(scorecard: Any, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when the juror declared a conflict with this supplier, or belongs to it (invariant 6)."""
    return scorecard.conflict_gaps()


def rounds_are_decided(panel: Any, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while the jury has a round before it."""
    return panel.undecided_gaps()


def all_members_signed(report: Any, _user: Actor) -> Iterable[Gap]:
    """Yield a gap per juror whose signature is missing."""
    return report.signature_gaps()


PANEL = Lifecycle(
    "panel",
    (
        Transition("appoint", ("forming",), "appointed", "evaluation.appoint", (challenge_is_not_over, panel_has_quorum)),
        Transition("discharge", ("appointed",), "discharged", "evaluation.appoint", (rounds_are_decided,)),
    ),
)
MAY_SCORE = (challenge_is_running, interests_are_declared, no_conflict_is_known)
SCORECARD = Lifecycle(
    "scorecard",
    (
        Transition("score", ("assigned", "draft"), "draft", "evaluation.score", MAY_SCORE),
        Transition("submit", ("assigned", "draft"), "submitted", "evaluation.score", (*MAY_SCORE, scorecard_is_complete)),
        Transition("lock", ("submitted",), "locked", "evaluation.rank"),
        Transition("recuse", ("assigned", "draft", "submitted"), "recused", "evaluation.recuse"),
    ),
)
REPORT = Lifecycle(
    "report",
    (
        Transition("circulate", ("draft",), "signing", "evaluation.circulate", (challenge_is_running,)),
        Transition("complete", ("signing",), "signed", "evaluation.sign", (challenge_is_running, all_members_signed)),
    ),
)
