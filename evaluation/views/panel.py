"""The jury on the desk: invite, remind, appoint, let go."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import Outcome, perform, person_of
from core.components import Tag
from core.permissions import may
from evaluation import services
from evaluation.forms import InvitationForm, ReasonForm
from evaluation.lifecycle import PANEL
from evaluation.models import Juror, Panel
from evaluation.queries.progress import lacks_jurors
from evaluation.queries.queue import title_of
from evaluation.views import lookups


@require_GET
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    """Who sits on the jury, who was asked, and what it still lacks."""
    return _panel_page(request, reference)


@require_POST
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    """Offer a seat."""
    challenge = lookups.challenge_on_desk(request.user, reference)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _panel_page(request, reference, form=form, status=422)

    def act() -> Juror:
        made = services.form_panel(challenge, by=person_of(request))
        return services.invite_juror(made, by=person_of(request), **form.cleaned_data)

    outcome = perform(request, act, verb="invite_juror", reference=reference)
    return _after(request, reference, outcome, _("The invitation was sent."), form=form)


@require_POST
def appoint(request: HttpRequest, reference: str) -> HttpResponse:
    """Appoint those who accepted."""
    found = _existing(request, reference)
    return _act(
        request,
        reference,
        "appoint_panel",
        lambda: services.appoint_panel(found, by=person_of(request)),
        _("The jury is appointed."),
    )


@require_POST
def discharge(request: HttpRequest, reference: str) -> HttpResponse:
    """End the jury's service."""
    found = _existing(request, reference)
    words = _("The jury has ended its service.")
    return _act(request, reference, "discharge_panel", lambda: services.discharge_panel(found, by=person_of(request)), words)


@require_POST
def remind(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Remind a juror of what waits for them."""
    seat = lookups.seat_on_desk(request.user, reference, code)
    words = _("A reminder was sent to %(name)s.") % {"name": seat.user}
    return _act(request, reference, "remind", lambda: services.remind_juror(seat, by=person_of(request)), words)


@require_POST
def withdraw(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Take an invitation back."""
    seat = lookups.seat_on_desk(request.user, reference, code)
    words = _("The invitation of %(name)s was withdrawn.") % {"name": seat.user}
    return _act(
        request, reference, "withdraw_invitation", lambda: services.withdraw_invitation(seat, by=person_of(request)), words
    )


@require_POST
def call_in(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Let a deputy judge."""
    seat = lookups.seat_on_desk(request.user, reference, code)
    words = _("%(name)s judges from now on.") % {"name": seat.user}
    return _act(request, reference, "call_in_deputy", lambda: services.call_in_deputy(seat, by=person_of(request)), words)


@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Take a juror off the jury, with the reason."""
    seat = lookups.seat_on_desk(request.user, reference, code)
    form = ReasonForm(request.POST or None)
    page = {"juror": seat, "form": form, "challenge": seat.panel.challenge}
    if not form.is_valid():
        return render(request, "evaluation/desk/recuse.html", page, status=422 if form.is_bound else 200)
    reason = form.cleaned_data["reason"]
    outcome = perform(
        request, lambda: services.recuse_juror(seat, by=person_of(request), reason=reason), verb="recuse", reference=reference
    )
    if outcome.refused:
        return render(request, "evaluation/desk/recuse.html", {**page, "refusal": outcome.errors}, status=outcome.status)
    messages.success(request, _("%(name)s no longer sits on the jury.") % {"name": seat.user})
    return redirect("evaluation:panel", reference)


def _existing(request: HttpRequest, reference: str) -> Panel:
    found = lookups.panel_on_desk(request.user, reference)
    if found is None:
        raise Http404
    return found


def _act(request: HttpRequest, reference: str, verb: str, service: Callable[[], Any], words: str) -> HttpResponse:
    return _after(request, reference, perform(request, service, verb=verb, reference=reference), words)


def _after(request: HttpRequest, reference: str, outcome: Outcome[Any], words: str, **context: Any) -> HttpResponse:
    if outcome.refused:
        return _panel_page(request, reference, refusal=outcome.errors, status=outcome.status, **context)
    messages.success(request, words)
    return redirect("evaluation:panel", reference)


def _panel_page(request: HttpRequest, reference: str, *, status: int = 200, **context: Any) -> HttpResponse:
    challenge = lookups.challenge_on_desk(request.user, reference)
    found = lookups.panel_on_desk(request.user, reference)
    probe = found or Panel(challenge=challenge)
    jurors = list(found.jurors.select_related("user")) if found else []
    can_form = may(request.user, "evaluation.form_panel", probe)
    frozen = [gap.message for gap in probe.frozen_gaps()] if found else []
    is_short = found is not None and not any(found.frozen_gaps(Juror.Role.DEPUTY)) and _lacks_jurors(found)
    page = {
        "challenge": challenge,
        "title": title_of(challenge),
        "panel": found,
        "seats": [(juror, _standing(juror)) for juror in jurors],
        "form": InvitationForm(only_deputies=bool(frozen)) if can_form and (is_short or not frozen) else None,
        "can_form": can_form,
        "frozen": frozen,
        "is_short": is_short,
        "appoint_gaps": PANEL.refusals(probe, "appoint", by=request.user) if found else [],
        "discharge_gaps": PANEL.refusals(probe, "discharge", by=request.user) if found else [],
        "serves": may(request.user, "evaluation.appoint", probe),
        **context,
    }
    return render(request, "evaluation/desk/panel.html", page, status=status)


def _lacks_jurors(found: Panel) -> bool:
    """Return whether a jury that was appointed has too few jurors left; one that is being formed says so by itself."""
    return found.state == Panel.State.APPOINTED and lacks_jurors(found)


def _standing(juror: Juror) -> Tag:
    """Return what became of a seat, in one or two words."""
    if juror.recused_at:
        return Tag(text=_("Stepped down"), colour="grey")
    if juror.declined_at:
        return Tag(text=_("Declined"), colour="red")
    if juror.accepted_at is None:
        return Tag(text=_("Invited"), colour="yellow")
    return (
        Tag(text=_("In waiting"), colour="blue") if juror.role == Juror.Role.DEPUTY else Tag(text=_("Accepted"), colour="green")
    )
