"""What a ranking leaves to people: read by jury and officials, entered by the secretary."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import perform, person_of
from core.components import ErrorLink
from core.permissions import may
from evaluation import services
from evaluation.forms import AnswerForm
from evaluation.models import Report
from evaluation.queries.asked import Question, acts_told, questions_of
from evaluation.queries.queue import title_of
from evaluation.queries.results import reader_of
from evaluation.services.entering import unsettling_gaps
from evaluation.views import lookups


@require_GET
def undecided(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """What is open, who decides it by which rule, and what was decided with its reason."""
    return _page(request, lookups.report_of(request.user, reference, number), again=request.GET.get("again", ""))


@require_POST
def enter(request: HttpRequest, reference: str, number: int, slug: str) -> HttpResponse:
    """Enter the answer to one question."""
    report = lookups.report_of(request.user, reference, number)
    stage = report.round
    if not may(request.user, "evaluation.enter_act", stage):
        raise Http404
    question = next((each for each in questions_of(stage, str) if each.slug == slug), None)
    if question is None:
        refusal = [ErrorLink(text=_("The ranking does not ask this any more."))]
        return _page(request, report, refusal=refusal, status=409)
    form = AnswerForm(request.POST, question=question, ranking=stage.ranking.number)
    if not form.is_valid():
        return _page(request, report, form=form, status=422)
    given, answer = form.cleaned_data, form.answer()

    def act() -> Any:
        options = {"by": person_of(request), "reason": given["reason"], "ranking": given["ranking"]}
        return services.enter_act(stage, question.ask.step, answer, **options)

    outcome = perform(request, act, verb="enter_act", reference=stage.reference)
    if outcome.refused:
        return _page(request, report, form=form, refusal=outcome.errors, status=outcome.status)
    messages.success(request, _("It is entered, and the ranking is made anew."))
    return redirect("evaluation:desk_undecided", reference, number)


def _page(
    request: HttpRequest, report: Report, *, form: AnswerForm | None = None, again: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    stage = report.round
    seat = lookups.seat_under(request.user, report)
    reader = reader_of(stage, seat)
    asked = questions_of(stage, reader.called)
    can_enter = may(request.user, "evaluation.enter_act", stage) and not any(unsettling_gaps(stage, stage.ranking.number))

    def form_of(question: Question) -> AnswerForm | None:
        if form is not None and form.question.slug == question.slug:
            return form
        return AnswerForm(question=question, ranking=stage.ranking.number) if can_enter else None

    page = {
        "round": stage,
        "challenge": report.challenge,
        "title": title_of(report.challenge),
        "is_juror": seat is not None,
        "open": [(each, form_of(each)) for each in asked if not each.is_answered],
        "answered": [(each, form_of(each) if _is_open(each, form, again) else None) for each in asked if each.is_answered],
        "can_enter": can_enter,
        "told": acts_told(stage, reader.called),
        **context,
    }
    return render(request, "evaluation/undecided.html", page, status=status)


def _is_open(question: Question, form: AnswerForm | None, again: str) -> bool:
    return question.slug == again or (form is not None and form.question.slug == question.slug)
