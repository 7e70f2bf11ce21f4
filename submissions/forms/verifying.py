"""Checking a receipt, and whether a file belongs to it."""

import hashlib
import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.forms import Form, LongTextField

_RECEIPT_BYTES = 100_000


class VerifyForm(Form):
    """A receipt as text or file, a file or its SHA-256, or both."""

    mark_optional = False

    receipt = LongTextField(
        label=_("Receipt"),
        required=False,
        rows=5,
        help_text=_("Paste the signed text, or the whole content of the JSON file that you downloaded."),
    )
    receipt_file = forms.FileField(label=_("Or choose the receipt as a JSON file"), required=False)
    file = forms.FileField(
        label=_("A file that was handed in"),
        required=False,
        help_text=_("To see whether exactly this file arrived. It is compared and not kept."),
    )
    sha256 = forms.CharField(
        label=_("Or its SHA-256"), required=False, max_length=100, help_text=_("64 digits and letters from a to f.")
    )

    def clean_receipt_file(self) -> str:
        """Return the text of the file."""
        file = self.cleaned_data["receipt_file"]
        if not file:
            return ""
        if file.size > _RECEIPT_BYTES:
            raise ValidationError(_("This is no receipt: a receipt is a small text file."))
        try:
            return str(file.read().decode())
        except UnicodeDecodeError as binary:
            raise ValidationError(_("This is no receipt: choose the JSON file that you downloaded.")) from binary

    def clean_receipt(self) -> str:
        """Return the text, if it is not too long to be a receipt."""
        text = self.cleaned_data["receipt"]
        if len(text) > _RECEIPT_BYTES:
            raise ValidationError(_("This is no receipt: a receipt is a small text file."))
        return text

    def clean_file(self) -> str:
        """Return the SHA-256 of the file, read in pieces."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > settings.UPLOAD_MAX_BYTES:
            limit = {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}
            raise ValidationError(_("The file is larger than %(limit)s, so it cannot have been handed in here.") % limit)
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest()

    def clean_sha256(self) -> str:
        """Return the hash in lower case, without spaces."""
        text = "".join(self.cleaned_data["sha256"].split()).lower()
        if text and not re.fullmatch(r"[0-9a-f]{64}", text):
            raise ValidationError(_("A SHA-256 has 64 digits and letters from a to f."))
        return text

    def clean(self) -> dict[str, Any]:
        """Demand something to check."""
        found = super().clean() or {}
        if not self.errors and not any(found.values()):
            raise ValidationError(_("Paste or choose a receipt, or choose a file."))
        return found

    @property
    def token(self) -> str:
        return self.cleaned_data["receipt"] or self.cleaned_data["receipt_file"]

    @property
    def hash(self) -> str:
        return self.cleaned_data["file"] or self.cleaned_data["sha256"]
