"""The declaration of interests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.acting import perform, person_of
from evaluation import services
from evaluation.forms import DeclarationForm
from evaluation.queries.queue import title_of
from evaluation.views import lookups
from submissions import identity
from submissions.models import Proposal


@require_http_methods(["GET", "POST"])
def declaration(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show who takes part, by name and not by work, and take the declaration."""
    seat = lookups.own_seat(request.user, reference)
    stage = lookups.round_of_seat(seat, number)
    shown = perform(
        request,
        lambda: services.show_participants(seat, by=person_of(request), round=stage),
        verb="show_participants",
        reference=stage.reference,
    )
    page = {"seat": seat, "round": stage, "title": title_of(seat.panel.challenge), "declaration": shown.result}
    page["hides_who_came_on"] = identity.hides_who_came_on(stage)
    if shown.refused or shown.result is None:
        return render(request, "evaluation/declaration.html", {**page, "refusal": shown.errors}, status=shown.status)
    form = DeclarationForm(request.POST or None, participants=identity.participants(stage))
    if shown.result.declared_at is not None and not form.is_bound:
        return render(request, "evaluation/declaration.html", page)
    if not form.is_valid():
        return render(request, "evaluation/declaration.html", {**page, "form": form}, status=422 if form.is_bound else 200)
    chosen = Proposal.objects.filter(challenge=stage.challenge_id, supplier__slug__in=form.cleaned_data["conflicts"])
    outcome = perform(
        request,
        lambda: services.declare_interests(
            seat, by=person_of(request), round=stage, statement=form.cleaned_data["statement"], conflicts=chosen
        ),
        verb="declare",
        reference=stage.reference,
    )
    if outcome.refused:
        return render(request, "evaluation/declaration.html", {**page, "refusal": outcome.errors}, status=outcome.status)
    messages.success(request, _("Your declaration was saved."))
    return redirect("evaluation:queue")
