"""The mail outbox: write in the transaction, send after the commit, never twice, never a score or a secret."""

from typing import Any, Protocol

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

from core import clock
from core.folding import one_line
from core.models import MailDelivery, OutgoingMail

MAX_ATTEMPTS = 8


class Recipient(Protocol):
    """Somebody to whom a mail goes."""

    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...


def queue_mail(*, key: str, to: Recipient, template: str, context: dict[str, Any]) -> OutgoingMail:
    """Put one mail into the outbox, to be sent after the commit.

    `key` names the fact and the person (e.g. `receipt:17:3`); a second call with it changes nothing. `to` is a user (`email`,
    `language`, `name`). `template` is the stem of a file under `templates/emails/`: `<template>.txt` holds the subject in its
    first line, an empty line, then the plain text; the HTML part is made from the same text. `context` may hold `path`, the site
    path of the one link: a text, or a function that returns it in the recipient's language.
    """
    with translation.override(to.language):
        path = context.get("path", "")
        url = f"{settings.PORTAL_BASE_URL}{path() if callable(path) else path}"
        full = {"portal_name": settings.PORTAL_NAME, "person": to, **context, "url": url}
        subject, _blank, text = _plain(f"emails/{template}.txt", full).strip().partition("\n")
        html = render_to_string("emails/base.html", {**full, "subject": subject, "paragraphs": text.strip().split("\n\n")})
    mail, created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "recipient": to.email,
            "language": to.language,
            "subject": one_line(subject)[:250],
            "text": text.strip() + "\n",
            "html": html,
            "created_at": clock.now(),
        },
    )
    if created:
        # Robust: a broker that is away costs nothing but minutes, since the beat sweeps what still waits.
        transaction.on_commit(lambda: current_app.send_task("core.tasks.send_mail", [mail.pk]), robust=True)
    return mail


def _plain(template: str, context: dict[str, Any]) -> str:
    """Return plain text: names are written as they are, not as HTML."""
    return str(Engine.get_default().get_template(template).render(Context(context, autoescape=False)))


def deliver_mail(mail_id: int) -> None:
    """Try to send one waiting mail and log the attempt. The row lock keeps two workers from sending it twice."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(pk=mail_id, state=OutgoingMail.State.WAITING).first()
        if mail is None:
            return
        message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient])
        message.attach_alternative(mail.html, "text/html")
        mail.attempts += 1
        error = ""
        try:
            message.send()
        except OSError as problem:
            # Every failure of a mail server or of the way to it is an OSError (smtplib.SMTPException is one).
            error = f"{type(problem).__name__}: {problem}"
            if mail.attempts >= MAX_ATTEMPTS:
                mail.state = OutgoingMail.State.FAILED
        else:
            mail.state = OutgoingMail.State.SENT
            mail.sent_at = clock.now()
        mail.save(update_fields=["attempts", "state", "sent_at"])
        MailDelivery.objects.create(mail=mail, tried_at=clock.now(), error=error)
