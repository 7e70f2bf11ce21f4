"""The outbox's worker."""

from celery import shared_task

from core import mail
from core.models import OutgoingMail


@shared_task
def send_mail(mail_id: int) -> None:
    """Send one mail of the outbox."""
    mail.deliver_mail(mail_id)


@shared_task
def send_waiting_mail() -> None:
    """Send what still waits: mails whose hand-over was lost, or whose server was away."""
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).order_by("created_at")
    for mail_id in waiting.values_list("pk", flat=True)[:500]:
        mail.deliver_mail(mail_id)
