"""The outbox and a real mail server: what arrives there, and what becomes of a letter while it does not."""

import asyncio
import email
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings as portal_settings
from pytest_django import Settings

from accounts.models import Organisation
from accounts.roles import Role
from accounts.services import grant_role
from core import clock
from core.models import OutgoingMail
from core.tasks import send_waiting_mail
from tests.factories.accounts import make_supplier, make_user
from tests.parts.installation import production_settings

pytestmark = pytest.mark.django_db

ACCEPTED = "250 OK"
# Hostile: after the end of its line would follow a header of its own, and a text.
SUPPLIER = "Żółta Łódź\r\nBcc: spy@example.org\r\n\r\n<b>Gęś</b>"
SUBJECT = "Twoja rola to teraz Właściciel w Żółta Łódź"


class MailServer(Controller):
    """A mail server of this machine that keeps its letters, on a port that the system chooses at the first start."""

    def __init__(self) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0)
        self.letters: list[Envelope] = []
        # Addresses and ports from which letters came.
        self.connections: set[tuple[str, int]] = set()
        self.dies_after_data = False
        self.answers = {"RCPT": ACCEPTED, "DATA": ACCEPTED}

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers["RCPT"]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        self.connections.add(session.peer)
        if self.answers["DATA"] == ACCEPTED:
            self.letters.append(envelope)
        if self.dies_after_data:
            assert server.transport
            server.transport.abort()
        return self.answers["DATA"]

    def start(self) -> None:
        """Start, or come back at the same port after a stop, which closed the loop."""
        if self.loop.is_closed():
            self.loop = asyncio.new_event_loop()
        super().start()

    def _trigger_server(self) -> None:
        """Learn the port before the start is tried out."""
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _installation(settings: Settings, mail_server: MailServer) -> None:
    """Send mail as an installation does that was told of the server."""
    production = production_settings(PORTAL_EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}")
    for name in [name for name in production if name.startswith("EMAIL_")]:
        setattr(settings, name, production[name])


@pytest.fixture
def letter() -> OutgoingMail:
    """A letter in Polish that tells somebody of their role in the supplier."""
    supplier = make_supplier()
    # Past the service, which takes no such name.
    Organisation.objects.filter(pk=supplier.pk).update(name=SUPPLIER)
    supplier.refresh_from_db()
    person = make_user("Łukasz Źdźbło", email="lukasz@example.org", language="pl")
    grant_role(supplier, by=supplier.owner, user=person, role=Role.OWNER)
    return OutgoingMail.objects.get()


def errors_of(letter: OutgoingMail) -> list[str]:
    return list(letter.deliveries.order_by("pk").values_list("error", flat=True))


def assert_delivered_after_a_rest(letter: OutgoingMail, server: MailServer, *, attempts: int) -> None:
    """Fail unless the letter waited until now, and arrives once when it is tried again, and again."""
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, server.letters) == (OutgoingMail.State.WAITING, attempts, [])

    with clock.moved_to(letter.next_try_at + timedelta(seconds=1)):
        send_waiting_mail()
        send_waiting_mail()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, len(server.letters)) == (OutgoingMail.State.SENT, attempts + 1, 1)
    assert errors_of(letter)[1:] == [""]


def arrived(server: MailServer) -> tuple[Envelope, EmailMessage]:
    """Return the one letter that arrived: its envelope, and what is in it."""
    (envelope,) = server.letters
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, policy=modern)
    assert isinstance(message, EmailMessage)
    return envelope, message


