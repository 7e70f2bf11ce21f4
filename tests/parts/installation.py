"""What an installation is told by its environment, for tests that give it real parts to speak to."""

import runpy
from typing import Any

import pytest

# What production settings demand; each test names the parts that it runs itself. Nobody answers at the other addresses.
DEMANDED = {
    "PORTAL_SECRET_KEY": "a test's key, which opens nothing",
    "PORTAL_ALLOWED_HOSTS": "portal.example",
    "PORTAL_DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
    "PORTAL_REDIS_URL": "redis://127.0.0.1:1",
    "PORTAL_EMAIL_URL": "smtp://127.0.0.1:1",
    "PORTAL_S3_ENDPOINT_URL": "http://127.0.0.1:1",
    "PORTAL_S3_PUBLIC_BUCKET": "portal-public",
    "PORTAL_S3_PRIVATE_BUCKET": "portal-private",
    "PORTAL_S3_ACCESS_KEY": "not-a-key",
    "PORTAL_S3_SECRET_KEY": "not-a-secret",
}


def production_settings(**environment: str) -> dict[str, Any]:
    """Return the production settings, by name, as they are read in an environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (DEMANDED | environment).items():
            patch.setenv(name, value)
        return runpy.run_module("govtech_portal.settings.production")
