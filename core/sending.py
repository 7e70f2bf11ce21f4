"""Sending what the outbox holds: at least once, over one connection, and never within a transaction.

At least once: a worker that dies after the server took a letter, and before that was noted, leaves a letter that is sent again.
Both copies carry the same Message-ID.
"""

import smtplib
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet

from core import clock
from core.models import MailDelivery, OutgoingMail

State = OutgoingMail.State

# How long a letter rests after each try that the server answered by "later". Together three days:
# RFC 5321 (4.5.4.1) asks a server that hands on for four or five, but the desk should learn sooner that somebody was not reached.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1540)]
# How long the outbox rests when there is no server to speak to. It is an answer about the server, not about a letter.
PAUSE_OF_OUTAGE = timedelta(minutes=1)
# How long a letter belongs to the worker that took it: far more than its connection may stand still in all.
LEASE = timedelta(minutes=10)
_PERMANENT = 500
_HANGS_UP = 421


class OutageError(Exception):
    """Nobody could be spoken to, or the server takes no letter of the portal's at all."""


class LaterError(Exception):
    """The server did not take this letter now."""


class RefusedError(Exception):
    """The letter will never be taken as it is."""


def due() -> QuerySet[OutgoingMail]:
    """Return the letters that may be tried now, the longest due first."""
    return OutgoingMail.objects.filter(state=State.WAITING, next_try_at__lte=clock.now()).order_by("next_try_at", "pk")


def outbox() -> dict[str, int | str | None]:
    """Return how many letters wait and failed, and when the oldest that waits was written (ISO 8601), if any does."""
    waiting = Count("pk", filter=Q(state=State.WAITING))
    failed = Count("pk", filter=Q(state=State.FAILED))
    oldest = Min("created_at", filter=Q(state=State.WAITING))
    told = OutgoingMail.objects.aggregate(waiting=waiting, failed=failed, oldest=oldest)
    return {**told, "oldest": told["oldest"] and told["oldest"].isoformat()}


def send(mail_ids: Iterable[int]) -> None:
    """Try each letter that is due, over one connection; stop when the connection does, since the others would fare no better."""
    connection = get_connection()
    try:
        for mail_id in mail_ids:
            mail = _take(mail_id)
            if mail is not None and not _try(mail, connection):
                return
    finally:
        _close(connection)


def _take(mail_id: int) -> OutgoingMail | None:
    """Take a letter for `LEASE`, so that no two workers send it; None if it is not due, or another's."""
    if not due().filter(pk=mail_id).update(next_try_at=clock.now() + LEASE):
        return None
    return OutgoingMail.objects.get(pk=mail_id)


def _try(mail: OutgoingMail, connection: BaseEmailBackend) -> bool:
    """Try one letter, note what came of it, and return whether the connection can be used for the next one."""
    try:
        _hand_over(mail, connection)
    except OutageError as problem:
        mail.next_try_at = clock.now() + PAUSE_OF_OUTAGE
        _note(mail, problem)
        return False
    except LaterError as problem:
        _let_rest(mail)
        _note(mail, problem)
        return _is_still_spoken_to(problem)
    except RefusedError as problem:
        mail.attempts += 1
        mail.state = State.FAILED
        _note(mail, problem)
    else:
        mail.attempts += 1
        mail.state, mail.sent_at = State.SENT, clock.now()
        _note(mail, None)
    return True


def _hand_over(mail: OutgoingMail, connection: BaseEmailBackend) -> None:
    """Hand a letter to the mail server; raise `OutageError`, `LaterError` or `RefusedError`, each from its cause."""
    try:
        connection.open()
    except OSError as problem:
        raise OutageError from problem
    try:
        connection.send_messages([message_of(mail)])
    except smtplib.SMTPSenderRefused as problem:
        # The sender is the same in every letter.
        raise OutageError from problem
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _said in problem.recipients.values()]
        raise (RefusedError if min(codes) >= _PERMANENT else LaterError) from problem
    except smtplib.SMTPDataError as problem:
        raise (RefusedError if problem.smtp_code >= _PERMANENT else LaterError) from problem
    except (ValueError, smtplib.SMTPNotSupportedError) as problem:
        # An address or a line that cannot be written in a letter, or not to this server.
        raise RefusedError from problem
    except OSError as problem:
        # The connection was lost, perhaps after the server took the letter. A letter that kills its server must end one day.
        raise LaterError from problem


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the letter as it is sent: by a machine (RFC 3834), and known again by its Message-ID if it comes twice."""
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message


def message_id(mail: OutgoingMail) -> str:
    """Return the same for every copy of a letter. The key stays unsaid: it may hold what opens a door."""
    return f"<{sha256(mail.key.encode()).hexdigest()[:32]}@{urlsplit(settings.PORTAL_BASE_URL).hostname}>"


def _let_rest(mail: OutgoingMail) -> None:
    """Let a letter rest, longer each time; once all pauses are used up, give it to the desk."""
    if mail.attempts < len(PAUSES):
        mail.next_try_at = clock.now() + PAUSES[mail.attempts]
    else:
        mail.state = State.FAILED
    mail.attempts += 1


def _is_still_spoken_to(problem: LaterError) -> bool:
    """Return whether the server answered, and did not hang up."""
    match problem.__cause__:
        case smtplib.SMTPRecipientsRefused() as refused:
            return all(code != _HANGS_UP for code, _said in refused.recipients.values())
        case smtplib.SMTPResponseException() as answer:
            return answer.smtp_code != _HANGS_UP
        case _:
            return False


def _note(mail: OutgoingMail, problem: Exception | None) -> None:
    """Store what came of a try, with the words of the mail server, which stand in no log."""
    cause = problem and problem.__cause__
    error = f"{type(cause).__name__}: {cause}" if cause else ""
    with transaction.atomic():
        mail.save(update_fields=["attempts", "state", "sent_at", "next_try_at"])
        MailDelivery.objects.create(mail=mail, tried_at=clock.now(), error=error)


@transaction.atomic
def resend(key: str, *, to: str = "") -> OutgoingMail:
    """Let a letter that failed be tried anew, if need be at another address; raise `OutgoingMail.DoesNotExist` if none failed."""
    mail = OutgoingMail.objects.select_for_update().get(key=key, state=State.FAILED)
    if to:
        validate_email(to)
        mail.recipient = to
    mail.state, mail.attempts, mail.next_try_at = State.WAITING, 0, clock.now()
    mail.save(update_fields=["recipient", "state", "attempts", "next_try_at"])
    return mail


def forget_texts() -> int:
    """Empty the texts of letters that were sent long ago, and return how many; that they were sent stays known."""
    old = OutgoingMail.objects.filter(state=State.SENT, sent_at__lt=clock.now() - timedelta(days=settings.MAIL_TEXT_DAYS))
    return old.exclude(text="").update(text="", html="")


def _close(connection: BaseEmailBackend) -> None:
    """Say goodbye; a server that is gone already takes nothing back by that."""
    try:
        connection.close()
    except OSError:
        return
