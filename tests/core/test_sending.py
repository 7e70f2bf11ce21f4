"""Sending: letters rest longer each time, an outage uses up no try, a refusal goes to the desk, and no letter stops another."""

import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from pytest_django import Settings

from core import clock, sending
from core.models import MailDelivery, OutgoingMail
from core.tasks import forget_mail_texts, send_waiting_mail

pytestmark = pytest.mark.django_db

State = OutgoingMail.State
LATER = smtplib.SMTPRecipientsRefused({"ewa@example.org": (451, b"later")})
NEVER = smtplib.SMTPRecipientsRefused({"ewa@example.org": (550, b"nobody")})
HANGS_UP = smtplib.SMTPRecipientsRefused({"ewa@example.org": (421, b"closing")})


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception]:
    """By address, what a server answers to letters for it; under `open`, what comes of the call itself."""
    planned: dict[str, Exception] = {}
    send_messages = EmailBackend.send_messages

    def answer(backend: EmailBackend, messages: list[EmailMessage]) -> int:
        (message,) = messages
        if message.to[0] in planned:
            raise planned[message.to[0]]
        return int(send_messages(backend, messages))

    def open_connection(_backend: EmailBackend) -> None:
        if "open" in planned:
            raise planned["open"]

    monkeypatch.setattr(EmailBackend, "send_messages", answer)
    monkeypatch.setattr(EmailBackend, "open", open_connection)
    return planned


def make_letter(recipient: str = "ewa@example.org") -> OutgoingMail:
    now = clock.now()
    return OutgoingMail.objects.create(
        key=f"letter:{recipient}",
        recipient=recipient,
        language="en",
        subject="Hello",
        text="Text",
        html="<p>Text</p>",
        created_at=now,
        next_try_at=now,
    )


def sent_to(mailoutbox: list[EmailMessage]) -> list[str]:
    return [message.to[0] for message in mailoutbox]


def test_a_letter_rests_longer_each_time_and_is_given_up_after_three_days(answers: dict[str, Exception]) -> None:
    letter, pauses, moment = make_letter(), [], clock.now() + timedelta(seconds=1)
    answers["ewa@example.org"] = LATER
    while letter.state == State.WAITING:
        with clock.moved_to(moment):
            send_waiting_mail()
            send_waiting_mail()
        letter.refresh_from_db()
        pauses.append(letter.next_try_at - moment)
        moment = letter.next_try_at + timedelta(seconds=1)

    pauses.pop()
    assert pauses == sorted(pauses)
    assert timedelta(days=3) <= sum(pauses, timedelta()) < timedelta(days=3, minutes=5)
    assert (letter.state, letter.attempts, letter.deliveries.count()) == (State.FAILED, len(pauses) + 1, len(pauses) + 1)


def test_an_outage_of_a_week_uses_up_no_try(answers: dict[str, Exception], mailoutbox: list[EmailMessage]) -> None:
    letter, start = make_letter(), clock.now()
    answers["open"] = ConnectionRefusedError("away")
    for day in range(7):
        with clock.moved_to(start + timedelta(days=day, seconds=1)):
            send_waiting_mail()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.deliveries.count()) == (State.WAITING, 0, 7)

    del answers["open"]
    with clock.moved_to(start + timedelta(days=7)):
        send_waiting_mail()
    assert sent_to(mailoutbox) == [letter.recipient]


@pytest.mark.parametrize(
    "problem", [smtplib.SMTPSenderRefused(550, b"not you", "portal"), smtplib.SMTPSenderRefused(451, b"later", "portal")]
)
def test_a_server_that_refuses_the_portal_is_an_outage(answers: dict[str, Exception], problem: Exception) -> None:
    letter = make_letter()
    answers[letter.recipient] = problem
    send_waiting_mail()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.WAITING, 0)


@pytest.mark.parametrize(
    "problem", [NEVER, smtplib.SMTPDataError(554, b"spam"), ValueError("no address"), smtplib.SMTPNotSupportedError()]
)
def test_a_refusal_for_good_goes_to_the_desk_at_once(answers: dict[str, Exception], problem: Exception) -> None:
    letter = make_letter()
    answers[letter.recipient] = problem
    send_waiting_mail()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.FAILED, 1)


