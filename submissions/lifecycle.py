"""States of an entry. Until the deadline the supplier moves it; after the opening the officials do."""

from collections.abc import Iterable
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.lifecycle import Competition, Stage, challenge_is_running
from core.lifecycle import Gap, Lifecycle, Transition
from core.permissions import Actor


class EntryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ADMISSIBLE = "admissible", _("Admitted")
    INADMISSIBLE = "inadmissible", _("Not admitted")
    ADVANCED = "advanced", _("Advanced")
    NOT_ADVANCED = "not_advanced", _("Did not advance")
    WINNER = "winner", _("Winner")
    RESERVE = "reserve", _("Reserve")
    OVERTURNED = "overturned", _("Award overturned")


# What counts as handed in, whatever was decided afterwards.
HANDED_IN = (
    EntryState.SUBMITTED,
    EntryState.ADMISSIBLE,
    EntryState.INADMISSIBLE,
    EntryState.ADVANCED,
    EntryState.NOT_ADVANCED,
    EntryState.WINNER,
    EntryState.RESERVE,
    EntryState.OVERTURNED,
)
DECIDED = (
    EntryState.ADVANCED,
    EntryState.NOT_ADVANCED,
    EntryState.WINNER,
    EntryState.RESERVE,
    EntryState.OVERTURNED,
)


# What guards and permissions ask of things. The models, which have it, stand above.


class Proposed(Protocol):
    """A supplier's participation; `submissions.models.Proposal` is one."""

    @property
    def supplier_id(self) -> int: ...
    @property
    def challenge(self) -> Competition: ...


class OfProposal(Protocol):
    """Whatever belongs to a proposal."""

    @property
    def proposal(self) -> Proposed: ...


class HandedIn(OfProposal, Protocol):
    """What a proposal hands in to a round; `submissions.models.Entry` is one."""

    @property
    def state(self) -> str: ...
    @property
    def round(self) -> Stage: ...
    @property
    def hides_names(self) -> bool: ...
    def window_gaps(self) -> Iterable[Gap]: ...
    def eligibility_gaps(self) -> Iterable[Gap]: ...
    def lot_gaps(self) -> Iterable[Gap]: ...
    def limit_gaps(self) -> Iterable[Gap]: ...
    def member_gaps(self) -> Iterable[Gap]: ...
    def answer_gaps(self) -> Iterable[Gap]: ...
    def confirming_gaps(self) -> Iterable[Gap]: ...


def round_takes_entries(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap outside the round's window, by the database's clock in this very transaction (invariant 1)."""
    return entry.window_gaps()


def supplier_may_enter_round(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when the proposal did not advance from the round before."""
    return entry.eligibility_gaps()


def lot_is_offered(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while no lot is chosen that the rules have."""
    return entry.lot_gaps()


def limits_leave_room(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap for each limit of participation that is used up."""
    return entry.limit_gaps()


def members_are_allowed(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap where more or fewer take part together than the rules allow."""
    return entry.member_gaps()


def answers_are_complete(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield what the answers still lack, each with the key of its question as section."""
    return entry.answer_gaps()


def rules_were_amended_since(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap where the entry was handed in under the rules in force."""
    return entry.confirming_gaps()


def round_is_opened(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap before the opening."""
    if entry.round.opened_at is None:
        yield Gap(_("The round has not been opened yet."))


def round_is_not_ranked(entry: HandedIn, _user: Actor) -> Iterable[Gap]:
    """Yield a gap once the marks are locked: who takes part cannot change under the ranking."""
    if entry.round.ranked_at is not None:
        yield Gap(_("The jury has finished this round. Who took part in it cannot change any more."))


CHECKABLE = (challenge_is_running, round_is_opened, round_is_not_ranked)

ENTRY = Lifecycle(
    "entry",
    (
        Transition(
            "submit",
            ("draft", "submitted", "withdrawn"),
            "submitted",
            "submissions.submit",
            (
                round_takes_entries,
                supplier_may_enter_round,
                lot_is_offered,
                limits_leave_room,
                members_are_allowed,
                answers_are_complete,
            ),
        ),
        Transition(
            "confirm",
            ("submitted",),
            "submitted",
            "submissions.submit",
            (round_takes_entries, rules_were_amended_since, lot_is_offered),
        ),
        Transition("withdraw", ("submitted",), "withdrawn", "submissions.withdraw", (round_takes_entries,)),
        Transition("admit", ("submitted", "inadmissible"), "admissible", "submissions.check", CHECKABLE),
        Transition("reject", ("submitted", "admissible"), "inadmissible", "submissions.check", CHECKABLE),
        Transition("advance", ("admissible",), "advanced", "submissions.decide"),
        Transition("not_advance", ("admissible",), "not_advanced", "submissions.decide"),
        Transition("win", ("admissible",), "winner", "submissions.decide"),
        Transition("reserve", ("admissible",), "reserve", "submissions.decide"),
        Transition("promote", ("reserve",), "winner", "submissions.promote"),
        Transition("overturn", ("winner",), "overturned", "submissions.overturn"),
    ),
)
