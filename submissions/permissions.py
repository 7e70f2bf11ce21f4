"""Who may do what with proposals and entries. Predicates take (user, entry) or (user, proposal)."""

from typing import Any

from accounts.models import Visitor
from accounts.roles import OBSERVING_ROLES, Role
from core.permissions import Actor, add_permission, predicate
from submissions.lifecycle import HANDED_IN, HandedIn, OfProposal, Proposed

READING_ROLES = (Role.SECRETARY, Role.PUBLISHER, Role.AUTHOR, *OBSERVING_ROLES)

# Who may decide on an entry, or take an outcome back, some of them together; which of them, the law profile says
# (awards.permissions).
ANSWERING_ROLES = (Role.SECRETARY, Role.PUBLISHER, Role.HEAD)


def _proposal(thing: Proposed | OfProposal) -> Proposed:
    found: Any = getattr(thing, "proposal", thing)
    return found


@predicate
def is_supplier_member(user: Visitor, thing: Proposed | OfProposal) -> bool:
    return user.is_authenticated and user.holds(_proposal(thing).supplier_id)


@predicate
def writes_for_supplier(user: Visitor, thing: Proposed | OfProposal) -> bool:
    return user.is_authenticated and user.holds(_proposal(thing).supplier_id, Role.OWNER, Role.CONTRIBUTOR)


@predicate
def is_secretary(user: Visitor, thing: Proposed | OfProposal) -> bool:
    return user.is_authenticated and user.holds(_proposal(thing).challenge.authority_id, Role.SECRETARY)


@predicate
def answers_for_outcomes(user: Visitor, thing: Proposed | OfProposal) -> bool:
    return user.is_authenticated and user.holds(_proposal(thing).challenge.authority_id, *ANSWERING_ROLES)


@predicate
def reads_for_authority(user: Visitor, thing: Proposed | OfProposal) -> bool:
    return user.is_authenticated and user.holds(_proposal(thing).challenge.authority_id, *READING_ROLES)


@predicate
def is_opened(_user: Actor, entry: HandedIn) -> bool:
    """The round was opened and the entry was handed in: drafts and withdrawn entries stay the supplier's."""
    return entry.round.opened_at is not None and entry.state in HANDED_IN


@predicate
def identity_is_known(_user: Actor, entry: HandedIn) -> bool:
    """Names may be joined with works: after the opening of an open round, after the signed report of a blind one."""
    return entry.round.opened_at is not None and not entry.hides_names


add_permission("submissions.view_proposal", is_supplier_member)
add_permission("submissions.view_entry", is_supplier_member | (reads_for_authority & is_opened))
add_permission("submissions.edit", writes_for_supplier)
add_permission("submissions.submit", writes_for_supplier)
add_permission("submissions.withdraw", writes_for_supplier)
add_permission("submissions.check", is_secretary)
add_permission("submissions.decide", answers_for_outcomes)
add_permission("submissions.promote", is_secretary)
add_permission("submissions.overturn", answers_for_outcomes)
add_permission("submissions.view_identity", is_supplier_member | (reads_for_authority & is_opened & identity_is_known))
