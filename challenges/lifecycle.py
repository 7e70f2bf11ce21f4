"""States of a challenge and the table of what leads from one to the next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lifecycle import Gap, Lifecycle, Transition
from core.permissions import Actor


class ChallengeState(models.TextChoices):
    """What was decided about a challenge; phases such as "open" are derived from the clock."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    CONCLUDED = "concluded", _("Concluded")
    CANCELLED = "cancelled", _("Cancelled")


# Ends from which nothing leads back.
OVER = (ChallengeState.CONCLUDED, ChallengeState.CANCELLED)


class AmendmentState(models.TextChoices):
    """What was decided about a change of what is public."""

    DRAFTING = "drafting", _("Being written")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


# While an amendment is in one of these, no second one is begun.
OPEN_AMENDMENT = (AmendmentState.DRAFTING, AmendmentState.IN_REVIEW)


class ChallengePhase(models.TextChoices):
    """Where a public challenge stands, derived from decisions and the clock; see challenges.models.phases.

    Whether a decided challenge still stands still or has its winner is known to `awards`.
    """

    UPCOMING = "upcoming", _("Not yet open")
    OPEN = "open", _("Open for entries")
    JUDGING = "judging", _("Being judged")
    DECIDED = "decided", _("Decided")
    CONCLUDED = "concluded", _("Concluded")
    CANCELLED = "cancelled", _("Cancelled")


# What guards and permissions ask of things. The models, which have it, stand above.


class Competition(Protocol):
    """A challenge; `challenges.models.Challenge` is one."""

    @property
    def authority_id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def verdict_binds(self) -> bool: ...
    def gaps(self) -> Iterable[Gap]: ...
    def cancelling_gaps(self) -> Iterable[Gap]: ...
    def date_gaps_at_publication(self) -> Iterable[Gap]: ...
    def unsettled_rounds(self) -> Iterable[Gap]: ...
    def concluding_gaps(self) -> Iterable[Gap]: ...
    def candidate_fits(self) -> bool: ...
    def candidate_is_of_old_format(self) -> bool: ...
    def was_written_by(self, user: Actor) -> bool: ...
    def amendment_gaps(self) -> Iterable[Gap]: ...


class OfCompetition(Protocol):
    """Whatever belongs to a challenge."""

    @property
    def challenge(self) -> Competition: ...


class Change(Protocol):
    """A change of what is public; `challenges.models.Amendment` is one."""

    @property
    def authority_id(self) -> int: ...
    @property
    def challenge(self) -> Competition: ...
    @property
    def state(self) -> str: ...
    def gaps(self) -> Iterable[Gap]: ...
    def refusals_now(self) -> Iterable[Gap]: ...
    def candidate_fits(self) -> bool: ...
    def was_written_by(self, user: Actor) -> bool: ...


class Stage(Protocol):
    """A round; `challenges.models.Round` is one."""

    @property
    def is_blind(self) -> bool: ...
    @property
    def sees_others(self) -> str: ...
    @property
    def opened_at(self) -> datetime | None: ...
    @property
    def ranked_at(self) -> datetime | None: ...
    @property
    def revealed_at(self) -> datetime | None: ...


class OfRound(Protocol):
    """Whatever belongs to a round."""

    @property
    def round(self) -> Stage: ...


def rules_are_complete(challenge: Competition, _user: Actor) -> Iterable[Gap]:
    """Yield what the rules of the challenge still lack (challenges.completeness)."""
    return challenge.gaps()


