"""The decision of a round on the desk: what the rules propose, the letters before they are sent, and the act."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import Outcome, perform
from awards import services
from awards.proposing import departures
from awards.services.ruling import departs
from awards.views.desk import Desk, desk_of, page
from awards.views.letters import shown
from challenges.models import Round
from challenges.views.access import with_round
from core.components import ErrorLink


@require_safe
@with_round
def decision(request: HttpRequest, stage: Round) -> HttpResponse:
    """Show what is asked, the proposal and the form, what waits for another person, or the decision that was made."""
    return page(request, desk_of(request, stage))


@require_POST
@with_round
def preview(request: HttpRequest, stage: Round) -> HttpResponse:
    """Show the letters as they would be sent; nothing is stored. The choices go along, back to the form or on to the act."""
    desk = desk_of(request, stage)
    act, problem = _rule(request, desk, services.preview_letters, verb="preview_letters")
    if problem or desk.form is None:
        return problem or page(request, desk)
    letters = [shown(content, to=desk.names[content["work_code"]]) for content in act.result or ()]
    carried = {field.html_name: field.value() or "" for field in desk.form}
    context = {
        "round": stage,
        "challenge": stage.challenge,
        "letters": letters,
        "carried": carried,
        "needs_another": _needs_another(desk),
    }
    return render(request, "awards/preview.html", context)


@require_POST
@with_round
def decide(request: HttpRequest, stage: Round) -> HttpResponse:
    """Decide the round and tell every supplier, or propose it to whoever must agree.

    From the preview one may also go back to the form with all that was chosen.
    """
    desk = desk_of(request, stage)
    if "back" in request.POST:
        return page(request, desk)
    proposes = desk.form is not None and desk.form.is_valid() and _needs_another(desk)
    service, verb = (services.propose_decision, "propose_decision") if proposes else (services.decide_round, "decide")
    _act, problem = _rule(request, desk, service, verb=verb)
    if problem:
        return problem
    done = _("Round %(number)s is decided. Every supplier was told.")
    if proposes:
        done = _("You proposed the decision on round %(number)s. Whoever can agree was told; suppliers were not.")
    messages.success(request, done % {"number": stage.number})
    return redirect("awards:decision", stage.challenge.reference, stage.number)


def _needs_another(desk: Desk) -> bool:
    """Return whether another person must agree to what the form says."""
    if desk.form is None or desk.basis is None:
        return False
    departing = departures(desk.basis.proposed, desk.form.ruling()["outcomes"])
    return desk.to_decide.challenge.verdict_binds or departs(desk.basis, departing)


def _rule(
    request: HttpRequest, desk: Desk, service: Callable[..., Any], *, verb: str
) -> tuple[Outcome[Any], HttpResponse | None]:
    """Run a service with what the form says. Returns what came of it, and the page that shows why not, if it was refused."""
    if desk.form is None or not desk.form.is_valid():
        return Outcome(), page(request, desk, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    stage, ruling = desk.to_decide.round, desk.form.ruling()
    act = perform(request, lambda: service(stage, by=request.user, **ruling), verb=verb, reference=stage.reference)
    return act, page(request, desk, refusal=_linked(act, desk), status=act.status) if act.refused else None


def _linked(act: Outcome[Any], desk: Desk) -> list[ErrorLink]:
    """Return what stood against the act, each line linked to its field where it is about one."""
    fields = desk.form.fields if desk.form else {}
    names = {gap.section: gap.section if gap.section in fields else f"outcome-{gap.section}" for gap in act.gaps}
    return [
        ErrorLink(text=str(gap.message), target=f"id_{names[gap.section]}" if names[gap.section] in fields else "")
        for gap in act.gaps
    ]
