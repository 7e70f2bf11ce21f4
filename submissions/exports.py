"""What leaves the portal as a file: files of entries, and receipts as PDF."""

import json
from decimal import Decimal
from pathlib import Path

import typst
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.wording import grouped, localised, moment_words
from submissions.models import Receipt
from submissions.vault import OpenedFile

_RECEIPT_TEMPLATE = Path(__file__).parent / "receipt.typ"


def file_response(file: OpenedFile, *, inline: bool = False) -> FileResponse:
    """Stream a file that the vault opened, for this reader alone: no cache keeps it, no page may run it as anything but a PDF."""
    response = FileResponse(file.stream, as_attachment=not inline, filename=file.name, content_type=file.media_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Return bytes to be saved under `name`."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return the receipt as an accessible PDF in the active language, with the signed text to be checked on the portal."""
    statement = receipt.statement
    facts = [
        [_("Receipt"), receipt.number],
        [_("Challenge"), statement["challenge"]],
        [_("Round"), str(statement["round"])],
        [_("Work code"), statement["work_code"]],
        *([[_("Lot"), localised(statement["lot"]["title"])]] if "lot" in statement else []),
        [_("Received"), moment_words(receipt.deposit.received_at)],
        [_("Received, UTC"), statement["received_at"]],
        [_("Version of the rules"), f"{statement['version']} · {statement['version_sha256']}"],
        [_("Ledger entry"), f"{statement['ledger']['sequence']} · {statement['ledger']['hash']}"],
    ]
    words = {
        "title": _("Receipt for an entry"),
        "lead": _("This entry arrived at the portal, complete and in time."),
        "parts_title": _("What arrived"),
        "parts_head": [_("Part"), _("Bytes"), _("SHA-256")],
        "signed_title": _("Signed text"),
        "signed_lead": _("Anybody can check this receipt, without an account, at %(address)s")
        % {"address": f"{statement['portal']}{reverse('submissions:verify')}"},
        "language": get_language() or "en",
        "facts": facts,
        "parts": [[part["part"], _grouped_size(part["size"]), part["sha256"]] for part in statement["parts"]],
        "jws": receipt.jws,
    }
    compiled: bytes = typst.compile(str(_RECEIPT_TEMPLATE), format="pdf", sys_inputs={"receipt": json.dumps(words)})
    return compiled


def _grouped_size(size: str) -> str:
    """Return a number of bytes with the separators of the active language."""
    return grouped(Decimal(size), 0)
