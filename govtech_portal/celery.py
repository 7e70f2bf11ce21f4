"""The Celery application; every app's `tasks.py` is found by itself."""

import os

from celery import Celery

from core.health import add_heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govtech_portal.settings.development")

app = Celery("govtech_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
add_heartbeat(app)
