"""Take in the archive of the retired prize platform of the United States."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges.challenge_gov import FeedError, read_feed
from challenges.services.challenge_gov import archive_feed_challenge


class Command(BaseCommand):
    help = "Reads the JSON feed of Challenge.gov into concluded challenges, and reports everything it could not read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("feed", type=Path, help="the feed, a JSON file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found, unread = read_feed(options["feed"].read_text(encoding="utf-8"))
        except (FeedError, OSError, UnicodeDecodeError) as problem:
            raise CommandError(str(problem)) from problem
        taken = sum(archive_feed_challenge(challenge) for challenge in found)
        for item in unread:
            self.stderr.write(f"Not read: {item}")
        known = len(found) - taken
        counts = f"{taken} challenges taken in, {known} known already, {len(unread)} values or records not read"
        self.stdout.write(f"{counts} (listed above)." if unread else f"{counts}.")
