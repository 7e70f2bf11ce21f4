"""Run the whole portal on one machine: web, worker and beat, until Ctrl-C."""

import os
import socket
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.models import User
from govtech_portal.supervisor import Part, PartEndedError, Supervisor

HOST = "127.0.0.1"
SECONDS_FOR_AN_ANSWER = 2


def parts(*, port: int, data: Path) -> list[Part]:
    """Return the processes of a portal that listens on `port` and keeps its own files in `data`."""
    celery = (sys.executable, "-m", "celery", "--app", "govtech_portal", "--quiet")
    return [
        Part(
            "web",
            (
                *(sys.executable, "-m", "gunicorn", "govtech_portal.wsgi:application", "--bind", f"{HOST}:{port}"),
                *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"),
            ),
        ),
        Part("worker", (*celery, "worker", "--concurrency", "1", "--loglevel", "error", "--without-gossip", "--without-mingle")),
        Part("beat", (*celery, "beat", "--loglevel", "error", "--pidfile=", "--schedule", str(data / "beat-schedule"))),
    ]


def is_free(port: int) -> bool:
    """Return whether nobody listens on the port yet."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


def is_ready(address: str) -> bool:
    """Return whether the portal says that all its parts are up."""
    try:
        with urllib.request.urlopen(f"{address}/status", timeout=SECONDS_FOR_AN_ANSWER) as answer:  # noqa: S310 -- our own address
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


class Command(BaseCommand):
    """`manage.py run_portal [--port N]`."""

    help = "Runs web, worker and beat on this machine until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="The port to listen on.")

    def handle(self, *_args: Any, port: int, **_options: Any) -> None:
        """Start everything, say where it is, and stop everything."""
        address = f"http://{HOST}:{port}"
        if not is_free(port):
            message = f"Port {port} is taken. Choose another one, for example: PORT={port + 1} make demo"
            raise CommandError(message)
        self._make_folders()
        environment = os.environ | {"PORTAL_BASE_URL": os.environ.get("PORTAL_BASE_URL", address)}
        supervisor = Supervisor(parts(port=port, data=Path(settings.DATA_DIR)), environment=environment)
        self.stdout.write("Starting web, worker and beat ...")
        try:
            supervisor.run(is_ready=lambda: is_ready(address), announce=lambda: self._announce(address))
        except PartEndedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Stopped.")

    def _announce(self, address: str) -> None:
        """Say where the portal is and, in a demonstration, who can sign in with one click."""
        self.stdout.write(self.style.SUCCESS(f"\nThe portal is at {address}/  (Ctrl-C stops it)\n"))
        if not settings.DEMO_SIGN_IN:
            return
        self.stdout.write(f"Sign in with one click at {address}{reverse('account_login')} as one of these people:")
        for person in User.objects.exclude(demo_introduction="").order_by("pk"):
            self.stdout.write(f"  {person.name}: {person.demo_introduction}")

    @staticmethod
    def _make_folders() -> None:
        """Make the folders of the broker that is made of files, where that is the broker."""
        options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
        for name in ("data_folder_in", "data_folder_out", "control_folder"):
            if folder := options.get(name):
                Path(folder).mkdir(parents=True, exist_ok=True)
