"""What the benchmark runs under: as in production where one machine can; PostgreSQL, static files with names from their content.

Different from production: caches are each process's own, mail goes to files, there is no TLS and no proxy in front.
"""

from govtech_portal.settings.development import *  # noqa: F403
from govtech_portal.settings.development import env

DEBUG = False
ROOT_URLCONF = "benchmarks.urls"
DATABASES = {"default": env.db_url("PORTAL_BENCHMARK_DATABASE_URL") | {"CONN_MAX_AGE": 60}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Mails of the filling wait in the outbox; nobody takes them out.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str] = {}
