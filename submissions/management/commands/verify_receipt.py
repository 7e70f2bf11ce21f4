"""Check a receipt that somebody kept: whether this portal signed it, and whether the ledger holds its event."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from submissions.queries.verification import verified_receipt


class Command(BaseCommand):
    help = "Checks the signature of a receipt (the downloaded JSON, or the signed text alone) and says what it states."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the receipt")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            msg = f"The file cannot be read: {problem}"
            raise CommandError(msg) from problem
        receipt = verified_receipt(text)
        if receipt is None:
            msg = "Not signed by this portal, or changed since."
            raise CommandError(msg)
        for name, value in receipt.statement.items():
            self.stdout.write(f"{name}: {value}")
        if not receipt.in_ledger:
            msg = "The signature holds, but the ledger has no such event."
            raise CommandError(msg)
        self.stdout.write("The signature holds, and the ledger has the event.")
