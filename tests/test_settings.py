"""The portal does not start with settings that would make a competition worthless."""

import pytest
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
