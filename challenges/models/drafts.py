"""Notice and rules while they are being written: every saving is kept, to merge two people's changes and to take them back."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from challenges.models.challenge import Challenge
from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from challenges.rules.upgrades import upgraded


class DraftRevision(models.Model):
    """One saving of a draft: `{"format": 2, "notice": {...}, "rules": {...}}`, in which anything may still be absent.

    The newest one counts. While a challenge is public, its newest revision is where the next amendment begins.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="draft_revisions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    # Path of what was changed, such as `rules/rounds/concept/intake`; empty for the whole.
    part = models.CharField(max_length=300, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "number"], name="draft_revision_number_once")]

    def __str__(self) -> str:
        return f"{self.challenge_id} draft {self.number}"

    @cached_property
    def read(self) -> Document:
        """The same, read with holes."""
        return Document.model_validate(self.plain, context=WITH_HOLES)

    @property
    def plain(self) -> dict[str, Any]:
        """What was saved, as `{"format", "notice", "rules"}` of the newest format; drafts of older formats are read as such."""
        content = upgraded(self.document)
        return {name: content[name] for name in ("format", "notice", "rules", "call") if content.get(name) is not None}
