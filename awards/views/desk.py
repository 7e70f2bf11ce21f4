"""What the pages about the decision of a round share: who may look, and all that one sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.forms import AnnulForm, ConfirmForm, DecisionForm, QuestionForm, ReasonForm, SendBackForm
from awards.lifecycle import DECISION, DecisionState
from awards.models import Award, Decision, ProposedDecision, RoundRecord, RoundToDecide
from awards.queries.deciding import Basis, basis, proposals_of
from awards.queries.desk import names_in_round
from awards.queries.playing import NO_OUTCOME
from awards.queries.questions import Question, open_questions
from awards.views.acts import Act
from awards.views.tables import tables_of
from challenges.models import Round
from core.forms import Form
from core.permissions import may
from evaluation.models import Report


@dataclass(frozen=True)
class Desk:
    """The page about one round: what is decided, what decides it, who is who, and the form.

    `basis` and `form` are None where the rules name no outcome, which `stopped` says why.
    """

    to_decide: RoundToDecide
    names: Mapping[str, str]
    basis: Basis | None
    form: DecisionForm | None
    proposals: list[ProposedDecision]
    stopped: str = ""
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """One question as the page shows it: the form where its answer is entered here."""

    question: Question
    form: QuestionForm | None
    url: str


def desk_of(request: HttpRequest, stage: Round) -> Desk:
    """Return the round's page: 404 before it is ranked, 403 for roles that do not follow the judging."""
    if stage.ranked_at is None:
        raise Http404
    proposals = proposals_of(stage)
    waiting = next((found for found in proposals if found.answered_at is None), None)
    to_decide = RoundToDecide(stage, Report.objects.filter(newest_of=stage).first(), waiting)
    if not may(request.user, "awards.view_desk", to_decide):
        raise PermissionDenied
    names = names_in_round(stage, by=request.user)
    try:
        ground = basis(stage)
    except NO_OUTCOME as stop:
        return Desk(to_decide, names, None, None, proposals, stopped=str(stop))
    # A form of another page may be posted: then this one is as it was.
    data = request.POST if any(name.startswith("reason-") for name in request.POST) else None
    form = DecisionForm(data, basis=ground, names=names)
    questions = open_questions(ground) if to_decide.state == DecisionState.SIGNED else []
    return Desk(to_decide, names, ground, form, proposals, questions=questions)


def page(
    request: HttpRequest,
    desk: Desk,
    *,
    status: int = HTTPStatus.OK,
    refused: Mapping[str, Form] | None = None,
    **options: Any,
) -> HttpResponse:
    """Show the decision; `refused` are forms that were filled in and refused, by the verb or the name of the question."""
    stage, forms = desk.to_decide.round, refused or {}
    record = RoundRecord.objects.filter(round=stage).first() if stage.decided_at else None
    tables = []
    if desk.basis is not None:
        decisions = Decision.objects.filter(entry__round=stage).select_related("entry") if record else ()
        by_code = {decision.entry.work_code: decision for decision in decisions}
        tables = tables_of(desk.basis, desk.names, by_code, desk.to_decide.proposed)
    context = {
        "to_decide": desk.to_decide,
        "round": stage,
        "challenge": desk.to_decide.challenge,
        "basis": desk.basis,
        "tables": tables,
        "form": desk.form,
        "record": record,
        "has_awards": record is not None and Award.objects.filter(decision__entry__round=stage).exists(),
        "blocked": desk.stopped or _blocked(request, desk),
        "asked": [_asked(request, desk, question, forms) for question in desk.questions],
        "proposed": desk.to_decide.proposed,
        "answered": [proposal for proposal in desk.proposals if proposal.answered_at],
        "acts": _acts(request, desk, forms) if desk.to_decide.proposed else [],
        "refused_form": next(iter(forms.values()), None),
        **options,
    }
    return render(request, "awards/decision.html", context, status=status)


def _blocked(request: HttpRequest, desk: Desk) -> str:
    """Return why this person cannot decide, or propose a decision, now; "" where they can."""
    verb = "propose_decision" if desk.to_decide.challenge.verdict_binds else "decide"
    return " ".join(str(gap.message) for gap in DECISION.refusals(desk.to_decide, verb, by=request.user))


def _asked(request: HttpRequest, desk: Desk, question: Question, forms: Mapping[str, Form]) -> Asked:
    stage = desk.to_decide.round
    url = reverse("awards:question", args=[stage.challenge.reference, stage.number, question.name])
    if not question.is_entered_here or DECISION.refusals(desk.to_decide, "enter_act", by=request.user):
        return Asked(question, None, url)
    given = forms.get(question.name)
    return Asked(question, given if isinstance(given, QuestionForm) else QuestionForm(question=question, names=desk.names), url)


def _acts(request: HttpRequest, desk: Desk, forms: Mapping[str, Form]) -> list[Act]:
    """Return what can be done with a proposed decision by this person; nothing where they can do nothing."""
    stage = desk.to_decide.round
    verbs = [
        ("approve", _("Approve the decision and tell every supplier"), ConfirmForm(prefix="approve"), "primary", "approve"),
        ("send_back", _("Send it back to the jury"), SendBackForm(prefix="send-back"), "warning", "send_back"),
        ("annul", _("Annul the contest"), AnnulForm(prefix="annul"), "warning", "annul"),
        ("drop", _("Let the proposal rest"), ReasonForm(prefix="drop"), "secondary", "drop_decision"),
    ]
    found = []
    for verb, title, form, variant, view in verbs:
        gaps = DECISION.refusals(desk.to_decide, f"{verb}_decision", by=request.user)
        if gaps and {gap.code for gap in gaps} != {"same_person"}:
            continue
        refusal = " ".join(str(gap.message) for gap in gaps)
        url = reverse(f"awards:{view}", args=[stage.challenge.reference, stage.number])
        given = forms.get(verb)
        found.append(Act(title, url, given or form, refusal, variant, is_open=given is not None or (verb == "approve")))
    return found
