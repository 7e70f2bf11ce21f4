"""`manage.py ensure_site`: after migrating, make the site and bring the rights of authorities and administrators into step."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Organisation
from pages.services import ensure_site, sync_administrators, sync_authority


class Command(BaseCommand):
    help = "Makes the home and information pages in every language, and the place of each authority. Harmless to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_site()
        sync_administrators()
        authorities = list(Organisation.objects.authorities())
        for authority in authorities:
            sync_authority(authority)
        self.stdout.write(f"Site ready; {len(authorities)} authorities in step.")
