"""Check a published ranking from its data alone, without the portal's database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges.versioning import digest
from evaluation import ranking


class Command(BaseCommand):
    """`manage.py recompute_ranking FILE`."""

    help = "Recompute the ranking of a decided round from its published JSON and compare it with what that states."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the ranking's content, or an object with `content` and `sha256`")

    def handle(self, *args: Any, **options: Any) -> None:
        content = self._content(options["file"])
        computed = ranking.recompute(content)
        for standing in computed["entries"]:
            place = "–" if standing["rank"] is None else standing["rank"]
            self.stdout.write(f"{place:>4}  {standing['work_code']}  {standing['points'] or 'not scored'}")
        if computed["nobody_passed"]:
            self.stdout.write("Nobody passed.")
        stated = {key: content.get(key) for key in computed}
        if stated != computed:
            raise CommandError("The ranking that follows from the rules and scorecards is not the one that the file states.")
        self.stdout.write(self.style.SUCCESS("The ranking follows from the published rules and scorecards."))

    def _content(self, path: Path) -> dict[str, Any]:
        """Read the file and check its hash if it states one."""
        try:
            data: dict[str, Any] = json.loads(path.read_text())
        except (OSError, ValueError) as problem:
            raise CommandError(f"{path} cannot be read: {problem}") from problem
        if "content" in data:
            if digest(data["content"]) != data.get("sha256"):
                raise CommandError("The content does not have the hash that the file states.")
            data = data["content"]
        if missing := {"rules", "scorecards", "entries"} - set(data):
            raise CommandError(f"The file lacks {', '.join(sorted(missing))}.")
        return data
