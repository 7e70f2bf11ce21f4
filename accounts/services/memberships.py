"""Who acts for an organisation: roles granted and revoked, invitations made and accepted."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import emails, membership_changes
from accounts.models import Invitation, Membership, Organisation, User
from accounts.roles import Role
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from ledger.services import record_event

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def grant_role(organisation: Organisation, *, by: Any, user: User, role: Role) -> Membership:
    """Give `user` a role that they do not hold yet. Raises PermissionDenied, ValidationError for an impossible role."""
    demand(by, "accounts.invite", organisation)
    _demand_possible(organisation, role)
    return _grant(organisation, by=by, user=user, role=role)


@transaction.atomic
def revoke_role(organisation: Organisation, *, by: Any, user: User, role: Role) -> None:
    """Take a role away. Raises PermissionDenied; TransitionRefused when a supplier would be left without an owner."""
    demand(by, "accounts.invite", organisation)
    held = Membership.objects.select_for_update().filter(organisation=organisation)
    owners = [membership for membership in held if membership.role == Role.OWNER]
    if role == Role.OWNER and [membership.user_id for membership in owners] == [user.pk]:
        raise TransitionRefused("revoke", [Gap(_("An organisation needs at least one owner."))])
    held.filter(user=user, role=role).delete()
    user.__dict__.pop("roles_by_organisation", None)
    record_event("revoke", organisation.ledger_reference, by=by, person=user.ledger_name, role=role)
    membership_changes.announce(organisation)


@transaction.atomic
def invite_member(organisation: Organisation, *, by: Any, email: str, role: Role) -> Invitation:
    """Offer a role by mail; the link works once, within INVITATION_LASTS. Raises PermissionDenied, ValidationError."""
    demand(by, "accounts.invite", organisation)
    _demand_possible(organisation, role)
    now = clock.now()
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
def accept_invitation(invitation: Invitation, *, by: Any) -> Membership:
    """Take up an offered role. Raises TransitionRefused when it was used, has expired, or was sent to another address."""
    held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    gaps = []
    if held.accepted_at is not None:
        gaps.append(Gap(_("This invitation was used already.")))
    if clock.database_now() > held.expires_at:
        gaps.append(Gap(_("This invitation has expired. Ask for a new one.")))
    if by.email.lower() != held.email:
        gaps.append(Gap(_("This invitation was sent to another e-mail address.")))
    if gaps:
        raise TransitionRefused("accept", gaps)
    held.accepted_at, held.accepted_by = clock.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    return _grant(held.organisation, by=by, user=by, role=Role(held.role))


def _grant(organisation: Organisation, *, by: Any, user: User, role: Role) -> Membership:
    moment = clock.now()
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, user=user, role=role, defaults={"created_at": moment}
    )
    if is_new:
        user.__dict__.pop("roles_by_organisation", None)
        record_event("grant", organisation.ledger_reference, by=by, person=user.ledger_name, role=role)
        membership_changes.announce(organisation)
    return membership


def _demand_possible(organisation: Organisation, role: Role) -> None:
    if role not in organisation.possible_roles:
        raise ValidationError({"role": _("This organisation has no such role.")})
