"""Keep the translations in step with the source."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from govtech_portal import catalogue


class Command(BaseCommand):
    """`manage.py messages [--check]`."""

    help = "Collects the strings of the source into locale/*/LC_MESSAGES/django.po, or checks that they are all translated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to check only."""
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when a translation is missing or wrong.")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        """Write, or check, the file of each language."""
        for language in catalogue.translated_languages():
            if not check:
                self.stdout.write(f"Wrote {catalogue.write(language)}")
            elif found := catalogue.gaps(language):
                lines = "\n".join(f"  {gap}" for gap in found)
                message = f"The translation into '{language}' has {len(found)} gaps:\n{lines}"
                raise CommandError(message)