def candidate_still_fits(challenge: Competition, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when words or rules changed since the candidate version was frozen."""
    if not challenge.candidate_fits():
        old = _("It was submitted in a form that is not published any more. Return it and submit it again.")
        changed = _("The words or the rules changed after they were submitted. Return the challenge and submit it again.")
        is_old = challenge.candidate_is_of_old_format()
        yield Gap(old if is_old else changed, "review", "old_format" if is_old else "changed")


def approver_wrote_none_of_it(challenge: Competition, user: Actor) -> Iterable[Gap]:
    """Yield a gap when `user` wrote words or rules of the candidate: four eyes, two people."""
    if challenge.was_written_by(user):
        yield Gap(_("You wrote part of this challenge. Somebody else must approve it."), "review")


def first_round_is_ahead(challenge: Competition, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when the first deadline has passed before publication."""
    return challenge.date_gaps_at_publication()


def nothing_is_under_way(challenge: Competition, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when nothing was decided yet, a round waits for its decision, or apps above still have something to do."""
    yield from challenge.unsettled_rounds()
    yield from challenge.concluding_gaps()


def nothing_stands_against_cancelling(challenge: Competition, _user: Actor) -> Iterable[Gap]:
    """Yield what apps above have against it, such as an announced award (challenges.cancelling)."""
    return challenge.cancelling_gaps()


def nothing_is_being_amended(challenge: Competition, _user: Actor) -> Iterable[Gap]:
    """Yield a gap while an amendment is being written or waits for its approval."""
    return challenge.amendment_gaps()


def amendment_is_complete(amendment: Change, _user: Actor) -> Iterable[Gap]:
    """Yield what the amendment lacks, and why it could not be published: forbidden changes, deadlines that must move."""
    return amendment.gaps()


def writer_does_not_approve(amendment: Change, user: Actor) -> Iterable[Gap]:
    """Yield a gap when `user` wrote words or rules since the version that is amended: four eyes, two people."""
    if amendment.was_written_by(user):
        yield Gap(_("You wrote part of this amendment. Somebody else must approve it."), "amendment", "four_eyes")


def amendment_still_fits(amendment: Change, _user: Actor) -> Iterable[Gap]:
    """Yield a gap when words or rules changed since the candidate version was frozen."""
    if not amendment.candidate_fits():
        words = _("The words or the rules changed after they were submitted. Return the amendment and submit it again.")
        yield Gap(words, "amendment", "changed")


def amendment_is_still_allowed(amendment: Change, _user: Actor) -> Iterable[Gap]:
    """Yield why what was allowed when it was submitted no longer is: a deadline passed meanwhile, say."""
    return amendment.refusals_now()


def challenge_is_running(thing: OfCompetition, _user: Actor | None) -> Iterable[Gap]:
    """Yield a gap unless the challenge of `thing` runs: what was cancelled or concluded is not checked, judged or awarded."""
    if thing.challenge.state != ChallengeState.PUBLISHED:
        yield Gap(_("The challenge is not running."))


def challenge_is_not_over(thing: OfCompetition, _user: Actor | None) -> Iterable[Gap]:
    """Yield a gap once the challenge of `thing` is over; for what is prepared before it is published."""
    if thing.challenge.state in OVER:
        yield Gap(_("The challenge is not running."))


CHALLENGE = Lifecycle(
    "challenge",
    (
        Transition("edit", ("draft",), "draft", "challenges.edit"),
        Transition("submit", ("draft",), "in_review", "challenges.submit", (rules_are_complete,)),
        Transition("return", ("in_review",), "draft", "challenges.return"),
        Transition(
            "publish",
            ("in_review",),
            "published",
            "challenges.publish",
            (approver_wrote_none_of_it, candidate_still_fits, first_round_is_ahead),
        ),
        Transition("start_amendment", ("published",), "published", "challenges.start_amendment", (nothing_is_being_amended,)),
        Transition("conclude", ("published",), "concluded", "challenges.conclude", (nothing_is_under_way,)),
        Transition(
            "cancel",
            ("draft", "in_review", "published"),
            "cancelled",
            "challenges.cancel",
            (nothing_stands_against_cancelling,),
        ),
    ),
)


AMENDMENT = Lifecycle(
    "amendment",
    (
        Transition("edit", ("drafting",), "drafting", "challenges.edit", (challenge_is_running,)),
        Transition(
            "submit_amendment",
            ("drafting",),
            "in_review",
            "challenges.submit_amendment",
            (challenge_is_running, amendment_is_complete),
        ),
        Transition("return_amendment", ("in_review",), "drafting", "challenges.return_amendment", (challenge_is_running,)),
        Transition(
            "publish_amendment",
            ("in_review",),
            "published",
            "challenges.publish_amendment",
            (challenge_is_running, writer_does_not_approve, amendment_still_fits, amendment_is_still_allowed),
        ),
        Transition("discard_amendment", ("drafting", "in_review"), "discarded", "challenges.discard_amendment"),
    ),
)
