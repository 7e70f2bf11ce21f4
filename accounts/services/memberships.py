"""Who acts for an organisation: roles granted and revoked, invitations made and accepted."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import emails, membership_changes
from accounts.models import Invitation, Membership, Organisation, User
from accounts.roles import Role
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand, may
from ledger.services import record_event

_NOT_TO_ONESELF = Gap(_("You cannot give a role to yourself."))
INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def grant_role(organisation: Organisation, *, by: User, user: User, role: Role) -> Membership:
    """Give `user` a role; nothing happens if they hold it.

    Raises PermissionDenied; TransitionRefused when people give a role to themselves, or one of the other kind of organisation.
    """
    demand(by, "accounts.grant", organisation)
    _demand_possible(organisation, role)
    _demand_another(user.email, by=by)
    membership = _grant(organisation, by=by, user=user, role=role)
    emails.tell_about_role(membership)
    return membership


@transaction.atomic
def revoke_role(organisation: Organisation, *, by: User, user: User, role: Role) -> None:
    """Take a role away.

    Raises PermissionDenied; TransitionRefused when it is not held, or a supplier would be left without an owner.
    """
    demand(by, "accounts.revoke", organisation)
    # The organisation's row is the lock: two owners who remove each other at once must not both succeed.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    held = Membership.objects.filter(organisation=organisation, role=role)
    if not held.filter(user=user).exists():
        raise TransitionRefused("revoke", [Gap(_("This role is not held any more."))])
    if role == Role.OWNER and not held.exclude(user=user).filter(user__is_active=True).exists():
        raise TransitionRefused("revoke", [Gap(_("An organisation needs at least one owner."))])
    held.filter(user=user).delete()
    user.__dict__.pop("roles_by_organisation", None)
    record_event("revoke", organisation.ledger_reference, by=by, person=user.ledger_name, role=role)
    membership_changes.announce(organisation)


@transaction.atomic
def invite_member(organisation: Organisation, *, by: User, email: str, role: Role) -> Invitation:
    """Offer a role by mail; the link works once, within INVITATION_LASTS.

    Raises PermissionDenied; TransitionRefused for a role of the other kind of organisation; ValidationError for the address.
    """
    demand(by, "accounts.invite", organisation)
    _demand_possible(organisation, role)
    _demand_another(email, by=by)
    now = clock.database_now()
    invitation = Invitation(
        organisation=organisation,
        email=email.strip().lower(),
        role=role,
        token=secrets.token_urlsafe(32),
        invited_at=now,
        invited_by=by,
        expires_at=now + INVITATION_LASTS,
    )
    invitation.full_clean()
    invitation.save()
    record_event("invite", organisation.ledger_reference, by=by, role=role)
    emails.send_invitation(invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Take up an offered role.

    Raises TransitionRefused when it was used, has expired, was sent to another address, or its maker lost the right to make it.
    """
    held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "invited_by").get(pk=invitation.pk)
    gaps = []
    if held.accepted_at is not None:
        gaps.append(Gap(_("This invitation was used already.")))
    if clock.database_now() > held.expires_at:
        gaps.append(Gap(_("This invitation has expired. Ask for a new one.")))
    if by.email.lower() != held.email:
        gaps.append(Gap(_("This invitation was sent to another e-mail address.")))
    if held.invited_by_id == by.pk:
        gaps.append(_NOT_TO_ONESELF)
    if not may(held.invited_by, "accounts.invite", held.organisation):
        gaps.append(Gap(_("The person who invited you can no longer do so. Ask for a new invitation.")))
    if gaps:
        raise TransitionRefused("accept", gaps)
    held.accepted_at, held.accepted_by = clock.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    return _grant(held.organisation, by=by, user=by, role=Role(held.role))


def _grant(organisation: Organisation, *, by: User, user: User, role: Role) -> Membership:
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, user=user, role=role, defaults={"created_at": clock.now()}
    )
    if is_new:
        user.__dict__.pop("roles_by_organisation", None)
        record_event("grant", organisation.ledger_reference, by=by, person=user.ledger_name, role=role)
        membership_changes.announce(organisation)
    return membership


def _demand_another(email: str, *, by: User) -> None:
    if email.strip().lower() == by.email.lower():
        raise TransitionRefused("grant", [_NOT_TO_ONESELF])


def _demand_possible(organisation: Organisation, role: Role) -> None:
    if role not in organisation.possible_roles:
        raise TransitionRefused("grant", [Gap(_("This organisation has no such role."))])
