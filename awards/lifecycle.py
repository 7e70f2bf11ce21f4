"""States of a round's decision and of an award: from the signed report through the standstill to the contract."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.lifecycle import ChallengeState, Competition, OfCompetition, challenge_is_running
from challenges.profiles import LawProfile
from core.lifecycle import Gap, Lifecycle, Transition
from core.permissions import Actor


class DecisionState(models.TextChoices):
    """Where a round stands on its way to a decision; derived, never stored."""

    JUDGING = "judging", _("Being judged")
    RANKED = "ranked", _("Ranked, report not signed yet")
    SIGNED = "signed", _("Report signed")
    DECIDED = "decided", _("Decided")


class AwardState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    NOTIFIED = "notified", _("Announced, in standstill")
    FINAL = "final", _("Final")
    CONTRACTED = "contracted", _("Contract signed")
    OVERTURNED = "overturned", _("Overturned")


class Holding(models.TextChoices):
    """What holds of an announced award now: the one answer that pages, data and letters give."""

    NOTIFIED = "notified", _("In standstill")
    SUSPENDED = "suspended", _("Suspended by a complaint")
    FINAL = "final", _("Final")
    CONTRACTED = "contracted", _("Contract signed")
    OVERTURNED = "overturned", _("Overturned")


class ListCause(models.TextChoices):
    """Why there is a new list of the awards of a round."""

    DECIDED = "decided", _("The round was decided.")
    OVERTURNED = "overturned", _("An award was overturned.")
    PROMOTED = "promoted", _("A reserve moved up.")


class OverturningState(models.TextChoices):
    """Where a proposal to take an award back stands; derived from who did what."""

    NEW = "new", _("New")
    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    DROPPED = "dropped", _("Not confirmed")


class RehearsalState(models.TextChoices):
    """Whether a rehearsal is kept with what it rehearsed; derived."""

    PLAYED = "played", _("Played")
    KEPT = "kept", _("Kept")


class OutcomeRule(models.TextChoices):
    """Why an entry has its outcome: the published rule that applied, or a person's decision."""

    WITHIN_LIMIT = "within_limit", _("Met every threshold and ranked within the places there are.")
    NO_PLACE_LEFT = "no_place_left", _("Met every threshold, but entries ranked higher took all the places.")
    BELOW_THRESHOLD = "below_threshold", _("Did not reach the points that the rules ask for.")
    NOT_RANKED = "not_ranked", _("Was not scored, so it has no rank.")
    TIE = "tie", _("Shares its rank with others where the places end, so a person decides.")
    DEPARTURE = "departure", _("The authority departed from the ranking, with a reason.")
    MOVED_UP = "moved_up", _("Was a reserve, and moved up when an award was overturned.")


class Won(Protocol):
    """What guards and permissions ask of an award; `awards.models.Award` is one."""

    @property
    def notified_at(self) -> datetime | None: ...
    @property
    def suspension(self) -> Any: ...
    def standstill_gaps(self) -> Iterable[Gap]: ...


class BoundCompetition(Competition, Protocol):
    """A challenge with the powers that its law profile gives."""

    @property
    def profile(self) -> LawProfile: ...


class OfBoundCompetition(Protocol):
    """Whatever belongs to such a challenge."""

    @property
    def challenge(self) -> BoundCompetition: ...


class Rehearsed(Protocol):
    """What guards ask of a rehearsal; `awards.models.KeptRehearsal` is one."""

    def preparation_gaps(self) -> Iterable[Gap]: ...


class TakenBack(Protocol):
    """What guards ask of a proposal to take an award back; `awards.models.Overturning` is one."""

    @property
    def proposed_by_id(self) -> int: ...
    def standing_gaps(self) -> Iterable[Gap]: ...


def award_stands(overturning: TakenBack, _user: Actor) -> Iterable[Gap]:
    """Yield a gap unless the award was announced, stands, and nobody proposed to take it back yet."""
    return overturning.standing_gaps()


def somebody_else_proposed_it(overturning: TakenBack, user: Actor) -> Iterable[Gap]:
    """Yield a gap for the one who proposed it: two people take an award back."""
    if overturning.proposed_by_id == user.pk:
        yield Gap(_("You proposed it. Somebody else must confirm."), code="same_person")


def challenge_is_not_cancelled(award: OfCompetition, _user: Actor) -> Iterable[Gap]:
    """Yield a gap after a cancellation; a challenge that was concluded can still have a reserve that moves up."""
    if award.challenge.state == ChallengeState.CANCELLED:
        yield Gap(_("The challenge is not running."))


def standstill_is_over(award: Won, _user: Actor) -> Iterable[Gap]:
    """Yield a gap until the standstill has ended (Directive 89/665/EEC, art. 2a; Pzp art. 264)."""
    return award.standstill_gaps()


def is_not_suspended(award: Won, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while a complaint suspends the award (Directive 89/665/EEC, art. 2(3))."""
    if award.suspension is not None:
        yield Gap(_("The award is suspended."))


def is_suspended(award: Won, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when there is no suspension to lift."""
    if award.suspension is None:
        yield Gap(_("The award is not suspended."))


def rules_are_being_prepared(rehearsal: Rehearsed, _user: Actor) -> Iterable[Gap]:
    """Yield a gap unless somebody is still to approve what was rehearsed: a draft, or an amendment."""
    return rehearsal.preparation_gaps()


# The thing that is decided is `awards.models.RoundToDecide`.
DECISION = Lifecycle("round decision", (Transition("decide", ("signed",), "decided", "awards.decide", (challenge_is_running,)),))
AWARD = Lifecycle(
    "award",
    (
        Transition("notify", ("proposed",), "notified", "awards.award", (challenge_is_not_cancelled,)),
        Transition("suspend", ("notified",), "notified", "awards.award", (is_not_suspended,)),
        Transition("resume", ("notified",), "notified", "awards.award", (is_suspended,)),
        Transition(
            "finalise",
            ("notified",),
            "final",
            "awards.award",
            (challenge_is_not_cancelled, standstill_is_over, is_not_suspended),
        ),
        Transition("contract", ("final",), "contracted", "awards.award"),
        Transition("overturn", ("notified", "final"), "overturned", "awards.overturn"),
    ),
)
OVERTURNING = Lifecycle(
    "overturning",
    (
        Transition("propose", ("new",), "proposed", "awards.award", (award_stands,)),
        Transition("confirm", ("proposed",), "confirmed", "awards.overturn", (somebody_else_proposed_it,)),
        Transition("drop", ("proposed",), "dropped", "awards.drop"),
    ),
)
REHEARSAL = Lifecycle(
    "kept rehearsal",
    (Transition("keep_rehearsal", ("played",), "kept", "awards.keep_rehearsal", (rules_are_being_prepared,)),),
)
