"""Who confirms that an award is taken back, and what waits for them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, User, Visitor
from accounts.roles import Role
from awards.lifecycle import OVERTURNING
from awards.models import Award, Overturning
from core.permissions import may
from core.worklist import WorkItem


def people_who_confirm(award: Award, *, proposed_by: User) -> list[User]:
    """Return who can confirm that `award` is taken back: not the one who proposed it."""
    roles = (Role.HEAD, Role.SECRETARY, Role.PUBLISHER)
    held = {"memberships__organisation": award.challenge.authority_id, "memberships__role__in": roles}
    people = User.objects.filter(is_active=True, **held).exclude(pk=proposed_by.pk).distinct().order_by("pk")
    return [person for person in people if may(person, "awards.overturn", award)]


def waiting_to_be_confirmed(user: Visitor) -> Iterator[WorkItem]:
    """Yield the proposals to take an award back that this person can confirm."""
    mine = Organisation.objects.with_role(user, Role.HEAD, Role.SECRETARY, Role.PUBLISHER)
    challenge = "award__decision__entry__proposal__challenge"
    waiting = Overturning.objects.filter(
        confirmed_at__isnull=True, dropped_at__isnull=True, **{f"{challenge}__authority__in": mine}
    )
    for proposed in waiting.select_related(challenge).order_by("proposed_at"):
        if not OVERTURNING.refusals(proposed, "confirm", by=user):
            award: Award = proposed.award
            yield WorkItem(
                title=_("Confirm that award %(reference)s is overturned, or do not") % {"reference": award.reference},
                url=reverse("awards:awards", args=[award.challenge.reference]),
                context=f"{award.challenge.reference} {award.challenge.working_title}",
            )