@pytest.mark.parametrize("problem", [LATER, NEVER, smtplib.SMTPDataError(452, b"full"), ValueError("no address")])
def test_one_bad_address_stops_no_other(
    answers: dict[str, Exception], mailoutbox: list[EmailMessage], problem: Exception
) -> None:
    bad, good = make_letter(), make_letter("jan@example.org")
    answers[bad.recipient] = problem
    send_waiting_mail()
    assert sent_to(mailoutbox) == [good.recipient]


@pytest.mark.parametrize("problem", [HANGS_UP, smtplib.SMTPServerDisconnected("gone"), TimeoutError("timed out")])
def test_a_letter_on_which_the_server_hangs_up_is_behind_the_others_next_time(
    answers: dict[str, Exception], mailoutbox: list[EmailMessage], problem: Exception
) -> None:
    bad, good = make_letter(), make_letter("jan@example.org")
    answers[bad.recipient] = problem
    send_waiting_mail()
    assert sent_to(mailoutbox) == []
    good.refresh_from_db()
    assert good.deliveries.count() == 0

    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        send_waiting_mail()
    assert sent_to(mailoutbox) == [good.recipient]


def test_a_letter_that_another_worker_holds_is_not_sent_twice(mailoutbox: list[EmailMessage]) -> None:
    letter = make_letter()
    assert sending._take(letter.pk)
    sending.send([letter.pk])
    assert sent_to(mailoutbox) == []

    with clock.moved_to(clock.now() + sending.LEASE + timedelta(seconds=1)):
        send_waiting_mail()
    assert sent_to(mailoutbox) == [letter.recipient]


@pytest.fixture
def failed(answers: dict[str, Exception]) -> OutgoingMail:
    letter = make_letter()
    answers[letter.recipient] = NEVER
    send_waiting_mail()
    return letter


def run(*words: str) -> str:
    out = StringIO()
    call_command("mail", *words, stdout=out)
    return out.getvalue()


def test_the_lists_say_who_what_and_why(failed: OutgoingMail) -> None:
    waiting = make_letter("jan@example.org")
    (line,) = run("failed").splitlines()
    key, recipient, subject, tries, _moment, why = line.split("\t")
    assert (key, recipient, subject, tries) == (failed.key, failed.recipient, failed.subject, "1")
    assert "nobody" in why
    assert run("waiting").split("\t")[:2] == [waiting.key, waiting.recipient]


@pytest.mark.parametrize(("words", "recipient"), [((), "ewa@example.org"), (("--to", "new@example.org"), "new@example.org")])
def test_what_failed_is_sent_once_more(
    failed: OutgoingMail, answers: dict[str, Exception], mailoutbox: list[EmailMessage], words: tuple[str, ...], recipient: str
) -> None:
    answers.clear()
    run("resend", failed.key, *words)
    send_waiting_mail()
    assert sent_to(mailoutbox) == [recipient]


def test_what_did_not_fail_is_not_sent_again() -> None:
    letter = make_letter()
    send_waiting_mail()
    with pytest.raises(CommandError):
        run("resend", letter.key)
    letter.refresh_from_db()
    assert letter.state == State.SENT


def test_no_letter_goes_to_what_is_no_address(failed: OutgoingMail) -> None:
    with pytest.raises(CommandError):
        run("resend", failed.key, "--to", "nobody")
    failed.refresh_from_db()
    assert (failed.state, failed.recipient) == (State.FAILED, "ewa@example.org")


def test_texts_are_forgotten_after_their_time_and_only_of_what_was_sent(settings: Settings) -> None:
    settings.MAIL_TEXT_DAYS = 10
    sent = make_letter()
    send_waiting_mail()
    waiting, start = make_letter("jan@example.org"), clock.now()

    def texts(day: int) -> list[str]:
        with clock.moved_to(start + timedelta(days=day)):
            forget_mail_texts()
        return list(OutgoingMail.objects.order_by("pk").values_list("text", flat=True))

    assert texts(9) == [sent.text, waiting.text]
    assert texts(11) == ["", waiting.text]
    assert MailDelivery.objects.filter(mail=sent, error="").exists()
