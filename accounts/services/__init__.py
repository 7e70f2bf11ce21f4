"""What people do with organisations and roles: one function per act."""

from accounts.services.memberships import accept_invitation, grant_role, invite_member, revoke_role
from accounts.services.organisations import create_organisation, edit_organisation, enter_as_natural_person, verify_organisation

__all__ = [
    "accept_invitation",
    "create_organisation",
    "edit_organisation",
    "enter_as_natural_person",
    "grant_role",
    "invite_member",
    "revoke_role",
    "verify_organisation",
]
