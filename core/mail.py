"""The mail outbox: write in the transaction, send after the commit, never a score or a secret. Sending is core.sending's."""

from typing import Any, Protocol

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

from core import clock
from core.folding import one_line
from core.models import OutgoingMail


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
    now = clock.now()
    mail, created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "recipient": to.email,
            "language": to.language,
            "subject": one_line(subject)[:250],
            "text": text.strip() + "\n",
            "html": html,
            "created_at": now,
            "next_try_at": now,
        },
    )
    if created:
        # Robust: a broker that is away costs nothing but minutes, since the beat sweeps what still waits.
        transaction.on_commit(lambda: current_app.send_task("core.tasks.send_mail", [mail.pk]), robust=True)
    return mail


def _plain(template: str, context: dict[str, Any]) -> str:
    """Return plain text: names are written as they are, not as HTML."""
    return str(Engine.get_default().get_template(template).render(Context(context, autoescape=False)))
