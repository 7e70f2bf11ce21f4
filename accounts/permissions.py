"""Who may do what with people and organisations. Predicates take (user, organisation)."""

from django.contrib.auth.models import AnonymousUser

from accounts.roles import AUTHORITY_ROLES, Body, Role, RoleHolder
from core.permissions import Actor, add_permission, predicate


def is_official(user: RoleHolder | AnonymousUser) -> bool:
    """Return whether `user` acts for any authority."""
    if not user.is_authenticated:
        return False
    official = {description.role for description in AUTHORITY_ROLES}
    return any(roles & official for roles in user.roles_by_organisation.values())


@predicate
def is_administrator(user: RoleHolder | AnonymousUser) -> bool:
    return user.is_authenticated and user.is_administrator


@predicate
def is_member(user: RoleHolder | AnonymousUser, organisation: Body) -> bool:
    return user.is_authenticated and user.holds(organisation.pk)


@predicate
def is_supplier_owner(user: RoleHolder | AnonymousUser, organisation: Body) -> bool:
    return user.is_authenticated and not organisation.is_authority and user.holds(organisation.pk, Role.OWNER)


@predicate
def is_signed_in(user: RoleHolder | AnonymousUser) -> bool:
    return user.is_authenticated


@predicate
def is_authority(_user: Actor, organisation: Body) -> bool:
    return organisation.is_authority


@predicate
def is_somebody_else(user: Actor, person: Actor) -> bool:
    return user.pk != person.pk


# Administrators appoint officials; who acts for a supplier is the supplier's affair, or an administrator could let people in to
# read what is sealed.
manages_people = is_supplier_owner | (is_administrator & is_authority)

add_permission("accounts.view_organisation", is_member | is_administrator)
add_permission("accounts.edit_organisation", is_supplier_owner | (is_administrator & is_authority))
add_permission("accounts.invite", manages_people)
add_permission("accounts.grant", manages_people)
add_permission("accounts.revoke", manages_people)
add_permission("accounts.verify_organisation", is_administrator)
add_permission("accounts.create_authority", is_administrator)
add_permission("accounts.create_supplier", is_signed_in)
add_permission("accounts.administer", is_administrator)
add_permission("accounts.deactivate", is_administrator & is_somebody_else)
add_permission("accounts.edit_profile", is_signed_in & ~is_somebody_else)
