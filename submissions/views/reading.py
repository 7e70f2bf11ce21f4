"""What was handed in, as its supplier sees it: the entry, its receipts, the way to the next act."""

from typing import Any

from django.http import HttpRequest

from core.components import SummaryRow
from submissions import vault
from submissions.models import Receipt
from submissions.queries.form import sections_of
from submissions.views.access import Place, context_of
from submissions.views.presenting import answer_rows, title_row


def entry_context(request: HttpRequest, place: Place, **more: Any) -> dict[str, Any]:
    """Return the page of a round beside or after the writing: answers, receipts, and whether the draft differs from them."""
    receipts = list(Receipt.objects.filter(deposit__entry=place.entry).select_related("deposit").order_by("-deposit__number"))
    over = bool(receipts) and not place.stage.can_write
    is_submitted = place.entry.state == "submitted"
    page = {
        "rows": deposit_rows(request, place, receipts[0]) if over else draft_rows(request, place),
        "receipts": receipts,
        "differs": is_submitted and place.stage.can_write and vault.differs_from_deposit(place.entry, by=request.user),
        "seen": {"version": str(place.round.version.number)} if place.stage.behind else {},
        "check": place.entry.admissibilities.last() if place.entry.state == "inadmissible" else None,
    }
    return context_of(place, **(page | more))


def deposit_rows(request: HttpRequest, place: Place, receipt: Receipt) -> list[SummaryRow]:
    """Return what was handed in with `receipt` as rows."""
    deposit = receipt.deposit
    deposit.entry = place.entry

    def file_address(file: vault.ListedFile) -> str:
        return place.url("receipt_file", receipt.number, file.number)

    sections = sections_of(deposit, by=request.user)
    title = vault.read_title(deposit, by=request.user)
    return [title_row(title), *answer_rows(sections, file_address=file_address)]


def draft_rows(request: HttpRequest, place: Place, *, change: bool = False) -> list[SummaryRow]:
    """Return the draft's answers as rows, with links to where they are changed."""

    def file_address(file: vault.ListedFile) -> str:
        return place.url("file", file.attachment.pk)

    sections = sections_of(place.entry, by=request.user)
    change_in = place if change else None
    rows = answer_rows(sections, file_address=file_address, change_in=change_in)
    return [title_row(place.row.proposal.title, change_in=change_in), *rows]
