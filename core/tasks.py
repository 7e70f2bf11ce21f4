"""The outbox's worker."""

from celery import shared_task

from core import sending

# So many letters go over one connection; the beat comes again for the rest.
_LETTERS_AT_ONCE = 500


@shared_task
def send_mail(mail_id: int) -> None:
    """Send one mail of the outbox."""
    sending.send([mail_id])


@shared_task
def send_waiting_mail() -> None:
    """Send what still waits: mails whose hand-over was lost, whose server was away, or that rested long enough."""
    sending.send(list(sending.due().values_list("pk", flat=True)[:_LETTERS_AT_ONCE]))


@shared_task
def forget_mail_texts() -> None:
    """Empty the texts of letters that were sent long ago."""
    sending.forget_texts()
