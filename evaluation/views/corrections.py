"""Correcting marks: a juror asks for it, somebody else of the jury records its session."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.acting import perform, person_of
from core.permissions import may
from evaluation import services
from evaluation.forms import CorrectionForm, SessionForm
from evaluation.models import Correction
from evaluation.views import lookups
from evaluation.views.undecided import undecided_page

Settle = Callable[..., Correction]


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, work_code: str, criterion: str) -> HttpResponse:
    """Ask to have one mark of an own locked scorecard corrected."""
    card = lookups.own_card(request.user, work_code)
    asked = next((each for each in card.asked if each.key == criterion), None)
    if asked is None or not card.can_be_corrected:
        raise Http404
    form = CorrectionForm(request.POST or None, criterion=asked, mark=card.counting_marks.get(criterion) or "")
    page = {"card": card, "criterion": asked, "form": form}
    if not form.is_valid():
        return render(request, "evaluation/correct.html", page, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    outcome = perform(
        request,
        lambda: services.ask_correction(card, criterion, given["mark"], by=person_of(request), reason=given["reason"]),
        verb="ask_correction",
        reference=card.entry.reference,
    )
    if outcome.refused:
        return render(request, "evaluation/correct.html", {**page, "refusal": outcome.errors}, status=outcome.status)
    messages.success(request, _("You asked for it. Your old mark counts until somebody else records the jury’s session."))
    return redirect("evaluation:sheet", work_code)


@require_POST
def settle(request: HttpRequest, reference: str, number: int, correction: int) -> HttpResponse:
    """Record the jury's session: the corrected mark counts, or the old one stands."""
    report = lookups.report_of(request.user, reference, number)
    held = get_object_or_404(report.round.corrections, number=correction)
    if not may(request.user, "evaluation.record_correction", held):
        raise PermissionDenied
    form = SessionForm(request.POST, prefix=f"c{correction}")
    if not form.is_valid():
        return undecided_page(request, report, session=(correction, form), status=422)
    service, verb, words = _acts()["drop" if request.POST.get("act") == "drop" else "record"]
    outcome = perform(
        request,
        lambda: service(held, by=person_of(request), session=form.cleaned_data["session"]),
        verb=verb,
        reference=held.scorecard.entry.reference,
    )
    if outcome.refused:
        return undecided_page(request, report, session=(correction, form), refusal=outcome.errors, status=outcome.status)
    messages.success(request, words)
    is_juror = lookups.seat_under(request.user, report) is not None
    return redirect("evaluation:undecided" if is_juror else "evaluation:desk_undecided", reference, number)


def _acts() -> dict[str, tuple[Settle, str, str]]:
    return {
        "record": (services.record_correction, "record_correction", _("It is recorded, and the ranking is made anew.")),
        "drop": (services.drop_correction, "drop_correction", _("The old mark stands.")),
    }
