"""Writing the form of a round, question by question."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import person_of
from challenges.forms.questions import QuestionForm
from challenges.models import Challenge
from challenges.queries.drafts import listed_questions
from challenges.rules.editing import Plain, at
from challenges.services import move_item, remove_item
from challenges.services.locking import editing_refusals
from challenges.views.access import act, demand_role, edit_page, opened_draft, with_draft_round
from challenges.views.rules import EDIT
from core.components import ErrorLink
from core.wording import localised


def _list_url(challenge: Challenge, key: str) -> str:
    return reverse("challenges:questions", args=[challenge.reference, key])


def _path(key: str) -> str:
    return f"rules/rounds/{key}/intake/questions"


def _titled(challenge: Challenge, key: str, text: str) -> str:
    return text % {"title": localised(at(challenge.written, f"rules/rounds/{key}/title"))}


@require_safe
@with_draft_round
def questions(request: HttpRequest, challenge: Challenge, key: str) -> HttpResponse:
    """List the questions of a round, with what can be done to each."""
    demand_role(request, "edit", challenge)
    gaps = editing_refusals(challenge, by=request.user)
    context = {
        "challenge": challenge,
        "key": key,
        "title": _titled(challenge, key, _("Questions of the round “%(title)s”")),
        "questions": listed_questions(challenge.written, key),
        "refusal": [ErrorLink(text=str(gap.message)) for gap in gaps],
        "is_closed": bool(gaps),
        "up": {"direction": "up"},
        "down": {"direction": "down"},
    }
    return render(request, "challenges/questions.html", context, status=409 if gaps else 200)


@EDIT
@with_draft_round
def add_question(request: HttpRequest, challenge: Challenge, key: str) -> HttpResponse:
    """Add a question at the end of the form."""
    return _question_page(request, challenge, key, None, _titled(challenge, key, _("Add a question to the round “%(title)s”")))


@EDIT
@with_draft_round
def question(request: HttpRequest, challenge: Challenge, key: str, question: str) -> HttpResponse:
    """Edit one question."""
    found = _found(challenge, key, question)
    return _question_page(request, challenge, key, found, _titled(challenge, key, _("Question of the round “%(title)s”")))


@require_POST
@with_draft_round
def move(request: HttpRequest, challenge: Challenge, key: str, question: str) -> HttpResponse:
    """Move a question one place up or down."""
    _found(challenge, key, question)
    up = request.POST.get("direction") == "up"
    call = lambda: move_item(challenge, by=person_of(request), path=f"{_path(key)}/{question}", up=up)  # noqa: E731
    return act(request, challenge, "edit", call, leads_to=_list_url(challenge, key))


@require_POST
@with_draft_round
def remove(request: HttpRequest, challenge: Challenge, key: str, question: str) -> HttpResponse:
    """Take a question out of the form."""
    _found(challenge, key, question)
    call = lambda: remove_item(challenge, by=person_of(request), path=f"{_path(key)}/{question}")  # noqa: E731
    return act(request, challenge, "edit", call, leads_to=_list_url(challenge, key))


def _found(challenge: Challenge, key: str, question: str) -> Plain:
    """Return a question of the newest draft. Raises Http404."""
    try:
        found: Plain = at(challenge.written, f"{_path(key)}/{question}")
    except KeyError as nothing:
        raise Http404 from nothing
    return found


def _question_page(request: HttpRequest, challenge: Challenge, key: str, found: Plain | None, title: str) -> HttpResponse:
    draft = opened_draft(request, challenge)
    form = QuestionForm(request.POST or None, document=draft.document, round_path=f"rules/rounds/{key}", question=found)
    return edit_page(
        request,
        challenge,
        form,
        draft,
        leads_to=_list_url(challenge, key),
        template="challenges/form.html",
        context={"title": title, "back_url": _list_url(challenge, key)},
        part=_path(key),
    )
