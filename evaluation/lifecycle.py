"""States of the judging: panel, scorecard, report."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from challenges.lifecycle import Stage, challenge_is_not_over, challenge_is_running
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


class RankingCause(models.TextChoices):
    """Why there is a new ranking of a round."""

    JUDGED = "judged", _("All scorecards are in.")
    ACT = "act", _("People decided what the rules leave to them.")
    CORRECTED = "corrected", _("A mark was corrected.")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SIGNING = "signing", _("Waiting for signatures")
    SIGNED = "signed", _("Signed")


# What guards and permissions ask of things. The models, which have it, stand above.


class Jury(Protocol):
    """A panel; `evaluation.models.Panel` is one."""

    def has_member(self, user: Visitor) -> bool: ...
    def is_chaired_by(self, user: Visitor) -> bool: ...
    def quorum_gaps(self) -> Iterable[Gap]: ...
    def undecided_gaps(self) -> Iterable[Gap]: ...


class OfJury(Protocol):
    """Whatever belongs to a panel."""

    @property
    def panel(self) -> Jury: ...


class Seat(Protocol):
    """A place on a panel; `evaluation.models.Juror` is one."""

    @property
    def user_id(self) -> int: ...
    @property
    def is_active(self) -> bool: ...


class Marking(OfJury, Protocol):
    """One juror's marks for one entry; `evaluation.models.Scorecard` is one."""

    @property
    def state(self) -> str: ...
    @property
    def juror(self) -> Seat: ...
    @property
    def round(self) -> Stage: ...
    @property
    def entry(self) -> Any: ...
    @property
    def others_visible(self) -> str | None: ...
    @property
    def is_blind(self) -> bool: ...
    def gaps(self) -> Iterable[Gap]: ...
    def declaration_gaps(self) -> Iterable[Gap]: ...
    def conflict_gaps(self) -> Iterable[Gap]: ...


class Minutes(Protocol):
    """What a panel signs; `evaluation.models.Report` is one."""

    def signature_gaps(self) -> Iterable[Gap]: ...
    def open_gaps(self) -> Iterable[Gap]: ...


def panel_has_quorum(panel: Jury, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while too few jurors accepted, or nobody chairs (art. 81 of 2014/24/EU; Pzp art. 335)."""
    return panel.quorum_gaps()


def scorecard_is_complete(scorecard: Marking, _user: Actor) -> Iterable[Gap]:
    """Yield a gap per criterion without a mark, and per extreme mark without a reason."""
    return scorecard.gaps()


def interests_are_declared(scorecard: Marking, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while the juror has not declared interests for the round (art. 24 of 2014/24/EU; Pzp art. 56)."""
    return scorecard.declaration_gaps()


def no_conflict_is_known(scorecard: Marking, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when the juror declared a conflict with this supplier, or belongs to it (invariant 6)."""
    return scorecard.conflict_gaps()


def rounds_are_decided(panel: Jury, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while the jury has a round before it."""
    return panel.undecided_gaps()


def ranking_is_whole(report: Minutes, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while people have not entered what the ranking needs."""
    return report.open_gaps()


def all_members_signed(report: Minutes, _user: Actor) -> Iterable[Gap]:
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
        Transition("circulate", ("draft",), "signing", "evaluation.circulate", (challenge_is_running, ranking_is_whole)),
        Transition("complete", ("signing",), "signed", "evaluation.sign", (challenge_is_running, all_members_signed)),
    ),
)
