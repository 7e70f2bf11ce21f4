"""What a worker runs under that a test starts: the settings of one machine, with the database of that test."""

import json
import os

from govtech_portal.settings.development import *  # noqa: F403 -- settings build on one another
from govtech_portal.settings.development import CELERY_BROKER_TRANSPORT_OPTIONS

DATABASES = {"default": json.loads(os.environ["PORTAL_TEST_WORKER_DATABASE"])}
# Seconds between two looks for messages; a person can wait for the one second that is usual.
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"polling_interval": 0.1}
