"""The supplier's list of proposals, one proposal, and starting one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import Outcome, perform, person_of
from accounts.models import User, Visitor
from accounts.services import enter_as_natural_person
from challenges.models import Challenge
from core import clock
from core.components import Button, Column, SummaryRow
from submissions import outcomes, services
from submissions.forms import LotForm, StartForm, TitleForm
from submissions.forms.starting import AS_PERSON
from submissions.models import Proposal
from submissions.participation import lot_title, lots_offered
from submissions.queries.proposals import ProposalRow, proposals_of
from submissions.queries.starting import outline_of, suppliers_to_start_for
from submissions.views.access import proposal_view


@login_required
@require_GET
def my(request: HttpRequest) -> HttpResponse:
    rows = proposals_of(request.user, now=clock.now())
    current = [row for row in rows if any(stage.can_write for stage in row.stages)]
    context = {
        "now": clock.now(),
        "current": current,
        "others": [row for row in rows if row not in current],
        "find": Button(text=_("Find a challenge"), href=reverse("pages:challenges")),
    }
    return render(request, "submissions/my.html", context)


@proposal_view
@require_GET
def proposal(request: HttpRequest, row: ProposalRow) -> HttpResponse:
    return render(request, "submissions/proposal.html", _proposal_context(request, row))


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, reference: str) -> HttpResponse:
    public = Challenge.objects.public().select_related("authority", "published_version")
    challenge = get_object_or_404(public, reference=reference)
    data = request.POST if request.method == "POST" else None
    lots = {lot.key: lot_title(challenge.rules, lot.key) for lot in lots_offered(challenge.rules)}
    form = StartForm(suppliers_to_start_for(request.user, challenge), lots, data)
    if request.user.is_authenticated and form.is_valid():
        outcome: Outcome[Proposal] = perform(
            request, lambda: _start(challenge, person_of(request), form), verb="start", reference=challenge.reference
        )
        if outcome.result is not None:
            begun = outcome.result.entries.select_related("round").order_by("pk")[0]
            return redirect("submissions:round", _address_of(outcome.result, request.user), begun.round.number)
        context = _start_context(request, challenge, form) | {"refusal": outcome.errors}
        return render(request, "submissions/start.html", context, status=outcome.status)
    context = _start_context(request, challenge, form)
    return render(request, "submissions/start.html", context, status=422 if form.is_bound else 200)


@proposal_view
@require_http_methods(["GET", "HEAD", "POST"])
def title(request: HttpRequest, row: ProposalRow) -> HttpResponse:
    form = TitleForm(request.POST or None, initial={"title": row.proposal.title})
    context: dict[str, Any] = {"row": row, "challenge": row.proposal.challenge, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "submissions/title.html", context, status=422 if form.is_bound else 200)
    outcome = perform(
        request,
        lambda: services.name_proposal(row.proposal, by=person_of(request), title=form.cleaned_data["title"]),
        verb="edit",
        reference=row.proposal.challenge.reference,
    )
    if outcome.refused:
        return render(request, "submissions/title.html", context | {"refusal": outcome.errors}, status=outcome.status)
    return redirect("submissions:round", row.address, row.current.round.number)


@proposal_view
@require_http_methods(["GET", "HEAD", "POST"])
def lot(request: HttpRequest, row: ProposalRow) -> HttpResponse:
    """Change the lot of a proposal of which nothing is handed in."""
    rules = row.proposal.challenge.rules
    offered = {each.key: lot_title(rules, each.key) for each in lots_offered(rules)}
    form = LotForm(offered, request.POST or None, initial={"lot": row.proposal.lot_key})
    context: dict[str, Any] = {"row": row, "challenge": row.proposal.challenge, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "submissions/lot.html", context, status=422 if form.is_bound else 200)
    outcome: Outcome[Proposal] = perform(
        request,
        lambda: services.change_lot(row.proposal, by=person_of(request), lot=form.cleaned_data["lot"]),
        verb="change_lot",
        reference=row.proposal.challenge.reference,
    )
    if outcome.result is None:
        return render(request, "submissions/lot.html", context | {"refusal": outcome.errors}, status=outcome.status)
    return redirect("submissions:proposal", _address_of(outcome.result, request.user))


@proposal_view
@require_POST
def start_round(request: HttpRequest, row: ProposalRow, number: int) -> HttpResponse:
    stage = get_object_or_404(row.proposal.challenge.rounds, number=number)
    stage.challenge = row.proposal.challenge
    outcome = perform(
        request,
        lambda: services.start_entry(row.proposal, by=person_of(request), round=stage),
        verb="start",
        reference=stage.reference,
    )
    if not outcome.refused:
        return redirect("submissions:round", row.address, number)
    context = _proposal_context(request, row) | {"refusal": outcome.errors}
    return render(request, "submissions/proposal.html", context, status=outcome.status)


def _start(challenge: Challenge, user: User, form: StartForm) -> Proposal:
    """Run the service for whom the form names; only suppliers that were offered can be chosen."""
    chosen = form.cleaned_data["supplier"]
    if chosen == AS_PERSON:
        supplier = enter_as_natural_person(by=user, name=user.name or user.email.partition("@")[0])
    else:
        supplier = next(supplier for supplier in suppliers_to_start_for(user, challenge) if supplier.slug == chosen)
    lot = form.cleaned_data.get("lot", "")
    return services.start_proposal(challenge, by=user, supplier=supplier, title=form.cleaned_data["title"], lot=lot)


def _start_context(request: HttpRequest, challenge: Challenge, form: StartForm) -> dict[str, Any]:
    here = reverse("submissions:start", args=[challenge.reference])
    outline = outline_of(challenge, by=request.user)
    if outline is None:
        raise Http404
    return {
        "challenge": challenge,
        "challenge_url": reverse("pages:challenge", args=[challenge.reference]),
        "outline": outline,
        "form": form,
        "weights_head": [_("Criterion"), Column(text=_("Weight"), numeric=True)],
        "weights": [list(row) for row in outline.weights],
        "sign_in_url": f"{reverse('account_login')}?next={here}",
        "sign_up_url": f"{reverse('account_signup')}?next={here}",
        "organisation_url": f"{reverse('accounts:new_organisation')}?next={here}",
    }


def _address_of(subject: Proposal, user: Visitor) -> str:
    rows = proposals_of(user, now=clock.now(), reference=subject.challenge.reference)
    return next(row.address for row in rows if row.proposal == subject)


def _proposal_context(request: HttpRequest, row: ProposalRow) -> dict[str, Any]:
    subject = row.proposal
    version = subject.challenge.published_version
    address = reverse("pages:challenge", args=[subject.challenge.reference])
    return {
        "row": row,
        "challenge": subject.challenge,
        "challenge_title": version.titles if version else {},
        "parts": [(stage, outcomes.parts(stage.entry, request.user) if stage.entry else []) for stage in row.stages],
        "facts": [
            SummaryRow(key=_("Title of your solution"), value=subject.title or _("Not answered")),
            *_lot_row(row),
            SummaryRow(key=_("Taking part"), value=subject.supplier.name),
            SummaryRow(key=_("Authority"), value=subject.challenge.authority.name, href=address, action=_("See the challenge")),
        ],
    }


def _lot_row(row: ProposalRow) -> list[SummaryRow]:
    """Return the lot as a row, with a link to where it is changed as long as nothing is handed in."""
    subject = row.proposal
    if not subject.lot_key:
        return []
    is_draft = all(stage.entry is None or (stage.can_write and stage.entry.deposited_under is None) for stage in row.stages)
    href = reverse("submissions:lot", args=[row.address]) if is_draft else ""
    return [SummaryRow(key=_("Lot"), value=subject.lot_title, href=href)]
