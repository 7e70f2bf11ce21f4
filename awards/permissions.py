"""Who decides and awards, and who may read an outcome. Predicates take (user, thing with a challenge)."""

from typing import Any

from accounts.models import Visitor
from accounts.roles import OBSERVING_ROLES, Role
from awards.lifecycle import Won
from challenges.lifecycle import Competition, OfCompetition, OfRound
from challenges.permissions import DRAFTING_ROLES
from core.permissions import Actor, add_permission, predicate


@predicate
def is_secretary(user: Visitor, thing: OfCompetition) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.SECRETARY)


@predicate
def follows_judging(user: Visitor, thing: Competition | OfCompetition) -> bool:
    """Officials who may read the ranking of a thing, or of a challenge; auditors and the head of what the public knows of."""
    if not user.is_authenticated:
        return False
    challenge: Any = getattr(thing, "challenge", thing)
    return user.holds(challenge.authority_id, Role.SECRETARY, Role.PUBLISHER) or (
        challenge.published_at is not None and user.holds(challenge.authority_id, *OBSERVING_ROLES)
    )


@predicate
def answers_for_awards(user: Visitor, thing: OfCompetition) -> bool:
    """Whoever may agree to what another proposed: the head alone where the jury's verdict binds."""
    roles = (Role.HEAD,) if thing.challenge.verdict_binds else (Role.HEAD, Role.SECRETARY, Role.PUBLISHER)
    return user.is_authenticated and user.holds(thing.challenge.authority_id, *roles)


@predicate
def prepares_rules(user: Visitor, thing: OfCompetition) -> bool:
    """Who writes what is to be approved, or approves it."""
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.AUTHOR, Role.PUBLISHER)


@predicate
def follows_preparation(user: Visitor, thing: OfCompetition) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, *DRAFTING_ROLES)


@predicate
def observes(user: Visitor, thing: OfCompetition) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, *OBSERVING_ROLES)


@predicate
def is_of_published_rules(_user: Actor, rehearsal: Any) -> bool:
    """What was rehearsed is public, as it was rehearsed."""
    found: bool = rehearsal.is_of_published_rules
    return found


@predicate
def is_ranked(_user: Actor, thing: OfRound) -> bool:
    return thing.round.ranked_at is not None


@predicate
def is_notified_supplier(user: Visitor, notice: Any) -> bool:
    return user.is_authenticated and user.holds(notice.decision.entry.proposal.supplier_id)


@predicate
def is_public(_user: Actor, award: Won) -> bool:
    """Announced, and of a round in which whose works are whose may be known."""
    return award.notified_at is not None and not award.decision.entry.round.hides_names


add_permission("awards.decide", is_secretary)
add_permission("awards.approve", answers_for_awards)
add_permission("awards.drop_decision", answers_for_awards | is_secretary)
add_permission("awards.announce", answers_for_awards | is_secretary)
add_permission("awards.award", is_secretary)
add_permission("awards.overturn", answers_for_awards)
add_permission("awards.drop", answers_for_awards | is_secretary)
add_permission("awards.follow", follows_judging)
add_permission("awards.view_desk", follows_judging & is_ranked)
add_permission("awards.view_award", is_public | is_secretary)
add_permission("awards.view_notice", is_notified_supplier)
add_permission("awards.keep_rehearsal", prepares_rules)
add_permission("awards.view_keptrehearsal", follows_preparation | (observes & is_of_published_rules))
