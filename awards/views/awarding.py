"""Awards on the desk: how long they stand still, and the acts that lead them on."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import perform, person_of
from awards import services
from awards.forms import ConfirmForm, FinaliseForm, ReasonForm
from awards.models import Award, Overturning
from awards.queries.desk import awards_of, awards_on_desk, reserves_on_desk
from awards.views.acts import award_row, reserve_act
from challenges.models import Challenge
from challenges.views.access import with_challenge
from core.forms import Form
from core.permissions import may
from submissions import identity


@require_safe
@with_challenge
def awards(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show the awards of a challenge."""
    return _page(request, challenge)


@require_POST
@with_challenge
def finalise(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Make an award final."""
    form = FinaliseForm(request.POST, prefix=award)
    done = _("The award is final.")
    return _act(request, challenge, award, form, verb="finalise", service=services.finalise_award, done=done)


@require_POST
@with_challenge
def contract(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Note that the contract was signed."""
    form = ConfirmForm(request.POST, prefix=f"{award}-contract")
    done = _("The contract is noted.")
    return _act(request, challenge, award, form, verb="contract", service=services.contract_award, done=done)


@require_POST
@with_challenge
def suspend(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Hold an award back while a complaint is looked into."""
    form = ReasonForm(request.POST, prefix=f"{award}-suspend")
    done = _("The award is suspended.")
    return _act(request, challenge, award, form, verb="suspend", service=services.suspend_award, done=done)


@require_POST
@with_challenge
def resume(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Lift a suspension."""
    form = ReasonForm(request.POST, prefix=f"{award}-resume")
    done = _("The suspension is lifted.")
    return _act(request, challenge, award, form, verb="resume", service=services.resume_award, done=done)


@require_POST
@with_challenge
def overturn(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Propose to take an award back."""
    form = ReasonForm(request.POST, prefix=f"{award}-overturn")
    done = _("You proposed to overturn the award. Whoever can confirm it was told.")
    return _act(request, challenge, award, form, verb="overturn", service=services.propose_overturning, done=done)


@require_POST
@with_challenge
def confirm(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Confirm that an award is taken back."""
    form = ConfirmForm(request.POST, prefix=award)
    done = _("The award is overturned. Every supplier of the round was told.")
    return _act(request, challenge, award, form, verb="confirm", service=services.confirm_overturning, done=done)


@require_POST
@with_challenge
def drop(request: HttpRequest, challenge: Challenge, award: str) -> HttpResponse:
    """Let a proposal to take an award back rest."""
    form = ReasonForm(request.POST, prefix=f"{award}-drop")
    done = _("The proposal rests. The award stands.")
    return _act(request, challenge, award, form, verb="drop", service=services.drop_overturning, done=done)


@require_POST
@with_challenge
def promote(request: HttpRequest, challenge: Challenge, work_code: str) -> HttpResponse:
    """Let a reserve move up to the place of an award that was overturned."""
    entry = next((found for found in reserves_on_desk(challenge) if found.work_code == work_code), None)
    if entry is None:
        raise Http404
    form = ReasonForm(request.POST, prefix=work_code)
    if not form.is_valid():
        return _page(request, challenge, refused={work_code: {"promote": form}}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    reason = form.cleaned_data["reason"]
    act = perform(
        request,
        lambda: services.promote_reserve(entry, by=person_of(request), reason=reason),
        verb="promote",
        reference=entry.reference,
    )
    if act.refused:
        return _page(request, challenge, refused={work_code: {"promote": form}}, refusal=act.errors, status=act.status)
    messages.success(request, _("The reserve moved up. Every supplier of the round was told."))
    return redirect("awards:awards", challenge.reference)


def _act(
    request: HttpRequest,
    challenge: Challenge,
    award: str,
    form: Form,
    *,
    verb: str,
    service: Callable[..., Award | Overturning],
    done: str,
) -> HttpResponse:
    """Run one service with the words of `form`, then show the awards again: with the message, or with what stood against it."""
    held = get_object_or_404(awards_of(challenge), reference=award)
    if not form.is_valid():
        return _page(request, challenge, refused={award: {verb: form}}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    act = perform(request, lambda: service(held, by=request.user, **form.cleaned_data), verb=verb, reference=award)
    if act.refused:
        return _page(request, challenge, refused={award: {verb: form}}, refusal=act.errors, status=act.status)
    messages.success(request, done)
    return redirect("awards:awards", challenge.reference)


def _page(
    request: HttpRequest,
    challenge: Challenge,
    *,
    refused: Mapping[str, Mapping[str, Form]] | None = None,
    status: int = HTTPStatus.OK,
    **context: Any,
) -> HttpResponse:
    """Show the awards, each with its forms; `refused` holds forms as they were filled in, by award and verb.

    404 while there is none, 403 for roles that do not follow the judging.
    """
    forms = refused or {}
    if not may(request.user, "awards.follow", challenge):
        raise PermissionDenied
    rows = [award_row(shown, forms.get(shown.award.reference, {})) for shown in awards_on_desk(challenge, user=request.user)]
    if not rows:
        raise Http404
    reserves = reserves_on_desk(challenge)
    names = identity.names_by_work_code(reserves, by=request.user)
    context["reserves"] = [
        reserve_act(entry, names[entry.work_code], forms.get(entry.work_code, {}).get("promote")) for entry in reserves
    ]
    may_act = any(may(request.user, f"awards.{verb}", rows[0].award) for verb in ("award", "overturn"))
    context |= {"challenge": challenge, "rows": rows, "may_act": may_act}
    # One form is posted at a time; its errors are what the summary above the heading shows.
    context["refused_form"] = next((form for by_verb in forms.values() for form in by_verb.values()), None)
    return render(request, "awards/awards.html", context, status=status)
