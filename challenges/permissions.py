"""Who may do what with a challenge and its amendments.

Predicates take (user, challenge) or (user, amendment); list twins are in the querysets.
"""

from typing import Any

from accounts.models import Visitor
from accounts.roles import OBSERVING_ROLES, Body, Role
from challenges.lifecycle import ChallengeState, Change, Competition
from core.permissions import Actor, add_permission, predicate

PUBLIC_STATES = (ChallengeState.PUBLISHED, ChallengeState.CONCLUDED)
# Who works on a challenge before anybody else may know of it.
DRAFTING_ROLES = (Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY)


def _holds(*roles: Role) -> Any:
    """Return the predicate "holds one of these roles in the challenge's authority"."""

    @predicate(name="holds:" + ",".join(roles))
    def holds(user: Visitor, thing: Competition | Change) -> bool:
        return user.is_authenticated and user.holds(thing.authority_id, *roles)

    return holds


@predicate
def writes_for_authority(user: Visitor, authority: Body) -> bool:
    """May start challenges of this organisation: an author of an authority."""
    return user.is_authenticated and authority.is_authority and user.holds(authority.pk, Role.AUTHOR)


is_author = _holds(Role.AUTHOR)
is_publisher = _holds(Role.PUBLISHER)
is_secretary = _holds(Role.SECRETARY)
is_head = _holds(Role.HEAD)
observes = _holds(*OBSERVING_ROLES)
drafts = _holds(*DRAFTING_ROLES)


@predicate
def is_bound(_user: Actor, challenge: Competition) -> bool:
    """The verdict of the jury binds."""
    return challenge.verdict_binds


@predicate
def is_public(_user: Actor, challenge: Competition) -> bool:
    """Published, or cancelled after it had been published."""
    return challenge.published_at is not None


add_permission("challenges.view_challenge", is_public | drafts)
# The desk: the workings behind the public page. Auditors and the head see them once the challenge may be seen.
add_permission("challenges.view_desk", drafts | (observes & is_public))
add_permission("challenges.create", writes_for_authority)
add_permission("challenges.edit", is_author)
add_permission("challenges.submit", is_author)
add_permission("challenges.return", is_publisher)
add_permission("challenges.publish", is_publisher)
add_permission("challenges.conclude", is_secretary)
# Where the verdict binds its head annuls a contest that is public (Pzp 355).
add_permission("challenges.cancel", is_publisher | (is_head & is_public & is_bound))
add_permission("challenges.start_amendment", is_author)
# What is being amended is nobody else's business until it is published.
add_permission("challenges.follow_amendment", drafts)
add_permission("challenges.submit_amendment", is_author)
add_permission("challenges.return_amendment", is_publisher)
add_permission("challenges.publish_amendment", is_publisher)
add_permission("challenges.discard_amendment", is_author | is_publisher)
add_permission("challenges.open_round", is_secretary | is_publisher)
