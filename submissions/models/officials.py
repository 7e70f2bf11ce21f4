"""What officials do with entries: open them together, and check each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.models import Round
from submissions.models.entries import Entry


class Admissibility(models.Model):
    """The secretary's formal check of an opened entry: outcome and reasons; the newest one counts."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="admissibilities")
    is_admissible = models.BooleanField()
    reason = models.TextField(_("Reason"), blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["checked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.is_admissible}"


class OpeningConsent(models.Model):
    """One official's consent to open a round; the round opens with the last one that its rules ask for."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opening_consents")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "given_by"], name="opening_consent_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.given_by}"
