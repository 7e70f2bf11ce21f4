"""Who comes in, and how a page acts: the few lines that every view of the desk shares."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.acting import perform, person_of
from accounts.permissions import is_official
from challenges.forms.criteria import CriteriaFormSet
from challenges.lifecycle import CHALLENGE
from challenges.models import Challenge, Round
from core.components import ErrorLink
from core.permissions import may
from ledger.services import record_refusal

View = Callable[..., HttpResponse]


def officials_only(view: View) -> View:
    """Ask for sign-in; to people who act for no authority the desk does not exist."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_official(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def with_challenge(view: View) -> View:
    """Call `view(request, challenge, ...)` with the challenge of the address, if it is on the desk of the reader; else 404."""

    @officials_only
    @wraps(view)
    def found(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponse:
        on_desk = Challenge.objects.on_desk_of(request.user).select_related("authority", "candidate", "published_version")
        return view(request, get_object_or_404(on_desk, reference=reference), **kwargs)

    return found


def with_round(view: View) -> View:
    """Call `view(request, stage, ...)` with the round of the address, under the rule of `with_challenge`."""

    @with_challenge
    @wraps(view)
    def found(request: HttpRequest, challenge: Challenge, number: int, **kwargs: Any) -> HttpResponse:
        stage = get_object_or_404(Round, challenge=challenge, number=number)
        stage.challenge = challenge
        return view(request, stage, **kwargs)

    return found


def demand_role(request: HttpRequest, verb: str, challenge: Challenge) -> None:
    """Raise PermissionDenied (403 in plain words) unless the reader may do `verb`; what was posted is recorded as refused."""
    if may(request.user, f"challenges.{verb}", challenge):
        return
    if request.method == "POST":
        record_refusal(verb, challenge.reference, by=person_of(request), why=["role"])
    raise PermissionDenied


def edit_page(
    request: HttpRequest,
    challenge: Challenge,
    form: BaseForm | CriteriaFormSet,
    *,
    save: Callable[[], Any],
    leads_to: str,
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show `form`, or run `save` with it and go to `leads_to`. Refusals stand above the form, which keeps what was typed."""
    demand_role(request, "edit", challenge)
    refusal = [ErrorLink(text=str(gap.message)) for gap in CHALLENGE.refusals(challenge, "edit", by=request.user)]
    status = 409 if refusal else 200
    if request.method == "POST" and form.is_valid():
        try:
            outcome = perform(request, save, verb="edit", reference=challenge.reference)
        except ValidationError as problem:
            refusal, status = [ErrorLink(text=text) for text in problem.messages], 422
        else:
            if not outcome.refused:
                return saved(request, leads_to)
            refusal, status = outcome.errors, outcome.status
    elif request.method == "POST":
        status = 422
    page = {"challenge": challenge, "form": form, "refusal": refusal, "is_closed": status == 409, **context}  # noqa: PLR2004
    return render(request, template, page, status=status)


def act(request: HttpRequest, challenge: Challenge, verb: str, service: Callable[[], Any], *, leads_to: str) -> HttpResponse:
    """Run `service` and go to `leads_to`; what is refused is said there."""
    demand_role(request, verb, challenge)
    try:
        outcome = perform(request, service, verb=verb, reference=challenge.reference)
    except ValidationError as problem:
        refusals = problem.messages
    else:
        if not outcome.refused:
            return saved(request, leads_to)
        refusals = [error.text for error in outcome.errors]
    for text in refusals:
        messages.error(request, text)
    return redirect(leads_to)


def saved(request: HttpRequest, leads_to: str) -> HttpResponseRedirect:
    messages.success(request, _("Saved."))
    return redirect(leads_to)