def test_a_letter_arrives_once_and_whole(mail_server: MailServer, letter: OutgoingMail) -> None:
    send_waiting_mail()
    send_waiting_mail()

    envelope, message = arrived(mail_server)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("portal@localhost", ["lukasz@example.org"])
    assert (message["From"], message["To"]) == (portal_settings.DEFAULT_FROM_EMAIL, "lukasz@example.org")
    assert (str(message["Subject"]).strip(), message["Bcc"]) == (SUBJECT, None)
    assert message["Date"].datetime
    assert message["Message-ID"].endswith(f"@{urlsplit(portal_settings.PORTAL_BASE_URL).hostname}>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    text, page = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "<b>Gęś</b> masz rolę „Właściciel”" in text
    assert "&lt;b&gt;Gęś&lt;/b&gt; masz rolę „Właściciel”" in page
    for part in (text, page):
        assert "Zaloguj się, aby zacząć." in part
        assert f"{portal_settings.PORTAL_BASE_URL}/pl/inbox/" in part
    assert errors_of(letter) == [""]


def try_while(server: MailServer, step: str, answer: str) -> None:
    """Try all letters while the server answers so at a step."""
    server.answers[step] = answer
    send_waiting_mail()
    server.answers[step] = ACCEPTED


@pytest.mark.parametrize(("step", "answer"), [("RCPT", "451 4.7.1 Greylisted"), ("DATA", "452 4.3.1 Full")])
def test_a_letter_that_is_refused_for_now_waits(mail_server: MailServer, letter: OutgoingMail, step: str, answer: str) -> None:
    try_while(mail_server, step, answer)

    (error,) = errors_of(letter)
    assert answer[:3] in error
    assert answer[4:] in error
    assert_delivered_after_a_rest(letter, mail_server, attempts=1)


@pytest.mark.parametrize(("step", "answer"), [("RCPT", "550 5.1.1 Nobody"), ("DATA", "554 5.7.1 Spam")])
def test_a_letter_that_is_refused_for_good_is_the_desks(
    mail_server: MailServer, letter: OutgoingMail, step: str, answer: str
) -> None:
    try_while(mail_server, step, answer)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        send_waiting_mail()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, mail_server.letters) == (OutgoingMail.State.FAILED, 1, [])
    assert answer[4:] in errors_of(letter)[0]


def test_nothing_is_lost_while_the_server_is_away_for_an_hour(mail_server: MailServer, letter: OutgoingMail) -> None:
    start = clock.now()
    mail_server.stop()
    for minute in range(60):
        with clock.moved_to(start + timedelta(minutes=minute, seconds=minute + 1)):
            send_waiting_mail()
    mail_server.start()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (OutgoingMail.State.WAITING, 0)
    assert {error.partition(":")[0] for error in errors_of(letter)} == {"ConnectionRefusedError"}
    with clock.moved_to(letter.next_try_at + timedelta(seconds=1)):
        send_waiting_mail()
    arrived(mail_server)


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(
    mail_server: MailServer, letter: OutgoingMail, settings: Settings
) -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 10
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        send_waiting_mail()
    settings.EMAIL_PORT = mail_server.port

    assert "timed out" in errors_of(letter)[0]
    assert_delivered_after_a_rest(letter, mail_server, attempts=0)


def test_a_letter_that_the_server_took_before_it_died_comes_twice_and_is_known_again(
    mail_server: MailServer, letter: OutgoingMail
) -> None:
    mail_server.dies_after_data = True
    send_waiting_mail()
    mail_server.dies_after_data = False
    letter.refresh_from_db()
    assert letter.state == OutgoingMail.State.WAITING
    with clock.moved_to(letter.next_try_at + timedelta(seconds=1)):
        send_waiting_mail()

    first, second = (email.message_from_bytes(envelope.content, policy=modern) for envelope in mail_server.letters)
    assert first["Message-ID"] == second["Message-ID"]
    letter.refresh_from_db()
    assert letter.state == OutgoingMail.State.SENT


def test_many_letters_go_over_one_connection(mail_server: MailServer) -> None:
    supplier = make_supplier()
    for _person in range(5):
        grant_role(supplier, by=supplier.owner, user=make_user(), role=Role.OWNER)
    send_waiting_mail()

    assert len(mail_server.letters) == 5
    assert len(mail_server.connections) == 1
