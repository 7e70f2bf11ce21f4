"""The append-only record of what happened. Triggers of the database forbid UPDATE and DELETE on both tables."""

from django.db import models


class Event(models.Model):
    """One thing that happened, chained to the one before it.

    No foreign keys and no personal data: people are named by their opaque ledger name (`accounts.User.ledger_name`), things by
    their reference, so that erasing an account never touches the chain.
    """

    sequence = models.BigIntegerField(primary_key=True)
    # The text that was hashed is the text that is kept: databases differ in how they round a time.
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=60)
    object_reference = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_reference", "sequence"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.object_reference}"


class Head(models.Model):
    """A published Merkle root over the first `size` events (RFC 6962): whoever noted it can prove a later change."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    last_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    occasion = models.CharField(max_length=60)
    signature = models.TextField()

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return f"{self.size}: {self.root[:12]}"
