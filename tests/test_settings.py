"""The portal does not start with settings that would make a competition worthless."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from govtech_portal.apps import DEMONSTRATION_ONLY, refuse_demonstration_in_production


@pytest.mark.parametrize("name", DEMONSTRATION_ONLY)
def test_production_refuses_what_belongs_to_a_demonstration(name: str, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    for other in DEMONSTRATION_ONLY:
        setattr(settings, other, other == name)

    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_demonstration_in_production()


def test_a_demonstration_starts_on_ones_own_machine(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = False
    settings.DEMO_SIGN_IN = True

    refuse_demonstration_in_production()


def test_a_new_clone_has_a_database_to_speak_to(tmp_path: Path) -> None:
    data = tmp_path / "not" / "there"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "govtech_portal.settings.development", "PORTAL_DATA_DIR": str(data)}
    command = [sys.executable, "manage.py", "showmigrations", "ledger"]

    shown = subprocess.run(command, cwd=portal_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "[ ] 0001" in shown.stdout
    assert (data / "portal.sqlite3").exists()
