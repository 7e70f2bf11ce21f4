"""The decision of a round on the desk: what the rules propose, the letters before they are sent, and the act."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import Outcome, perform
from awards import services
from awards.forms import DecisionForm
from awards.lifecycle import DECISION
from awards.models import Decision, RoundRecord, RoundToDecide
from awards.queries.deciding import Basis, basis, round_to_decide
from awards.queries.desk import names_in_round
from awards.views.letters import shown
from awards.views.tables import table_of
from challenges.models import Round
from challenges.views.access import with_round
from core.components import ErrorLink
from core.permissions import may


@dataclass(frozen=True)
class Desk:
    """The page about one round: what is decided, what decides it, who is who, and the form."""

    to_decide: RoundToDecide
    basis: Basis
    names: dict[str, str]
    form: DecisionForm


@require_safe
@with_round
def decision(request: HttpRequest, stage: Round) -> HttpResponse:
    """Show the proposal and the form, or the decision that was made."""
    return _page(request, _desk(request, stage))


@require_POST
@with_round
def preview(request: HttpRequest, stage: Round) -> HttpResponse:
    """Show the letters as they would be sent; nothing is stored. The choices go along, back to the form or on to the act."""
    desk = _desk(request, stage)
    act, problem = _rule(request, desk, services.preview_letters, verb="preview_letters")
    if problem:
        return problem
    letters = [shown(content, to=desk.names[content["work_code"]]) for content in act.result or ()]
    carried = {field.html_name: field.value() or "" for field in desk.form}
    context = {"round": desk.to_decide.round, "challenge": desk.to_decide.challenge, "letters": letters, "carried": carried}
    return render(request, "awards/preview.html", context)


@require_POST
@with_round
def decide(request: HttpRequest, stage: Round) -> HttpResponse:
    """Decide the round and tell every supplier; from the preview one may also go back to the form with all that was chosen."""
    desk = _desk(request, stage)
    if "back" in request.POST:
        return _page(request, desk)
    _act, problem = _rule(request, desk, services.decide_round, verb="decide")
    if problem:
        return problem
    messages.success(request, _("Round %(number)s is decided. Every supplier was told.") % {"number": stage.number})
    return redirect("awards:decision", stage.challenge.reference, stage.number)


def _desk(request: HttpRequest, stage: Round) -> Desk:
    """Return the round's page: 404 before it is ranked, 403 for roles that do not follow the judging."""
    if stage.ranked_at is None:
        raise Http404
    to_decide = round_to_decide(stage)
    if not may(request.user, "awards.view_desk", to_decide):
        raise PermissionDenied
    ground = basis(stage)
    names = names_in_round(stage, by=request.user)
    return Desk(to_decide, ground, names, DecisionForm(request.POST or None, basis=ground, names=names))


def _rule(
    request: HttpRequest, desk: Desk, service: Callable[..., Any], *, verb: str
) -> tuple[Outcome[Any], HttpResponse | None]:
    """Run a service with what the form says. Returns what came of it, and the page that shows why not, if it was refused."""
    if not desk.form.is_valid():
        return Outcome(), _page(request, desk, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    stage, ruling = desk.to_decide.round, desk.form.ruling()
    act = perform(request, lambda: service(stage, by=request.user, **ruling), verb=verb, reference=stage.reference)
    return act, _page(request, desk, refusal=_linked(act), status=act.status) if act.refused else None


def _linked(act: Outcome[Any]) -> list[ErrorLink]:
    """Return what stood against the act, each line linked to its field where it is about one."""
    fields = {"": "", "departure_reason": "id_departure_reason"}
    return [ErrorLink(text=str(gap.message), target=fields.get(gap.section, f"id_outcome-{gap.section}")) for gap in act.gaps]


def _page(request: HttpRequest, desk: Desk, *, status: int = HTTPStatus.OK, **options: Any) -> HttpResponse:
    stage = desk.to_decide.round
    decisions = Decision.objects.filter(entry__round=stage).select_related("entry").order_by("rank", "entry__work_code")
    context = {
        "to_decide": desk.to_decide,
        "round": stage,
        "challenge": desk.to_decide.challenge,
        "basis": desk.basis,
        "table": table_of(desk.basis, desk.names, {decision.entry.work_code: decision for decision in decisions}),
        "form": desk.form,
        "record": RoundRecord.objects.filter(round=stage).first(),
        "blocked": " ".join(str(gap.message) for gap in DECISION.refusals(desk.to_decide, "decide", by=request.user)),
        **options,
    }
    return render(request, "awards/decision.html", context, status=status)
