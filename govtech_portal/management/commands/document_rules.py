"""Write the pages of documentation that follow from the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from govtech_portal import rulebook


class Command(BaseCommand):
    help = "Writes docs/lifecycles.md and docs/permissions.md from the lifecycle tables and the rules."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, page in (("lifecycles", rulebook.lifecycles_page()), ("permissions", rulebook.permissions_page())):
            path = settings.BASE_DIR / "docs" / f"{name}.md"
            path.write_text(page, encoding="utf-8")
            self.stdout.write(f"Written: {path.relative_to(settings.BASE_DIR)}")
