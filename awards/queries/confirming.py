"""Who agrees to what another person proposed: that an award is taken back, or a decision. And what waits for them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationQuerySet, User, Visitor
from accounts.roles import Role
from awards.lifecycle import DECISION, OVERTURNING
from awards.models import Award, Overturning, ProposedDecision, RoundToDecide
from core.permissions import may
from core.worklist import WorkItem

# Who may agree to what another proposed, one or the other of them by the law profile (awards.permissions).
AGREEING_ROLES = (Role.HEAD, Role.SECRETARY, Role.PUBLISHER)


def people_who_confirm(award: Award, *, proposed_by: User) -> list[User]:
    """Return who can confirm that `award` is taken back: not the one who proposed it."""
    return _others_who_may("awards.overturn", award, proposed_by=proposed_by)


def people_who_approve(to_decide: RoundToDecide, *, proposed_by: User) -> list[User]:
    """Return who can agree to a proposed decision: not the one who proposed it."""
    return _others_who_may("awards.approve", to_decide, proposed_by=proposed_by)


def _others_who_may(permission: str, thing: Award | RoundToDecide, *, proposed_by: User) -> list[User]:
    held = {"memberships__organisation": thing.challenge.authority_id, "memberships__role__in": AGREEING_ROLES}
    people = User.objects.filter(is_active=True, **held).exclude(pk=proposed_by.pk).distinct().order_by("pk")
    return [person for person in people if may(person, permission, thing)]


def waiting_to_be_confirmed(user: Visitor) -> Iterator[WorkItem]:
    """Yield the proposals to take an award back, and those of decisions, that this person can agree to."""
    mine = Organisation.objects.with_role(user, *AGREEING_ROLES)
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
    yield from _decisions_to_approve(mine, user)


def _decisions_to_approve(authorities: OrganisationQuerySet, user: Visitor) -> Iterator[WorkItem]:
    waiting = ProposedDecision.objects.filter(answered_at__isnull=True, round__challenge__authority__in=authorities)
    for proposed in waiting.select_related("round__challenge", "report").order_by("proposed_at"):
        stage = proposed.round
        if not DECISION.refusals(RoundToDecide(stage, proposed.report, proposed), "approve_decision", by=user):
            yield WorkItem(
                title=_("Approve the decision on round %(number)s, or do not") % {"number": stage.number},
                url=reverse("awards:decision", args=[stage.challenge.reference, stage.number]),
                context=f"{stage.challenge.reference} {stage.challenge.working_title}",
            )
