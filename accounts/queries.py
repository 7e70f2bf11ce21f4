"""Reads: teams, invitations, lists of people and organisations for administrators, and the people of a demonstration."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation, Membership, Organisation, User
from accounts.roles import AUTHORITY_ROLES, Role
from accounts.second_factor import is_needed_by, is_set_up_by
from core import clock
from core.worklist import WorkItem

OFFICIAL_ROLES = tuple(description.role for description in AUTHORITY_ROLES)


@dataclass
class Colleague:
    """A person and the roles they hold in one organisation."""

    person: User
    roles: list[Role] = field(default_factory=list)


@dataclass(frozen=True)
class WaitingWork:
    """What waits for a person, by urgency: until today is measured in legal time."""

    late: list[WorkItem]
    today: list[WorkItem]
    week: list[WorkItem]
    later: list[WorkItem]


def team(organisation: Organisation) -> list[Colleague]:
    """Return who acts for an organisation, in the order in which they came."""
    found: dict[int, Colleague] = {}
    memberships = Membership.objects.filter(organisation=organisation).select_related("user").order_by("created_at", "pk")
    for membership in memberships:
        found.setdefault(membership.user_id, Colleague(membership.user)).roles.append(Role(membership.role))
    return list(found.values())


def roles_of(person: User) -> QuerySet[Membership]:
    """Return the roles of a person, by organisation."""
    return person.memberships.select_related("organisation").order_by("organisation__name", "role")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations that can still be accepted, the newest first."""
    return organisation.invitations.filter(accepted_at=None, expires_at__gt=clock.now()).order_by("-invited_at")


def invitations_for(user: User) -> QuerySet[Invitation]:
    """Return the invitations that `user` can still accept."""
    waiting = Invitation.objects.filter(email=user.email.lower(), accepted_at=None, expires_at__gt=clock.now())
    return waiting.select_related("organisation").order_by("expires_at")


def waiting_for_person(user: User) -> list[WorkItem]:
    """Return what waits for a person on their own account: offered roles, and the second factor that their role needs."""
    items = [
        WorkItem(
            title=_("Accept or leave the invitation of %(organisation)s") % {"organisation": invitation.organisation.name},
            url=reverse("accounts:accept_invitation", args=[invitation.token]),
            context=invitation.get_role_display(),
            due_at=invitation.expires_at,
        )
        for invitation in invitations_for(user)
    ]
    if is_needed_by(user) and not is_set_up_by(user):
        items.append(WorkItem(title=_("Set up a second step for signing in"), url=reverse("accounts:second_factor")))
    return items


def grouped_by_urgency(items: Iterable[WorkItem], *, now: datetime, end_of_day: datetime) -> WaitingWork:
    """Sort work into late, today, within seven days, and later or undated."""
    work = WaitingWork([], [], [], [])
    for item in items:
        if item.due_at is None or item.due_at > end_of_day + timedelta(days=6):
            work.later.append(item)
        elif item.due_at < now:
            work.late.append(item)
        elif item.due_at <= end_of_day:
            work.today.append(item)
        else:
            work.week.append(item)
    return work


def people(words: str = "") -> QuerySet[User]:
    """Return people by name, those whose name or address contains every word; with the number of their organisations."""
    found = User.objects.annotate(organisations=Count("memberships__organisation", distinct=True))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.order_by("name", "email")


def organisations(words: str = "", *, kind: str = "", unverified: bool = False) -> QuerySet[Organisation]:
    """Return organisations by name, those whose name or identifier contains every word; with the number of their people."""
    found = Organisation.objects.annotate(people=Count("memberships__user", distinct=True))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(identifier__icontains=word))
    if kind:
        found = found.filter(kind=kind)
    if unverified:
        found = found.filter(verified_at=None).exclude(identifier="")
    return found.order_by("name", "pk")


def demo_people() -> QuerySet[User]:
    """Return the people that a demonstration offers for one-click sign-in, and whether they act for authorities or suppliers."""
    memberships = Membership.objects.filter(user__isnull=False)
    officials = memberships.filter(role__in=OFFICIAL_ROLES).values("user")
    members = memberships.exclude(role__in=OFFICIAL_ROLES).values("user")
    return (
        User.objects.filter(is_active=True)
        .exclude(demo_introduction="")
        .annotate(acts_as_official=Q(pk__in=officials), acts_as_supplier=Q(pk__in=members))
        .order_by("name")
    )
