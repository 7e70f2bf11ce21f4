"""Frozen versions: what a second person approves and what the public reads."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.rules.document import Document
from challenges.rules.outline import outline
from challenges.rules.stored import document_of
from core.constraints import paired
from core.translated import TranslatedTextField


class ChallengeVersion(models.Model):
    """Words and rules as canonical JSON, and their hash. Content never changes: a trigger of the database forbids it.

    A version is a candidate until it is published and gets its number; a candidate that was returned stays without one.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Number"), null=True, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # Of the rules alone, so that anybody can compare them without the words; null in format 1, which had no such part.
    rules_sha256 = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is not "no digits"
    # What it was frozen from, to see whether something was changed since; null in format 1.
    draft_number = models.PositiveIntegerField(null=True)
    words_sha256 = models.CharField(max_length=64, null=True)  # noqa: DJ001
    # Copies out of the content, so that lists need not load it: the outline without the long parts, and two texts.
    figures = models.JSONField(default=dict)
    titles = TranslatedTextField(_("Title"))
    summaries = TranslatedTextField(_("Summary"))
    # All words in all languages as they are searched (core.folding).
    search_text = models.TextField(default="", editable=False)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [
            *paired("version", "published"),
            models.UniqueConstraint(fields=["challenge", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.challenge.reference} v{self.number or '–'}"

    @property
    def document(self) -> Document:
        """Notice, words and rules as typed values, read once per process."""
        return document_of(self.sha256, lambda: self.content)

    @property
    def outline(self) -> dict[str, Any]:
        """The document in the few figures that lists and letters name: in format 1 it was that by itself."""
        content: dict[str, Any] = self.content
        return outline(self.document) if "format" in content else content

    def words(self, language: str) -> tuple[dict[str, Any], str]:
        """Return the words in `language`, or in the first language there is, and the language they are in."""
        words: dict[str, dict[str, Any]] = self.content["words"]
        found = language if language in words else next(iter(words))
        return words[found], found
