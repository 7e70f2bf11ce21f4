"""What people do with organisations and roles: one function per act."""

from accounts.services.memberships import accept_invitation, grant_role, invite_member, revoke_role
from accounts.services.organisations import create_organisation, edit_organisation, enter_as_natural_person, verify_organisation
from accounts.services.people import deactivate_person, edit_profile, reactivate_person

__all__ = [
    "accept_invitation",
    "create_organisation",
    "deactivate_person",
    "edit_organisation",
    "edit_profile",
    "enter_as_natural_person",
    "grant_role",
    "invite_member",
    "reactivate_person",
    "revoke_role",
    "verify_organisation",
]
