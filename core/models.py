"""Tables that know no app: the reference counter and the mail outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceCounter(models.Model):
    """The last number given out in a series such as `GT-2026`."""

    series = models.CharField(max_length=30, primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last_number}"


class OutgoingMail(models.Model):
    """One mail to one person, stored in the transaction that caused it and sent after the commit.

    `key` makes the outbox idempotent: the same fact told to the same person twice is one row. `attempts` are those that the mail
    server answered for this letter: an outage uses up none.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    # Not before; whoever tries puts it off first, so that nobody else tries meanwhile.
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"


class MailDelivery(models.Model):
    """One attempt to hand a mail to the mail server, and what came of it."""

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="deliveries")
    tried_at = models.DateTimeField()
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.mail_id}: {self.error or 'sent'}"
