"""Fill an empty database with the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from govtech_portal.demo.making import STAGES, load_archive, make_demo


class Command(BaseCommand):
    help = "Makes people, organisations and competitions at every stage through the portal's own services, with a moving clock."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=[*STAGES, "all"], default="all", help="which competitions to make")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same demo")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CLOCK_MOVABLE:
            msg = "The demo needs a clock that can be moved: it is for development settings, never for production."
            raise CommandError(msg)
        if User.objects.exists():
            self.stdout.write("There are people in this database already: nothing was made.")
            return
        # All or nothing: what was broken off is made anew by the next run.
        with transaction.atomic():
            cast = make_demo(stage=options["stage"], seed=options["seed"])
            feed = load_archive() if options["stage"] == "all" else None
        if feed is None:
            self.stdout.write("The archive of Challenge.gov was not loaded: see manage.py import_challenge_gov.")
        self.stdout.write("The demo is made. Sign in with one click as one of these people:")
        people = User.objects.exclude(demo_introduction="").order_by("pk")
        for person in people:
            self.stdout.write(f"  {person.name}: {person.demo_introduction}")
        self.stdout.write(f"{len(cast.suppliers)} suppliers in {len(cast.authorities)} authorities' competitions.")
