"""The portal as one Django application: what holds for all of it."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# What makes a demonstration easy would make a real competition worthless.
DEMONSTRATION_ONLY = ("DEMO_SIGN_IN", "CLOCK_MOVABLE")


def refuse_demonstration_in_production() -> None:
    """Refuse settings that belong to a demonstration where sessions travel over TLS, which is to say in production.

    Raises:
        ImproperlyConfigured: one of `DEMONSTRATION_ONLY` is on together with `SESSION_COOKIE_SECURE`.
    """
    if not settings.SESSION_COOKIE_SECURE:
        return
    for name in DEMONSTRATION_ONLY:
        if getattr(settings, name):
            message = f"{name} is for tests and demonstrations on one's own machine: production does not start with it."
            raise ImproperlyConfigured(message)


class PortalConfig(AppConfig):
    """The wiring of the portal."""

    name = "govtech_portal"

    def ready(self) -> None:
        """Refuse to start with the wrong settings: here, because gunicorn and Celery run no system checks."""
        refuse_demonstration_in_production()
