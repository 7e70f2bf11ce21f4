"""Print a competition in the published format."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import versioning
from challenges.models import Challenge
from ledger import chain


class Command(BaseCommand):
    help = "Prints the document of a challenge: the bytes that were frozen, or what would be frozen of a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="such as GT-2026-014")

    def handle(self, *args: Any, **options: Any) -> None:
        challenge = Challenge.objects.filter(reference=options["reference"]).first()
        if challenge is None:
            raise CommandError(f"There is no challenge {options['reference']}.")
        version = challenge.published_version
        content = version.content if version else versioning.content_of(challenge)
        self.stdout.write(chain.canonical(content).decode())
