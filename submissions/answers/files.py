"""Questions that are answered by files."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from challenges.rules.questions import AmountLimit, QuestionKind
from submissions.answers.asked import Answer, Asked, Given, Typed

# Where the rules ask for any number of files: as many as somebody can still look through.
MOST_FILES = 20


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str) -> Any:
        """Return one of them, for the field knows no more: whoever takes them in checks each."""
        return files.get(name)


class File(Asked):
    """Files, of which the portal takes PDF alone. A question without a limit of files takes one."""

    kinds: ClassVar[tuple[QuestionKind, ...]] = ("file",)
    takes_files = True

    @property
    def places(self) -> int:
        """How many files it takes; a new one takes the place of the former where there is one place."""
        limits = [limit for limit in self.question.limits if isinstance(limit, AmountLimit) and limit.kind == "files"]
        return min((int(Decimal(limit.at_most)) if limit.at_most else MOST_FILES for limit in limits), default=1)

    def field(self, **common: Any) -> forms.Field:
        widget = _SeveralFiles if self.places > 1 else forms.FileInput
        return forms.FileField(widget=widget(attrs={"accept": "application/pdf,.pdf"}), allow_empty_file=True, **common)

    def kept(self, _value: Typed) -> Answer:
        """Return nothing: files are not kept among the answers."""
        return ""

    def is_given(self, given: Given) -> bool:
        return bool(given.files_to(self.key))
