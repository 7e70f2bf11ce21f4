"""Acts on the page of a decision beside proposing it: answers to questions, and what another person does with a proposal."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.acting import perform, person_of
from awards import services
from awards.forms import AnnulForm, ConfirmForm, QuestionForm, ReasonForm, SendBackForm
from awards.views.desk import desk_of, page
from challenges.models import Round
from challenges.views.access import with_round
from core.forms import Form


@require_POST
@with_round
def question(request: HttpRequest, stage: Round, question: str) -> HttpResponse:
    """Enter the answer to a question that the rules leave to people."""
    desk = desk_of(request, stage)
    asked = next((each for each in desk.questions if each.name == question), None)
    if asked is None:
        messages.warning(request, _("This is not asked any more."))
        return redirect("awards:decision", stage.challenge.reference, stage.number)
    form = QuestionForm(request.POST, question=asked, names=desk.names)

    def enter() -> Any:
        reason = form.cleaned_data["reason"]
        return services.answer_question(stage, by=person_of(request), question=question, answer=form.answer(), reason=reason)

    return _do(request, stage, form, enter, verb="enter_act", name=question, done=_("The answer is entered."))


@require_POST
@with_round
def approve(request: HttpRequest, stage: Round) -> HttpResponse:
    """Agree to the decision that is proposed."""
    form = ConfirmForm(request.POST, prefix="approve")
    done = _("Round %(number)s is decided. Every supplier was told.") % {"number": stage.number}
    act = services.approve_decision
    return _do(request, stage, form, lambda: act(stage, by=person_of(request)), verb="approve", name="approve", done=done)


@require_POST
@with_round
def send_back(request: HttpRequest, stage: Round) -> HttpResponse:
    """Send the verdict back to the jury."""
    form = SendBackForm(request.POST, prefix="send-back")
    done = _("The decision went back to the jury, which was told.")
    return _with_words(request, stage, form, services.send_back_decision, verb="send_back", done=done)


@require_POST
@with_round
def annul(request: HttpRequest, stage: Round) -> HttpResponse:
    """End the contest without a result."""
    form = AnnulForm(request.POST, prefix="annul")
    done = _("The contest is annulled. Everybody concerned was told.")
    return _with_words(request, stage, form, services.annul_contest, verb="annul", done=done)


@require_POST
@with_round
def drop(request: HttpRequest, stage: Round) -> HttpResponse:
    """Let a proposed decision rest."""
    form = ReasonForm(request.POST, prefix="drop")
    return _with_words(request, stage, form, services.drop_decision, verb="drop", done=_("The proposal rests."))


def _with_words(
    request: HttpRequest, stage: Round, form: Form, service: Callable[..., Any], *, verb: str, done: str
) -> HttpResponse:
    def act() -> Any:
        return service(stage, by=person_of(request), **form.cleaned_data)

    return _do(request, stage, form, act, verb=verb, name=verb, done=done)


def _do(
    request: HttpRequest, stage: Round, form: Form, act: Callable[[], Any], *, verb: str, name: str, done: str
) -> HttpResponse:
    """Run an act with the words of `form`, then show the page again: with the message, or with what stood against it."""
    if not form.is_valid():
        return page(request, desk_of(request, stage), refused={name: form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    found = perform(request, act, verb=verb, reference=stage.reference)
    if found.refused:
        return page(request, desk_of(request, stage), refused={name: form}, refusal=found.errors, status=found.status)
    messages.success(request, done)
    return redirect("awards:decision", stage.challenge.reference, stage.number)
