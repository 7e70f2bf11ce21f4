"""One machine, no server beside it: SQLite, a broker made of files, mail written to files. Also what `make demo` runs."""

from govtech_portal.settings.base import *  # noqa: F403
from govtech_portal.settings.base import DATA_DIR, env

DEBUG = env.bool("PORTAL_DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECRET_KEY = "development only: these settings are for one's own machine"  # noqa: S105

# SQLite makes its file but not the folder around it, which a new clone does not have.
DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "portal.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    },
}
CACHES = {
    "default": {
        # Shared by all processes of this machine: sign-in rate limits count here.
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache"),
    },
}

CELERY_BROKER_URL = "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(DATA_DIR / "broker"),
    "data_folder_out": str(DATA_DIR / "broker"),
    "control_folder": str(DATA_DIR / "broker-control"),
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")

OCDS_PREFIX = "ocds-demo00"
DEMO_SIGN_IN = env.bool("PORTAL_DEMO_SIGN_IN", default=False)
CLOCK_MOVABLE = True
