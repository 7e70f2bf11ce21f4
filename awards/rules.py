"""Who decides and awards, and who may read an outcome. Predicates take (user, thing with a challenge)."""

from typing import Any

import rules

from accounts.roles import Role
from core.permissions import add_permission


@rules.predicate
def is_secretary(user: Any, thing: Any) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.SECRETARY)


@rules.predicate
def is_notified_supplier(user: Any, notice: Any) -> bool:
    return user.is_authenticated and user.holds(notice.decision.entry.proposal.supplier_id)


@rules.predicate
def is_announced(_user: Any, award: Any) -> bool:
    return award.notified_at is not None


add_permission("awards.decide", is_secretary)
add_permission("awards.award", is_secretary)
add_permission("awards.view_award", is_announced | is_secretary)
add_permission("awards.view_notice", is_notified_supplier)
