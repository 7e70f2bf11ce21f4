"""Check a published ranking from its data alone, without the portal's database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges.versioning import digest
from evaluation import published


class Command(BaseCommand):
    """`manage.py recompute_ranking FILE`."""

    help = "Recompute the ranking of a decided round from its published JSON and compare it with what that states."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="ranking.json as the public or the jury downloads it, or its content alone")

    def handle(self, *args: Any, **options: Any) -> None:
        content = self._content(options["file"])
        computed = self._computed(content)
        for standing in computed["entries"]:
            place = "–" if standing["rank"] is None else standing["rank"]
            self.stdout.write(f"{place:>4}  {standing['work_code']}  {standing['points'] or 'not scored'}")
        for ask in computed.get("asks", ()):
            self.stdout.write(f"Undecided: {', '.join(ask['about'])}; {ask['who']} decides ({ask['step']}).")
        if computed["nobody_passed"]:
            self.stdout.write("Nobody passed.")
        stated = {key: content.get(key) for key in computed}
        if stated != computed:
            raise CommandError("The ranking that follows from the rules and scorecards is not the one that the file states.")
        self.stdout.write(self.style.SUCCESS("The ranking follows from the published rules and scorecards."))

    def _computed(self, content: dict[str, Any]) -> dict[str, Any]:
        try:
            return published.recompute(content)
        except published.UnknownMethodError as unknown:
            raise CommandError(f"The file names the method {unknown}, which is not known here.") from unknown
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
            raise CommandError(f"No ranking follows from what the file states: {problem}") from problem

    def _content(self, path: Path) -> dict[str, Any]:
        """Read the file and check its hash if it states one."""
        try:
            data: dict[str, Any] = json.loads(path.read_text())
        except (OSError, ValueError) as problem:
            raise CommandError(f"{path} cannot be read: {problem}") from problem
        for name in ("content", "ranking"):
            if name in data:
                if digest(data[name]) != data.get("sha256"):
                    raise CommandError("The content does not have the hash that the file states.")
                data = data[name]
        if missing := set(published.NEEDED) - set(data):
            raise CommandError(f"The file lacks {', '.join(sorted(missing))}.")
        return data
