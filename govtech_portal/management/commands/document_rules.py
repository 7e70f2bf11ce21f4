"""Write the pages of documentation that follow from the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from govtech_portal import rulebook, rules_page


class Command(BaseCommand):
    help = "Writes docs/lifecycles.md, docs/permissions.md and the lower part of docs/rules.md from what the code itself obeys."

    def handle(self, *args: Any, **options: Any) -> None:
        docs = settings.BASE_DIR / "docs"
        rules = (docs / "rules.md").read_text(encoding="utf-8")
        pages = {
            "lifecycles": rulebook.lifecycles_page(),
            "permissions": rulebook.permissions_page(),
            "rules": rules_page.rules_page(rules),
        }
        for name, page in pages.items():
            path = docs / f"{name}.md"
            path.write_text(page, encoding="utf-8")
            self.stdout.write(f"Written: {path.relative_to(settings.BASE_DIR)}")
