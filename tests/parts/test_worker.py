"""A real Celery worker, with a broker made of files and the database of the test: what is committed is sent, once."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings as portal_settings
from django.db import connection, transaction
from pytest_django import Settings

from accounts.roles import Role
from accounts.services import grant_role
from core.models import MailDelivery, OutgoingMail
from core.tasks import send_mail, send_waiting_mail
from govtech_portal.celery import app as portal_app
from govtech_portal.management.commands import run_portal
from tests.factories.accounts import make_supplier, make_user

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS_TO_WAIT = 60
SECONDS_BETWEEN_LOOKS = 0.05
Process = subprocess.Popen[bytes]


@pytest.fixture
def broker(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """The folder of a broker made of files, to which this process hands over what a worker is to do."""
    folders = {name: str(tmp_path / Path(folder).name) for name, folder in settings.CELERY_BROKER_TRANSPORT_OPTIONS.items()}
    settings.CELERY_BROKER_URL, settings.CELERY_BROKER_TRANSPORT_OPTIONS = "filesystem://", folders
    run_portal.Command._make_folders()
    with Celery() as app:
        app.config_from_object("django.conf:settings", namespace="CELERY")
        yield Path(folders["data_folder_out"])
    portal_app.set_current()


@pytest.fixture
def start_worker(broker: Path, tmp_path: Path, transactional_db: None) -> Iterator[Callable[[], Process]]:
    """Return a function that starts a worker as `run_portal` does; none is left at the end."""
    (command,) = (part.command for part in run_portal.parts(port=0, data=tmp_path) if part.name == "worker")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.parts.worker_settings",
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_TEST_WORKER_DATABASE": json.dumps(connection.settings_dict, default=str),
        "TMPDIR": str(tmp_path),
    }
    started: list[Process] = []

    def start() -> Process:
        # In a session of its own, so that it can be ended with its children.
        process = subprocess.Popen(command, cwd=portal_settings.BASE_DIR, env=environment, start_new_session=True)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            kill(process)


def kill(process: Process) -> None:
    """End a worker and its children at once, as the loss of a machine does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Return when it is so. Another process makes it so and tells nobody, so that one has to look, again and again."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while not is_so():
        assert time.monotonic() < until, f"not within {SECONDS_TO_WAIT} s: {what}"
        time.sleep(SECONDS_BETWEEN_LOOKS)


def commit_a_letter() -> OutgoingMail:
    """Give somebody a role in a supplier, of which they are told by mail."""
    supplier, person = make_supplier(), make_user()
    grant_role(supplier, by=supplier.owner, user=person, role=Role.CONTRIBUTOR)
    return OutgoingMail.objects.get(recipient=person.email)


def is_sent(letter: OutgoingMail) -> bool:
    return OutgoingMail.objects.filter(pk=letter.pk, state=OutgoingMail.State.SENT).exists()


def sent_to(folder: Path) -> list[str]:
    """Return whom mail was written to, once per mail."""
    lines = [line for file in folder.glob("mail/*") for line in file.read_text().splitlines()]
    return sorted(line.removeprefix("To: ") for line in lines if line.startswith("To: "))


def test_a_committed_letter_is_sent_once_however_often_it_is_handed_over(
    start_worker: Callable[[], Process], tmp_path: Path
) -> None:
    start_worker()
    letter = commit_a_letter()
    send_mail.delay(letter.pk)
    send_waiting_mail.delay()
    wait_until(lambda: is_sent(letter), "the letter is sent")
    send_mail.delay(letter.pk)
    # The worker does one thing after the other: when this one is sent, it is through with all before.
    last = commit_a_letter()
    wait_until(lambda: is_sent(last), "the last letter is sent")

    assert sent_to(tmp_path) == sorted([letter.recipient, last.recipient])
    assert list(MailDelivery.objects.order_by("pk").values_list("mail", "error")) == [(letter.pk, ""), (last.pk, "")]


def test_what_a_killed_worker_had_taken_is_sent_by_the_next_one(
    start_worker: Callable[[], Process], broker: Path, tmp_path: Path
) -> None:
    letter = commit_a_letter()
    assert len(list(broker.iterdir())) == 1
    with transaction.atomic():
        # While this process holds the letter, a worker takes the hand-over and waits.
        OutgoingMail.objects.select_for_update().get(pk=letter.pk)
        worker = start_worker()
        wait_until(lambda: not any(broker.iterdir()), "the worker has taken the hand-over")
        kill(worker)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, sent_to(tmp_path)) == (OutgoingMail.State.WAITING, 0, [])

    start_worker()
    send_waiting_mail.delay()
    wait_until(lambda: is_sent(letter), "the letter is sent")

    assert sent_to(tmp_path) == [letter.recipient]
    assert list(MailDelivery.objects.values_list("mail", "error")) == [(letter.pk, "")]
