"""Ranking and report, for the jury under /jury/ and for officials under /desk/: the same pages."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import Outcome, perform, person_of
from core.permissions import may
from evaluation import services
from evaluation.forms import RemarksForm
from evaluation.lifecycle import REPORT
from evaluation.models import Juror, RankingSnapshot, Report
from evaluation.queries.queue import title_of
from evaluation.queries.results import explanation_of, result_of
from evaluation.queries.revealing import signature_reveals
from evaluation.views import lookups


@require_GET
def ranking(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The ranking of a round whose scorecards are all in."""
    report_ = lookups.report_of(request.user, reference, number)
    return _ranking_page(request, report_, report_.round.ranking)


@require_GET
def earlier_ranking(request: HttpRequest, reference: str, number: int, version: int) -> HttpResponse:
    """A ranking of the round by its number, be it one that was superseded."""
    report_ = lookups.report_of(request.user, reference, number)
    return _ranking_page(request, report_, get_object_or_404(report_.round.rankings, number=version))


def _ranking_page(request: HttpRequest, report_: Report, snapshot: RankingSnapshot) -> HttpResponse:
    page = _page(request, report_, snapshot=snapshot)
    series = list(report_.round.rankings.defer("content").order_by("-number"))
    return render(request, "evaluation/ranking.html", {**page, "series": series})


@require_GET
def standing(request: HttpRequest, reference: str, number: int, work_code: str) -> HttpResponse:
    """How one entry came to its rank, step by step; only for codes that the reader may know."""
    report_ = lookups.report_of(request.user, reference, number)
    seat = lookups.seat_under(request.user, report_)
    steps = explanation_of(report_.round, work_code, juror=seat)
    if not steps:
        raise Http404
    page = {
        "round": report_.round,
        "challenge": report_.challenge,
        "title": title_of(report_.challenge),
        "work_code": work_code,
        "steps": steps,
        "back": reverse("evaluation:ranking" if seat else "evaluation:desk_ranking", args=[reference, number]),
    }
    return render(request, "evaluation/standing.html", page)


@require_GET
def ranking_data(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The frozen content of the ranking, to be recomputed; only once names are known, since it tells who stepped back."""
    report_ = lookups.report_of(request.user, reference, number)
    if report_.round.revealed_at is None:
        raise Http404
    snapshot = report_.round.ranking
    body = json.dumps({"sha256": snapshot.sha256, "content": snapshot.content}, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{reference}-round-{number}-ranking.json"'
    return response


@require_GET
def report(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The jury's report: to be written by the chair, read and signed by every juror, printed by anyone who may see it."""
    return _report_page(request, lookups.report_of(request.user, reference, number))


@require_POST
def circulate(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Send the report round for signatures."""
    report_ = lookups.report_of(request.user, reference, number)
    form = RemarksForm(request.POST)
    if not form.is_valid():
        return _report_page(request, report_, form=form, status=422)
    given = form.cleaned_data
    outcome = perform(
        request,
        lambda: services.circulate_report(report_, by=person_of(request), remarks=given["remarks"], ranking=given["ranking"]),
        verb="circulate",
        reference=report_.round.reference,
    )
    written = RemarksForm(initial={"remarks": given["remarks"], "ranking": report_.ranking.number})
    words = _("The report was sent round. Every juror is asked to sign it.")
    return _after(request, report_, outcome, words, form=written if report_.state == Report.State.DRAFT else None)


@require_POST
def sign(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Sign the report."""
    report_ = lookups.report_of(request.user, reference, number)
    # The report that somebody has read, not one that took its place meanwhile.
    seen = request.POST.get("report", "")
    read = get_object_or_404(report_.round.reports, number=int(seen)) if seen.isascii() and seen.isdigit() else report_
    outcome = perform(
        request, lambda: services.sign_report(read, by=person_of(request)), verb="sign", reference=report_.round.reference
    )
    return _after(request, report_, outcome, _("You signed the report."))


def _after(request: HttpRequest, report_: Report, outcome: Outcome[Report], words: str, **context: Any) -> HttpResponse:
    if outcome.refused:
        return _report_page(request, report_, refusal=outcome.errors, status=outcome.status, **context)
    messages.success(request, words)
    return redirect("evaluation:report", report_.challenge.reference, report_.round.number)


def _report_page(request: HttpRequest, report_: Report, *, status: int = 200, **context: Any) -> HttpResponse:
    jurors = report_.panel.active_jurors
    signatures = {signature.juror_id: signature for signature in report_.signatures.select_related("juror__user")}
    seat = next((juror for juror in jurors if juror.user_id == request.user.pk), None)
    circulate_gaps = REPORT.refusals(report_, "circulate", by=request.user)
    written = {"remarks": report_.remarks, "ranking": report_.ranking.number}
    page = {
        "form": None if circulate_gaps else RemarksForm(initial=written),
        "circulate_gaps": circulate_gaps if may(request.user, "evaluation.circulate", report_) else [],
        "signers": _signers(jurors, signatures),
        "reveals": signature_reveals(report_),
        "signed_form": {"report": str(report_.number)},
        "can_sign": seat is not None and report_.state == Report.State.SIGNING and seat.pk not in signatures,
        **context,
    }
    return render(request, "evaluation/report.html", {**_page(request, report_), **page}, status=status)


def _signers(jurors: list[Juror], signatures: dict[int, Any]) -> list[tuple[Juror, Any]]:
    """Return the jurors with their signatures, and whoever signed before leaving the jury."""
    left = [signature.juror for pk, signature in signatures.items() if pk not in {juror.pk for juror in jurors}]
    return [(juror, signatures.get(juror.pk)) for juror in [*jurors, *left]]


def _page(request: HttpRequest, report_: Report, *, snapshot: RankingSnapshot | None = None) -> dict[str, Any]:
    challenge = report_.challenge
    snapshot = snapshot or report_.round.ranking
    seat = lookups.seat_under(request.user, report_)
    return {
        "report": report_,
        "round": report_.round,
        "challenge": challenge,
        "title": title_of(challenge),
        "result": result_of(report_.round, juror=seat, snapshot=snapshot),
        "ranking": snapshot,
        "is_newest": snapshot.newest_of_id is not None,
        # Who sits on the jury comes from their queue; officials come from the desk.
        "is_juror": seat is not None,
        "follows": may(request.user, "evaluation.follow_judging", report_),
    }
