"""A competition from a file, or from a text that is pasted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import Role
from challenges.rules.reading import Reading, read, read_file
from core.forms import Form


class ImportForm(Form):
    """Whose draft it becomes, and the document; `reading` is what the document says, once the form was checked."""

    mark_optional = False
    authority = forms.ModelChoiceField(label=_("Authority"), queryset=Organisation.objects.none())
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("A document in JSON, as this portal exports it. A file goes before what stands in the text below."),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        # White space at either end belongs to the lines that are counted.
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "portal-codes"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading: Reading | None = None
        authorities = Organisation.objects.authorities().with_role(user, Role.AUTHOR)
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]
        if len(authorities) == 1:
            self.initial.setdefault("authority", authorities[0])

    def clean(self) -> dict[str, Any]:
        """Read the document; what is to be said of it is no error of the form."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if file is None and not text.strip():
            raise ValidationError(_("Choose a file, or paste the text of the document."))
        self.reading = read(text) if file is None else read_file(file.file)
        if self.reading.text:
            # What a browser would not send again stands in the text from now on.
            self.data = {**self.data, "text": self.reading.text}
        return cleaned
