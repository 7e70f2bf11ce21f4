"""Checking a receipt: for everybody, without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from submissions.forms import VerifyForm
from submissions.queries.verification import VerifiedReceipt, known_parts, verified_receipt
from submissions.views.presenting import receipt_facts, receipt_parts


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    if not form.is_valid():
        return render(request, "submissions/verify.html", {"form": form}, status=422 if form.is_bound else 200)
    receipt = verified_receipt(form.token) if form.token else None
    context = {
        "form": form,
        "asked_for_receipt": bool(form.token),
        "receipt": receipt,
        "hash": form.hash,
        "belongs": bool(receipt and form.hash and receipt.has_part(form.hash)),
        "known": known_parts(form.hash) if form.hash and not form.token else [],
        **(_contents(receipt) if receipt else {}),
    }
    return render(request, "submissions/verify.html", context)


def _contents(receipt: VerifiedReceipt) -> dict[str, Any]:
    return {"facts": receipt_facts(receipt.statement, receipt.received_at), **receipt_parts(receipt.statement)}
