"""Checking, handing in, taking back, and the receipts."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import perform, person_of
from submissions import exports, services, vault
from submissions.lifecycle import ENTRY
from submissions.models import Receipt
from submissions.queries.anonymity import identity_traces
from submissions.queries.form import sections_of
from submissions.views.access import Place, context_of, place_view
from submissions.views.presenting import gap_links, receipt_facts, receipt_parts
from submissions.views.reading import draft_rows, entry_context

# A version has fewer; a longer text is nobody's page.
MOST_DIGITS = 9


@place_view
@require_GET
def check(request: HttpRequest, place: Place) -> HttpResponse:
    return _check_page(request, place)


@place_view
@require_POST
def submit(request: HttpRequest, place: Place) -> HttpResponse:
    call = lambda: services.submit_entry(place.entry, by=person_of(request), seen=_seen(request))  # noqa: E731 (the service)
    outcome = perform(request, call, verb="submit", reference=place.entry.reference)
    if outcome.result is None:
        links = gap_links(place, sections_of(place.entry, by=request.user), outcome.gaps)
        return _check_page(request, place, status=outcome.status, refusal=links)
    return redirect("submissions:receipt", *place.arguments, outcome.result.number)


@place_view
@require_POST
def confirm(request: HttpRequest, place: Place) -> HttpResponse:
    """Hand in what was handed in once more, under the amended rules."""
    call = lambda: services.confirm_entry(place.entry, by=person_of(request), seen=_seen(request))  # noqa: E731
    outcome = perform(request, call, verb="confirm", reference=place.entry.reference)
    if outcome.result is None:
        context = entry_context(request, place, refusal=outcome.errors)
        return render(request, "submissions/handed_in.html", context, status=outcome.status)
    messages.success(request, _("Confirmed. Your entry stands under the amended rules; this is its new receipt."))
    return redirect("submissions:receipt", *place.arguments, outcome.result.number)


def _seen(request: HttpRequest) -> int | None:
    """Return the number of the version under which the page was read; None where the page named none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < MOST_DIGITS else None


@place_view
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method != "POST":
        gaps = ENTRY.refusals(place.entry, "withdraw", by=request.user)
        return render(request, "submissions/withdraw.html", context_of(place, gaps=gaps))
    outcome = perform(
        request,
        lambda: services.withdraw_entry(place.entry, by=person_of(request)),
        verb="withdraw",
        reference=place.entry.reference,
    )
    if outcome.refused:
        context = context_of(place, gaps=outcome.gaps, refusal=outcome.errors)
        return render(request, "submissions/withdraw.html", context, status=outcome.status)
    messages.success(request, _("Your entry was withdrawn. Your answers are kept as a draft."))
    return redirect("submissions:round", *place.arguments)


@place_view
@require_GET
def receipt(request: HttpRequest, place: Place, receipt: str) -> HttpResponse:
    found = _receipt(place, receipt)
    context = context_of(
        place,
        receipt=found,
        is_newest=vault.newest_deposit(place.entry) == found.deposit,
        facts=receipt_facts(found.statement, found.deposit.received_at),
        files=vault.files_of(found.deposit, by=request.user),
        **receipt_parts(found.statement),
    )
    return render(request, "submissions/receipt.html", context)


@place_view
@require_GET
def receipt_json(request: HttpRequest, place: Place, receipt: str) -> HttpResponse:
    found = _receipt(place, receipt)
    response = JsonResponse({"statement": found.statement, "jws": found.jws}, json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{found.number}.json"'
    return response


@place_view
@require_GET
def receipt_pdf(request: HttpRequest, place: Place, receipt: str) -> HttpResponse:
    found = _receipt(place, receipt)
    return exports.download(exports.receipt_pdf(found), name=f"{found.number}.pdf", media_type="application/pdf")


@place_view
@require_GET
def receipt_content(request: HttpRequest, place: Place, receipt: str) -> HttpResponse:
    """Send the very bytes whose SHA-256 the receipt gives for the answers."""
    content = vault.read_deposit_bytes(_receipt(place, receipt).deposit, by=request.user)
    return exports.download(content, name=f"{receipt}-answers.json", media_type="application/json")


@place_view
@require_GET
def receipt_file(request: HttpRequest, place: Place, receipt: str, number_in_receipt: int) -> FileResponse:
    files = vault.files_of(_receipt(place, receipt).deposit, by=request.user)
    if not 1 <= number_in_receipt <= len(files):
        raise Http404
    return exports.file_response(vault.open_file(files[number_in_receipt - 1].attachment, by=request.user))


def _receipt(place: Place, number: str) -> Receipt:
    receipts = Receipt.objects.select_related("deposit")
    found: Receipt = get_object_or_404(receipts, number=number, deposit__entry=place.entry)
    found.deposit.entry = place.entry
    return found


def _check_page(request: HttpRequest, place: Place, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    if not place.stage.can_write:
        return render(request, "submissions/handed_in.html", entry_context(request, place, **more), status=status)
    gaps = ENTRY.refusals(place.entry, "submit", by=request.user)
    words = ngettext("One thing is missing, see above.", "Some things are missing, see above.", len(gaps))
    page = {
        "rows": draft_rows(request, place, change=True),
        "gaps": gap_links(place, sections_of(place.entry, by=request.user), gaps),
        "seen": {"version": str(place.round.version.number)},
        "submit_reason": words if gaps else "",
        "traces": identity_traces(place.entry, by=request.user) if place.round.rules.is_blind else [],
    }
    return render(request, "submissions/check.html", entry_context(request, place, **(page | more)), status=status)
