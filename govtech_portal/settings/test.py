"""What the tests run under: SQLite, or PostgreSQL where PORTAL_TEST_DATABASE_URL names one."""

import os
import tempfile
from pathlib import Path

from govtech_portal.settings.development import *  # noqa: F403
from govtech_portal.settings.development import STORAGES, env

DEBUG = False
DATA_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "private"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES = {"default": env.db_url("PORTAL_TEST_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if "PORTAL_TEST_DATABASE_URL" not in os.environ:
    DATABASES["default"] |= {
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        },
        # A file, not memory: the threads of the server that browsers talk to each need a connection of their own.
        "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
    }
# Static files come from where they are written, uncollected.
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
