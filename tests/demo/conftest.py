"""One demo, made once for the tests that only read it."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the whole demo, without the archive, and take it back after the last test of the module."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.PORTAL_SHARED_DIR", "")
        call_command("demo", stage="all")
        yield
        transaction.set_rollback(True)
