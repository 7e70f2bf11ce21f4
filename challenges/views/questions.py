"""Writing the form of a round, question by question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from challenges.forms.questions import QuestionForm
from challenges.lifecycle import CHALLENGE
from challenges.models import Question, Round
from challenges.services import move_question, remove_question, save_question
from challenges.views.access import act, demand_role, edit_page, with_round
from challenges.views.rules import EDIT
from core.components import ErrorLink


def _list_url(stage: Round) -> str:
    return reverse("challenges:questions", args=[stage.challenge.reference, stage.number])


@require_safe
@with_round
def questions(request: HttpRequest, stage: Round) -> HttpResponse:
    """List the questions of a round, with what can be done to each."""
    demand_role(request, "edit", stage.challenge)
    gaps = CHALLENGE.refusals(stage.challenge, "edit", by=request.user)
    context = {
        "challenge": stage.challenge,
        "stage": stage,
        "questions": stage.questions.select_related("criterion"),
        "refusal": [ErrorLink(text=str(gap.message)) for gap in gaps],
        "is_closed": bool(gaps),
        "up": {"direction": "up"},
        "down": {"direction": "down"},
    }
    return render(request, "challenges/questions.html", context, status=409 if gaps else 200)


@EDIT
@with_round
def add_question(request: HttpRequest, stage: Round) -> HttpResponse:
    """Add a question at the end of the form."""
    return _question_page(request, stage, None, _("Add a question to round %(number)s") % {"number": stage.number})


@EDIT
@with_round
def question(request: HttpRequest, stage: Round, key: str) -> HttpResponse:
    """Edit one question."""
    found = get_object_or_404(stage.questions.select_related("criterion"), key=key)
    return _question_page(request, stage, found, _("Question of round %(number)s") % {"number": stage.number})


@require_POST
@with_round
def move(request: HttpRequest, stage: Round, key: str) -> HttpResponse:
    """Move a question one place up or down."""
    get_object_or_404(stage.questions, key=key)
    up = request.POST.get("direction") == "up"
    call = lambda: move_question(stage, by=request.user, key=key, up=up)  # noqa: E731 (the service to be performed)
    return act(request, stage.challenge, "edit", call, leads_to=_list_url(stage))


@require_POST
@with_round
def remove(request: HttpRequest, stage: Round, key: str) -> HttpResponse:
    """Take a question out of the form."""
    get_object_or_404(stage.questions, key=key)
    call = lambda: remove_question(stage, by=request.user, key=key)  # noqa: E731 (the service to be performed)
    return act(request, stage.challenge, "edit", call, leads_to=_list_url(stage))


def _question_page(request: HttpRequest, stage: Round, found: Question | None, title: str) -> HttpResponse:
    form = QuestionForm(request.POST or None, stage=stage, question=found)
    return edit_page(
        request,
        stage.challenge,
        form,
        save=lambda: save_question(stage, by=request.user, question=form.as_row()),
        leads_to=_list_url(stage),
        template="challenges/form.html",
        context={"title": title, "back_url": _list_url(stage)},
    )
