"""Check the whole ledger, and everything that it or a signature vouches for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger import evidence


class Command(BaseCommand):
    help = (
        "Recomputes the ledger from its first row, and every hash, signature and ranking that rests on it. Prints a line per "
        "kind of evidence (name, number of rows, one SHA-256 over all of them, to compare with another day's), and names every "
        "row that was changed, removed or added."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        names = [kind.name for kind in evidence.kinds()]
        parser.add_argument("kinds", nargs="*", metavar="kind", help=f"what to verify: {', '.join(names)}; without any, all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kinds = evidence.kinds(options["kinds"])
        except KeyError as unknown:
            msg = f"There is no kind of evidence called {unknown}."
            raise CommandError(msg) from unknown
        defects = sum(self._verify(kind) for kind in kinds)
        if defects:
            msg = f"Defects: {defects}. Each is named above."
            raise CommandError(msg)
        if options["verbosity"]:
            self.stdout.write("Everything holds.")

    def _verify(self, kind: evidence.Kind) -> int:
        """Print every defect of a kind, then its line, and return how many defects there are."""
        verification, defects = evidence.Verification(kind), 0
        for defect in verification.defects():
            self.stderr.write(defect)
            defects += 1
        self.stdout.write(f"{kind.name} {verification.count} {verification.sha256}")
        return defects
