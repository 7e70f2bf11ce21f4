"""Take in a competition from a file in the published format, as a draft."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from challenges.rules.reading import Reading, read_file
from challenges.services.importing import NotImportable, import_challenge


class Command(BaseCommand):
    help = "Reads a competition from a JSON file (docs/rules.md) into a draft and prints its reference, or says every finding."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the document, format 2")
        parser.add_argument("--authority", required=True, metavar="NAME", help="name or short name of the authority")
        parser.add_argument("--check", action="store_true", help="only say the findings; store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = _authority(options["authority"])
        try:
            with options["file"].open("rb") as file:
                reading = read_file(file)
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        if options["check"] and reading.is_usable:
            self._say(reading)
            return
        try:
            challenge = import_challenge(authority, reading, by=None)
        except NotImportable as refusal:
            self._say(refusal.reading)
            raise CommandError(f"{len(refusal.reading.findings)} findings; nothing was stored.") from refusal
        self.stdout.write(challenge.reference)

    def _say(self, reading: Reading) -> None:
        for finding in reading.findings:
            words = f"{finding.place}: {finding.reason} {finding.remedy}"
            self.stdout.write(f"{finding.severity}\t{finding.code}\t{finding.path}\t{words}")


def _authority(name: str) -> Organisation:
    found = Organisation.objects.authorities()
    authority = found.filter(slug=name).first() or found.filter(name=name).first()
    if authority is None:
        raise CommandError(f"There is no authority called {name!r}.")
    return authority
