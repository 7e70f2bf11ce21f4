"""Check the whole ledger: every hash, every link, every published head."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ledger import queries


class Command(BaseCommand):
    help = "Recomputes the ledger from its first row and names the first row that was changed, removed or added."

    def handle(self, *args: Any, **options: Any) -> None:
        found = queries.verification()
        if found.problem:
            msg = f"The ledger does not hold. First bad row: {found.problem}"
            raise CommandError(msg)
        self.stdout.write(f"The ledger holds: {found.sound_events} events, {found.sound_heads} published heads.")
