"""What is said to people about their organisations."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Invitation, Membership, User
from core.mail import queue_mail


@dataclass(frozen=True)
class _Addressee:
    """Somebody who may have no account yet; they are written to in the language of whoever invites them."""

    email: str
    language: str
    name: str = ""


def send_invitation(invitation: Invitation) -> None:
    """Send the link by which an offered role is taken up."""
    known = User.objects.filter(email=invitation.email).first()
    queue_mail(
        key=f"invitation:{invitation.token}",
        to=known or _Addressee(invitation.email, invitation.invited_by.language),
        template="account_invitation",
        context={
            "invitation": invitation,
            "path": lambda: reverse("accounts:accept_invitation", args=[invitation.token]),
        },
    )


def tell_about_role(membership: Membership) -> None:
    """Tell people that they were given a role, and where to begin."""
    queue_mail(
        key=f"role:{membership.pk}",
        to=membership.user,
        template="account_role",
        context={"membership": membership, "path": lambda: reverse("accounts:inbox")},
    )
