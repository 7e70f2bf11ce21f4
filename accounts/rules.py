"""Who may do what with people and organisations. Predicates take (user, organisation)."""

from typing import Any

import rules

from accounts.roles import AUTHORITY_ROLES, Role
from core.permissions import add_permission


def is_official(user: Any) -> bool:
    """Return whether `user` acts for any authority."""
    if not user.is_authenticated:
        return False
    official = {description.role for description in AUTHORITY_ROLES}
    return any(roles & official for roles in user.roles_by_organisation.values())


@rules.predicate
def is_administrator(user: Any, _obj: Any = None) -> bool:
    return user.is_authenticated and user.is_administrator


@rules.predicate
def is_member(user: Any, organisation: Any) -> bool:
    return user.is_authenticated and user.holds(organisation.pk)


@rules.predicate
def is_supplier_owner(user: Any, organisation: Any) -> bool:
    return user.is_authenticated and not organisation.is_authority and user.holds(organisation.pk, Role.OWNER)


add_permission("accounts.view_organisation", is_member | is_administrator)
add_permission("accounts.edit_organisation", is_supplier_owner | is_administrator)
add_permission("accounts.invite", is_supplier_owner | is_administrator)
add_permission("accounts.verify_organisation", is_administrator)
add_permission("accounts.create_authority", is_administrator)
