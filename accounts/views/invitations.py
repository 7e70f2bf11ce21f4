"""Taking up a role that was offered by mail. New people sign up first and come back here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.acting import perform, person_of
from accounts.models import Invitation
from accounts.services import accept_invitation
from core import clock


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who offers which role. Whoever has the link may read this; only the person it was sent to can accept."""
    return render(request, "accounts/invitation.html", _page(_found(token)))


@require_POST
@login_required
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept as the person who is signed in."""
    found = _found(token)
    reference = found.organisation.ledger_reference
    outcome = perform(request, lambda: accept_invitation(found, by=person_of(request)), verb="accept", reference=reference)
    if outcome.refused:
        page = {**_page(found), "refusal": outcome.errors}
        return render(request, "accounts/invitation.html", page, status=outcome.status)
    return redirect("accounts:organisation", found.organisation.slug)


def _found(token: str) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("organisation", "invited_by"), token=token)


def _page(found: Invitation) -> dict[str, object]:
    return {"invitation": found, "is_open": found.accepted_at is None and clock.now() <= found.expires_at}
