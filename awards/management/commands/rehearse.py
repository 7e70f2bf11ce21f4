"""Play a competition through before it is published."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.rehearsal import SCENARIOS, rehearse, unreadable
from awards.rehearsal.rehearsing import ENTRIES, SEED
from awards.rehearsal.telling import as_text, chapters
from challenges import versioning
from challenges.models import Challenge
from challenges.rules.reading import Reading, read, read_file
from challenges.rules.upgrades import upgraded

MOST_ENTRIES = 5_000


class Command(BaseCommand):
    help = (
        "Plays a competition through with made-up entries, jurors and marks, and tells what happens. Nothing is written. "
        "Takes the file of a document (docs/rules.md), or the reference of a challenge."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FILE|REFERENCE", help="a file, or a reference such as GT-2026-014")
        parser.add_argument("--entries", type=int, default=ENTRIES, help=f"how many enter an open round ({ENTRIES})")
        parser.add_argument("--seed", type=int, default=SEED, help=f"of all chance ({SEED})")
        parser.add_argument("--scenario", choices=list(SCENARIOS), default="ordinary", help="what goes wrong (ordinary: nothing)")
        parser.add_argument("--json", action="store_true", help="all of it as data")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["entries"] <= MOST_ENTRIES:
            raise CommandError(f"Between 0 and {MOST_ENTRIES} entries can be rehearsed.")
        reading = _reading(options["source"])
        why = unreadable(reading)
        if reading.document is None or why:
            for finding in why:
                self.stderr.write(f"{finding.code}\t{finding.path}\t{finding.place}: {finding.reason} {finding.remedy}")
            raise CommandError("This cannot be read as a competition, so that nothing was rehearsed.")
        found = rehearse(reading.document, options["entries"], options["seed"], options["scenario"])
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(chapters(found)))


def _reading(source: str) -> Reading:
    """Return the document of a file, or else of the challenge with this reference: as it is published, or as its draft is now."""
    path = Path(source)
    if path.is_file():
        with path.open("rb") as file:
            return read_file(file)
    challenge = Challenge.objects.filter(reference=source).first()
    if challenge is None:
        raise CommandError(f"There is no file and no challenge {source}.")
    version = challenge.published_version
    return read(upgraded(version.content) if version else versioning.content_of(challenge))
