"""Forming a jury: invitations until the first mark, then the seats are fixed."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from challenges.models import Challenge
from core import clock
from core.folding import one_line
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation import emails
from evaluation.lifecycle import PANEL
from evaluation.models import Juror, Panel
from evaluation.queries.progress import lacks_jurors
from ledger.services import record_event


@transaction.atomic
def form_panel(challenge: Challenge, *, by: User) -> Panel:
    """Return the panel of `challenge`, made now if there was none. Raises PermissionDenied."""
    demand(by, "evaluation.form_panel", Panel(challenge=challenge))
    panel, created = Panel.objects.get_or_create(challenge=challenge)
    if created:
        record_event("form_panel", challenge.reference, by=by)
    return panel


@transaction.atomic
def invite_juror(panel: Panel, *, by: User, email: str, name: str, role: str, qualification: str = "") -> Juror:
    """Offer a seat by mail. Somebody without an account gets one without a password: the mail says how to choose it.

    Who refused a seat before can be invited again.

    Raises:
        PermissionDenied: `by` does not form panels for this authority.
        TransitionRefused: the panel is frozen (for deputies: and has jurors enough) or discharged, the challenge is over, the
            person has a seat or cannot take one, or there is a chair.
    """
    panel = lock(panel)
    demand(by, "evaluation.form_panel", panel)
    email = email.strip().lower()
    person = User.objects.filter(email=email).first()
    gaps = [*panel.frozen_gaps(role), *_late_gaps(panel, role), *_seat_gaps(panel, person, role)]
    if gaps:
        raise TransitionRefused("invite_juror", gaps)
    is_new = person is None or not person.has_usable_password()
    person = person or User.objects.create_user(email, name=one_line(name), language=by.language)
    juror, _created = Juror.objects.update_or_create(
        panel=panel,
        user=person,
        defaults={
            "role": role,
            "qualification": qualification.strip(),
            "invited_at": clock.database_now(),
            "declined_at": None,
        },
    )
    record_event("invite_juror", panel.challenge.reference, by=by, juror=person.ledger_name, role=role)
    emails.invite(juror, is_new=is_new)
    return juror


@transaction.atomic
def withdraw_invitation(juror: Juror, *, by: User) -> None:
    """Take back an invitation that was not accepted. Raises PermissionDenied or TransitionRefused."""
    panel = lock(juror.panel)
    demand(by, "evaluation.form_panel", panel)
    juror.refresh_from_db(from_queryset=Juror.objects.select_for_update())
    if juror.accepted_at is not None:
        raise TransitionRefused("withdraw_invitation", [Gap(_("This person has accepted. They can only step down."))])
    record_event("withdraw_invitation", panel.challenge.reference, by=by, juror=juror.user.ledger_name)
    juror.delete()


@transaction.atomic
def appoint_panel(panel: Panel, *, by: User) -> Panel:
    """Appoint the jurors who accepted. Raises TransitionRefused with every gap: too few of them, nobody to chair, no role."""
    panel = lock(panel)
    panel.state = PANEL.demand(panel, "appoint", by=by)
    panel.appointed_at = clock.database_now()
    panel.save(update_fields=["state", "appointed_at"])
    record_event("appoint_panel", panel.challenge.reference, by=by, jurors=len(panel.active_jurors))
    return panel


@transaction.atomic
def discharge_panel(panel: Panel, *, by: User) -> Panel:
    """End the jury's service once every round is decided. Raises TransitionRefused."""
    panel = lock(panel)
    panel.state = PANEL.demand(panel, "discharge", by=by)
    panel.save(update_fields=["state"])
    record_event("discharge_panel", panel.challenge.reference, by=by)
    return panel


def lock(panel: Panel) -> Panel:
    """Return `panel` anew, its row locked until the end of the transaction."""
    related = Panel.objects.select_related("challenge__authority", "challenge__published_version")
    return related.select_for_update(of=("self",)).get(pk=panel.pk)


def _late_gaps(panel: Panel, role: str) -> Iterator[Gap]:
    """Yield a gap for a deputy whom nobody needs: after the first marks people join only where a round would stand still."""
    if role == Juror.Role.DEPUTY and panel.is_frozen and not lacks_jurors(panel):
        yield Gap(_("The first marks are in. Deputies can be invited only while jurors are missing."))


def _seat_gaps(panel: Panel, person: User | None, role: str) -> Iterator[Gap]:
    taken = panel.jurors.filter(declined_at__isnull=True)
    if person is not None:
        if not person.is_active:
            yield Gap(_("This account is closed."), "email")
        if taken.filter(user=person).exists():
            yield Gap(_("This person has a seat on the jury already."), "email")
        if person.holds(panel.challenge.authority_id, Role.SECRETARY):
            yield Gap(_("A secretary serves the jury and cannot sit on it."), "email")
    if role == Juror.Role.CHAIR and taken.filter(role=Juror.Role.CHAIR, recused_at__isnull=True).exists():
        yield Gap(_("The jury has a chair already."), "role")
