"""States of a round's decision and of an award: from the signed report through the standstill to the contract."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.lifecycle import ChallengeState, OfCompetition, challenge_is_running
from core.lifecycle import Gap, Lifecycle, Transition
from core.permissions import Actor


class DecisionState(models.TextChoices):
    """Where a round stands on its way to a decision; derived, never stored."""

    JUDGING = "judging", _("Being judged")
    RANKED = "ranked", _("Ranked, report not signed yet")
    SIGNED = "signed", _("Report signed")
    PROPOSED = "proposed", _("Decision proposed, another person must agree")
    DECIDED = "decided", _("Decided")


class ProposalAnswer(models.TextChoices):
    """What became of a proposed decision."""

    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back to the jury")
    ANNULLED = "annulled", _("Challenge annulled")
    DROPPED = "dropped", _("Dropped")


class SendingBack(models.TextChoices):
    """Why a binding verdict goes back to the jury: what the head may examine (art. 82 of 2014/24/EU; Pzp 337)."""

    CONFORMITY = "conformity", _("A work was ranked that does not meet the requirements, or one that meets them was not")
    CRITERIA = "criteria", _("The jury did not judge by the published criteria, or not by these alone")
    ANONYMITY = "anonymity", _("Somebody on the jury knew whose work it was")
    IMPARTIALITY = "impartiality", _("Somebody took part who had to be excluded")
    PROCEDURE = "procedure", _("The jury did not keep to its rules of procedure")
    ARITHMETIC = "arithmetic", _("The report does not say what follows from the marks")


class Annulment(models.TextChoices):
    """Why a contest ends without a result (Pzp 355)."""

    NO_ENTRY = "no_entry", _("Nobody entered")
    NONE_FIT = "none_fit", _("No work meets the requirements, or the jury chose none")
    PUBLIC_INTEREST = "public_interest", _("It is no longer in the public interest, for a reason nobody could foresee")
    DEFECT = "defect", _("The procedure has a defect that cannot be mended")
    ONE_ENTRY = "one_entry", _("There was only one entry")
    NO_MONEY = "no_money", _("The money that was to pay for it was not granted")


class RewardKind(models.TextChoices):
    """What an award is (challenges.rules.rewards)."""

    PRIZE = "prize", _("Prize")
    FUNDING = "funding", _("Funding of work to be done")
    REFUND = "refund", _("Refund of costs")


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
    SETTLED = "settled", _("A later round was decided, on which these rewards depended.")


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
    TAKEN = "taken", _("Is among those whom the published rules take.")
    REWARDED = "rewarded", _("Is among those whom the published rules reward.")
    NOT_TAKEN = "not_taken", _("The published rules take others.")
    OUT = "out", _("Is out by the published rules.")
    BELOW_HURDLE = "hurdle", _("Is below a hurdle of the published rules.")
    OVER_LIMIT = "limit", _("A limit of the published rules is used up.")
    MOVED_UP = "moved_up", _("Was a reserve, and moved up when an award was overturned.")


class Won(Protocol):
    """What guards and permissions ask of an award; `awards.models.Award` is one."""

    @property
    def notified_at(self) -> datetime | None: ...
    @property
    def decision(self) -> Any: ...
    @property
    def suspension(self) -> Any: ...
    def standstill_gaps(self) -> Iterable[Gap]: ...


class ToDecide(OfCompetition, Protocol):
    """A round seen from its decision; `awards.models.RoundToDecide` is one."""

    @property
    def proposed_by_id(self) -> int | None: ...


class Rehearsed(Protocol):
    """What guards ask of a rehearsal; `awards.models.KeptRehearsal` is one."""

    def preparation_gaps(self) -> Iterable[Gap]: ...


class TakenBack(Protocol):
    """What guards ask of a proposal to take an award back; `awards.models.Overturning` is one."""

    @property
    def proposed_by_id(self) -> int: ...
    def standing_gaps(self) -> Iterable[Gap]: ...


def somebody_else_decides(to_decide: ToDecide, user: Actor) -> Iterable[Gap]:
    """Yield a gap for the one who proposed the decision."""
    if to_decide.proposed_by_id == user.pk:
        yield Gap(_("You proposed it. Somebody else must agree."), code="same_person")


def verdict_does_not_bind(to_decide: ToDecide, _user: Actor) -> Iterable[Gap]:
    """Yield a gap where the jury's verdict binds: the head decides what a secretary proposed (art. 82 of 2014/24/EU)."""
    if to_decide.challenge.verdict_binds:
        yield Gap(
            _("The verdict of the jury binds: propose the decision, and the head of the authority approves it."), code="binds"
        )


def verdict_binds(to_decide: ToDecide, _user: Actor) -> Iterable[Gap]:
    """Yield a gap where the authority decides itself: then there is no verdict to examine."""
    if not to_decide.challenge.verdict_binds:
        yield Gap(
            _("The verdict of the jury does not bind here, so there is nothing to send back or to annul."), code="not_binding"
        )


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
DECISION = Lifecycle(
    "round decision",
    (
        Transition("decide", ("signed",), "decided", "awards.decide", (challenge_is_running, verdict_does_not_bind)),
        # What the rules leave to people, e.g. whom the jury picked.
        Transition("enter_act", ("signed",), "signed", "awards.decide", (challenge_is_running,)),
        Transition("propose_decision", ("signed",), "proposed", "awards.decide", (challenge_is_running,)),
        Transition("approve_decision", ("proposed",), "decided", "awards.approve", (challenge_is_running, somebody_else_decides)),
        Transition(
            "send_back_decision",
            ("proposed",),
            "ranked",
            "awards.approve",
            (challenge_is_running, verdict_binds, somebody_else_decides),
        ),
        Transition(
            "annul_decision",
            ("proposed",),
            "annulled",
            "awards.approve",
            (challenge_is_running, verdict_binds, somebody_else_decides),
        ),
        Transition("drop_decision", ("proposed",), "signed", "awards.drop_decision"),
    ),
)
AWARD = Lifecycle(
    "award",
    (
        Transition("notify", ("proposed",), "notified", "awards.announce", (challenge_is_not_cancelled,)),
        # What does not stand still: a refund, and what is paid on the way to the last round.
        Transition("give", ("proposed",), "final", "awards.announce", (challenge_is_not_cancelled,)),
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
