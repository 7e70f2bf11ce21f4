"""The juror's queue and seat."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import perform, person_of
from evaluation import services
from evaluation.forms import ReasonForm
from evaluation.models import Juror
from evaluation.queries.queue import seats_of, title_of
from evaluation.views import lookups


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the juror, by challenge and round."""
    return render(request, "evaluation/queue.html", {"seats": seats_of(request.user)})


@require_GET
def seat(request: HttpRequest, reference: str) -> HttpResponse:
    """The invitation, and what became of it."""
    return _seat_page(request, lookups.own_seat(request.user, reference))


@require_POST
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the seat."""
    juror = lookups.own_seat(request.user, reference)
    outcome = perform(
        request, lambda: services.accept_seat(juror, by=person_of(request)), verb="accept_seat", reference=reference
    )
    if outcome.refused:
        return _seat_page(request, juror, refusal=outcome.errors, status=outcome.status)
    messages.success(request, _("Thank you. You sit on this jury."))
    return redirect("evaluation:queue")


@require_POST
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse the seat."""
    juror = lookups.own_seat(request.user, reference)
    outcome = perform(
        request, lambda: services.decline_seat(juror, by=person_of(request)), verb="decline_seat", reference=reference
    )
    if outcome.refused:
        return _seat_page(request, juror, refusal=outcome.errors, status=outcome.status)
    messages.success(request, _("You declined. The secretary was told."))
    return redirect("evaluation:queue")


@require_http_methods(["GET", "POST"])
def step_down(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave the jury altogether."""
    juror = lookups.own_seat(request.user, reference)
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {"juror": juror, "form": form, "title": title_of(juror.panel.challenge)}
    if not form.is_valid():
        return render(request, "evaluation/step_down.html", context, status=422 if form.is_bound else 200)
    reason = form.cleaned_data["reason"]
    outcome = perform(
        request, lambda: services.recuse_juror(juror, by=person_of(request), reason=reason), verb="recuse", reference=reference
    )
    if outcome.refused:
        return render(request, "evaluation/step_down.html", {**context, "refusal": outcome.errors}, status=outcome.status)
    messages.success(request, _("You stepped down from this jury. The secretary was told."))
    return redirect("evaluation:queue")


def _seat_page(request: HttpRequest, juror: Juror, *, status: int = 200, **context: Any) -> HttpResponse:
    challenge = juror.panel.challenge
    frozen = [gap.message for gap in juror.panel.frozen_gaps(juror.role)] if juror.is_waited_for else []
    page = {"juror": juror, "challenge": challenge, "title": title_of(challenge), "frozen": frozen, **context}
    return render(request, "evaluation/seat.html", page, status=status)
